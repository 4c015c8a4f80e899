package io.github.mls4j.interop.runner;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Plays a script once, from the first step to the last or to the first that fails. */
final class ScriptRun {

  private ScriptRun() {}

  /**
   * @return what failed; null if nothing did
   */
  static @Nullable Failure run(
      Script script, Map<String, Peer> roles, int suite, boolean encryptHandshake, Random random) {
    Conversation conversation = new Conversation(roles, suite, encryptHandshake, random);
    Failure failed = play(script.steps(), conversation);
    try {
      conversation.free();
    } catch (StepFailure e) {
      if (failed == null) {
        return Failure.of(script.steps().size(), "free", e, conversation.peer(e.actor()));
      }
    }
    return failed;
  }

  private static @Nullable Failure play(List<Script.Line> steps, Conversation conversation) {
    Performer performer = new Performer(conversation);
    for (int i = 0; i < steps.size(); i++) {
      Script.Line line = steps.get(i);
      conversation.begin();
      try {
        if (line.mustFail()) {
          requireRefusal(line.step(), performer, conversation);
        } else {
          line.step().play(performer);
        }
      } catch (StepFailure e) {
        return Failure.of(i, line.action(), e, conversation.peer(e.actor()));
      }
    }
    return null;
  }

  private static void requireRefusal(Step step, Performer performer, Conversation conversation)
      throws StepFailure {
    try {
      step.play(performer);
    } catch (StepFailure e) {
      if (e.isRefusal()) {
        return;
      }
      throw e;
    }
    String actor = step.actor();
    throw StepFailure.impossible(
        actor == null ? conversation.anyActor() : actor, "went well, but had to be refused");
  }
}
