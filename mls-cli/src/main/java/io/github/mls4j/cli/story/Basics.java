package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.cli.demo.Story;
import io.github.mls4j.codec.MlsException;

/** The short story, as the first chapter of the long one. */
final class Basics implements Chapter {

  @Override
  public String name() {
    return "basics";
  }

  @Override
  public String title() {
    return "The life of a group";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    new Story(stage, stage.random(), 0).tell();
  }
}
