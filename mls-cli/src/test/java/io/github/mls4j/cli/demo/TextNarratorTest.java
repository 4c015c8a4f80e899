package io.github.mls4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.cli.Samples;
import io.github.mls4j.cli.term.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextNarratorTest {

  private static final List<Event> EVENTS =
      List.of(
          new Event.Sent("Alice", List.of("Bob", "Carol"), "Welcome", 1_234),
          new Event.Sent("Alice", List.of(), "Commit", 567),
          new Event.Entered(List.of("Alice", "Bob", "Carol"), 7),
          new Event.Said("Bob", "Hi!", 130),
          new Event.Read(List.of("Alice"), "Bob", List.of("Hi!", "Where?")),
          new Event.Refused("Dave", "the message", "he is no member"));

  private final StringWriter written = new StringWriter();
  private final TextNarrator narrator = new TextNarrator(new PrintWriter(written), Terminal.NONE);

  @Test
  void tellsAStep() {
    narrator.tell(step(3, EVENTS));

    assertThat(written.toString())
        .isEqualTo(
            """

            ── 3  They meet ───────────────────────────────────────────────────── epoch 7 ──
              Explained in so many words that they take more than one line, since that is
              what a newcomer wants.

              Alice → Bob and Carol: Welcome 1,234 bytes
              Alice → all: Commit 567 bytes
                ✓ Alice, Bob and Carol are in epoch 7
              Bob → all: “Hi!” 130 bytes
                ✓ Alice reads “Hi!”, “Where?”
                ✗ Dave cannot use the message (he is no member)

                            ● d3d3 +2
                       ┌────────┴────────┐
                    ● d1d1               ○
                  ┌────┴───┐        ┌────┴───┐
                alice     bob     carol      ○
               #0 a0a0  #1 a4a4  #2 a8a8     #3

              epoch authenticator e0e0e0e0e0e0e0e0… ✓ the same for Alice, Bob and Carol
            """);
  }

  @Test
  void drawsATreeOnlyWhenItHasChanged() {
    narrator.tell(step(1, List.of()));
    int before = written.toString().length();
    narrator.tell(step(2, List.of()));

    assertThat(written.toString().substring(before)).doesNotContain("●").contains("the same for");
  }

  private static Step step(int number, List<Event> events) {
    return new Step(
        number,
        "They meet",
        "Explained in so many words that they take more than one line, since that is what a"
            + " newcomer wants.",
        events,
        7,
        Samples.bytes(0xe0, 32),
        List.of("Alice", "Bob", "Carol"),
        Samples.tree());
  }
}
