package io.github.mls4j.group;

import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.ValidationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
final class TestClock implements InstantSource {

  private Instant time = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return time;
  }

  void pass(Duration duration) {
    time = time.plus(duration);
  }

  /** A client's settings with this clock. */
  GroupConfig.Builder settings(GroupConfig.Builder builder) {
    return builder.validation(
        new ValidationPolicy(
            AuthenticationService.trustingBasicCredentials(),
            this,
            true,
            ValidationPolicy.DEFAULT_MAX_LIFETIME));
  }
}
