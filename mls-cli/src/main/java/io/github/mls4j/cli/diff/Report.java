package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.view.View;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param a what one side is
 * @param b what the other is
 * @param checks of each side by itself
 * @param differences in the order of the protocol, or of the wire
 * @param compared what was held against each other, and is the same unless it differs above
 * @param notCompared what was not, and why
 */
record Report(
    String a,
    String b,
    List<View.Field> checks,
    List<Difference> differences,
    List<String> compared,
    List<String> notCompared) {

  boolean same() {
    return differences.isEmpty();
  }

  /** Whether at most proposals differ, which come and go within an epoch. */
  boolean sameEpoch() {
    return differences.stream().allMatch(each -> each.path().startsWith(GroupDiff.PENDING));
  }

  /** The same with one more check. */
  Report with(View.Field check) {
    List<View.Field> more = new ArrayList<>(checks);
    more.add(check);
    return new Report(a, b, more, differences, compared, notCompared);
  }

  /**
   * Where they part: the first difference that nothing before explains, with all that differ
   * likewise in the same struct; empty if there is none.
   */
  List<Difference> part() {
    List<Difference> causes = causes();
    if (causes.isEmpty()) {
      return differences.stream().limit(1).toList();
    }
    Difference first = causes.get(0);
    return first.group().isEmpty()
        ? List.of(first)
        : causes.stream().filter(each -> each.group().equals(first.group())).toList();
  }

  private List<Difference> causes() {
    return differences.stream().filter(difference -> !difference.consequence()).toList();
  }

  /** The other differences that nothing before explains. */
  List<Difference> independent() {
    List<Difference> part = part();
    return causes().stream().filter(difference -> !part.contains(difference)).toList();
  }

  /** What follows from those. */
  List<Difference> consequences() {
    List<Difference> part = part();
    return differences.stream()
        .filter(Difference::consequence)
        .filter(difference -> !part.contains(difference))
        .toList();
  }
}
