package io.github.mls4j.cli.demo;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.List;

/**
 * One step of the story, and the group after it, on which all members agree.
 *
 * @param number from 1
 * @param explanation for a reader who is new to MLS
 * @param epoch unsigned
 * @param members by name, in the order in which they came
 */
record Step(
    int number,
    String title,
    String explanation,
    List<Event> events,
    long epoch,
    Bytes epochAuthenticator,
    List<String> members,
    RatchetTreeExtension ratchetTree) {

  Step {
    events = List.copyOf(events);
    members = List.copyOf(members);
  }
}
