package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import java.time.DateTimeException;
import java.time.Instant;

/** A time in a written state: seconds since 1970. */
final class StoredTime {

  private StoredTime() {}

  static Instant readFrom(TlsReader in) throws DecodeException {
    long seconds = in.uint64("time");
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      throw in.fail("time", 8, seconds + " is out of range");
    }
  }
}
