package io.github.mls4j.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter written = new StringWriter();

  @Test
  void aPipeSeesNothing() throws InterruptedException {
    draw(Terminal.NONE);

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void aTerminalSeesABarThatIsWipedAtTheEnd() throws InterruptedException {
    draw(new Terminal(false, true, 80));

    assertThat(written.toString())
        .isEqualTo("\r\u001b[K" + "█".repeat(12) + "░".repeat(12) + " 1/2 work\r\u001b[K");
  }

  private void draw(Terminal terminal) throws InterruptedException {
    try (Progress progress = new Progress(new PrintWriter(written), terminal)) {
      progress.update("work", 0, 2); // too early: short work shows no bar
      Thread.sleep(150);
      progress.update("work", 1, 2);
    }
  }
}
