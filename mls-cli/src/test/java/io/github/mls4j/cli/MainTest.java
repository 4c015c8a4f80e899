package io.github.mls4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void helpNamesTheCommandsAndExitStatuses() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("inspect").contains("Exit status:");
  }

  @Test
  void saysItsVersion() {
    assertThat(CommandRun.of("--version").out()).startsWith("mls4j ");
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(CommandRun.of("dance").status()).isEqualTo(2);
    assertThat(CommandRun.of("inspect", "--loud").status()).isEqualTo(2);
    assertThat(CommandRun.of().status()).isEqualTo(2);
  }
}
