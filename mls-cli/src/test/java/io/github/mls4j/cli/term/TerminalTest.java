package io.github.mls4j.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void believesTheLauncherFirst() {
    Properties properties = new Properties();
    properties.setProperty(Terminal.STDOUT_PROPERTY, "false");
    properties.setProperty(Terminal.STDERR_PROPERTY, "true");

    assertThat(Terminal.of(Map.of(), properties, true)).isEqualTo(new Terminal(false, true, 80));
  }

  @Test
  void noColorLeavesProgress() {
    assertThat(Terminal.of(Map.of("NO_COLOR", "1"), new Properties(), true))
        .isEqualTo(new Terminal(false, true, 80));
    assertThat(Terminal.of(Map.of("NO_COLOR", ""), new Properties(), true).colour()).isTrue();
  }

  @Test
  void aDumbTerminalGetsNeither() {
    assertThat(Terminal.of(Map.of("TERM", "dumb"), new Properties(), true))
        .isEqualTo(Terminal.NONE);
  }

  @Test
  void columnsStayWithinReason() {
    assertThat(columns("132")).isEqualTo(132);
    assertThat(columns("1")).isEqualTo(40);
    assertThat(columns("9999")).isEqualTo(240);
    assertThat(columns("wide")).isEqualTo(80);
  }

  private static int columns(String value) {
    return Terminal.of(Map.of("COLUMNS", value), new Properties(), false).columns();
  }
}
