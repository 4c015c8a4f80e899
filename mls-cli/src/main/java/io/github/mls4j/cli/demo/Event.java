package io.github.mls4j.cli.demo;

import java.util.List;

/** Something that happens in a step of the story. */
public sealed interface Event {

  /**
   * Something that the delivery service keeps until somebody asks for it.
   *
   * @param what in the words of the RFC
   * @param bytes of all of them together
   */
  record Published(List<String> by, String what, int bytes) implements Event {

    public Published {
      by = List.copyOf(by);
    }
  }

  /**
   * Bytes handed to the delivery service for others.
   *
   * @param what in the words of the RFC
   * @param to empty for all subscribers
   */
  record Sent(String from, List<String> to, String what, int bytes) implements Event {

    public Sent {
      to = List.copyOf(to);
    }
  }

  /** Words, encrypted for all. */
  record Said(String from, String text, int bytes) implements Event {}

  /** Words of one sender that were understood, in the order in which they came. */
  record Read(List<String> by, String from, List<String> texts) implements Event {

    public Read {
      by = List.copyOf(by);
      texts = List.copyOf(texts);
    }
  }

  /** Clients that are in a new epoch. */
  record Entered(List<String> members, long epoch) implements Event {

    public Entered {
      members = List.copyOf(members);
    }
  }

  /** A message that a client could not use. */
  record Refused(String by, String what, String reason) implements Event {}

  /**
   * Something that a client may not do.
   *
   * @param what it was about to do
   */
  record Denied(String by, String what, String reason) implements Event {}

  /** Something that the reader is shown. */
  record Noted(String text) implements Event {}
}
