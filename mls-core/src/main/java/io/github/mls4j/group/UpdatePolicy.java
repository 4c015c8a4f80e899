package io.github.mls4j.group;

import java.time.Duration;
import java.time.Instant;

/**
 * How old the keys of a leaf may get (RFC 9420 §3.2, §16.6): a leaf is due when it has passed
 * either bound.
 *
 * @param maxAge since its last update
 * @param maxEpochs since then; unsigned
 */
public record UpdatePolicy(Duration maxAge, long maxEpochs) {

  boolean isDue(LastUpdate last, long epoch, Instant now) {
    return Long.compareUnsigned(epoch - last.epoch(), maxEpochs) > 0
        || Duration.between(last.time(), now).compareTo(maxAge) > 0;
  }
}
