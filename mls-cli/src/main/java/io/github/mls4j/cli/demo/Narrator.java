package io.github.mls4j.cli.demo;

import io.github.mls4j.wire.CipherSuiteId;

/** Tells the story as it unfolds. */
interface Narrator {

  void opening(CipherSuiteId suite);

  /** A chapter of the long story begins; the short one has none. */
  void chapter(Chapter next);

  void tell(Step step);

  /**
   * @param steps how many have been told
   * @param epochs how many the group went through, on each of which all members agreed
   * @param bytes that went over the wire
   */
  void closing(int steps, long epochs, long bytes);
}
