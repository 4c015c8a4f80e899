package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;

/** A group's whole state as bytes, to see whether anything in it has changed. */
final class State {

  private State() {}

  static Bytes of(TestClient client) {
    try (Secret saved = client.group.save()) {
      return Bytes.wrap(saved.reveal());
    }
  }
}
