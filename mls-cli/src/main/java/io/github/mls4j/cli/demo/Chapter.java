package io.github.mls4j.cli.demo;

import io.github.mls4j.codec.MlsException;

/** A part of the long story: one thing that groups can do, told on a stage of its own. */
public interface Chapter {

  /** As {@code --story} takes it. */
  String name();

  /** What it is about, in one line. */
  String title();

  /**
   * @throws MlsException if a message is refused that should not be
   */
  void tell(Stage stage) throws MlsException;
}
