package io.github.mls4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.Samples;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageTest {

  private final List<Step> told = new ArrayList<>();
  private final Stage stage =
      new Stage(
          Samples.SUITE,
          new SecureRandom(),
          new Narrator() {
            @Override
            public void opening(CipherSuiteId suite) {}

            @Override
            public void chapter(Chapter next) {}

            @Override
            public void tell(Step step) {
              told.add(step);
            }

            @Override
            public void closing(int steps, long epochs, long bytes) {}
          },
          new Progress(new PrintWriter(new StringWriter()), Terminal.NONE));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aStepEndsOnlyWhereAllMembersAgree() throws Exception {
    for (String name : List.of("Alice", "Mallory")) {
      stage.enter(name).create(Bytes.ofUtf8("the same group id"));
      stage.becomesMember(name);
    }

    assertThatThrownBy(() -> stage.endStep("They differ", ""))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Alice (epoch 0")
        .hasMessageContaining("Mallory (epoch 0");
    assertThat(told).isEmpty();

    stage.ceasesToBeMember("Mallory");
    stage.endStep("Alice is alone", "");

    assertThat(told).singleElement().extracting(Step::members).isEqualTo(List.of("Alice"));
  }

  @Test
  void aStepTellsItsOwnEventsOnly() throws Exception {
    Client alice = stage.enter("Alice");
    alice.create(Bytes.ofUtf8("group"));
    stage.becomesMember("Alice");
    stage.say(alice, "Hello?");
    stage.endStep("Alice talks to herself", "");
    stage.endStep("Silence", "");

    assertThat(told).extracting(Step::number).containsExactly(1, 2);
    assertThat(told.get(0).events())
        .singleElement()
        .isInstanceOfSatisfying(
            Event.Said.class, said -> assertThat(said.text()).isEqualTo("Hello?"));
    assertThat(told.get(1).events()).isEmpty();
  }
}
