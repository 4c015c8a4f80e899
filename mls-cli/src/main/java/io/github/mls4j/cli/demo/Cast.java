package io.github.mls4j.cli.demo;

import java.util.List;
import java.util.stream.IntStream;

/** The names in the story. */
public final class Cast {

  public static final String ALICE = "Alice";
  public static final String BOB = "Bob";
  public static final String CAROL = "Carol";
  public static final String DAVE = "Dave";
  public static final String ERIN = "Erin";

  private static final List<String> OTHERS =
      List.of(
          "Frank", "Grace", "Heidi", "Ivan", "Judy", "Kim", "Leo", "Mona", "Nick", "Olga", "Paul",
          "Quinn", "Rosa", "Sam", "Tina", "Uma", "Victor", "Wendy", "Xena", "Yuri", "Zoe");

  private static final int NAMES_SHOWN = 4;

  private Cast() {}

  /** As many further members, each with a name of its own. */
  static List<String> others(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                OTHERS.get(i % OTHERS.size())
                    + (i < OTHERS.size() ? "" : " " + (i / OTHERS.size() + 1)))
        .toList();
  }

  /** "Bob", "Bob and Carol", "Bob, Carol and Dave", or the first few and how many others. */
  public static String list(List<String> names) {
    int count = names.size();
    if (count <= 1) {
      return count == 0 ? "nobody" : names.get(0);
    }
    if (count <= NAMES_SHOWN) {
      return String.join(", ", names.subList(0, count - 1)) + " and " + names.get(count - 1);
    }
    int shown = NAMES_SHOWN - 1;
    return String.join(", ", names.subList(0, shown)) + " and " + (count - shown) + " others";
  }
}
