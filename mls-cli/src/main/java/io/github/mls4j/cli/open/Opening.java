package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.View;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of opening something.
 *
 * @param view all that was found, the outcome first
 * @param obstacle why it did not open; null if it did
 * @param sound whether it opened and every signature, tag and check in it holds
 * @param content what was opened, if it is the content of a message
 * @param tree the ratchet tree that came with it, if one did
 */
public record Opening(
    View.Struct view,
    @Nullable Obstacle obstacle,
    boolean sound,
    @Nullable AuthenticatedContent content,
    @Nullable RatchetTreeExtension tree) {

  /** Collects what is found on the way. */
  static final class Findings {

    private final List<View.Field> fields = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private @Nullable AuthenticatedContent content;
    private @Nullable RatchetTreeExtension tree;
    private @Nullable String summary;

    /** What it is about, which comes second. */
    Findings summary(String words) {
      summary = words;
      return this;
    }

    Findings add(String name, View view) {
      fields.add(new View.Field(name, view));
      return this;
    }

    Findings say(String name, String words) {
      return add(name, new View.Scalar(words, ""));
    }

    Findings check(String name, boolean holds, String finding) {
      if (!holds) {
        broken.add(name);
      }
      return add(name, new View.Check(holds, finding));
    }

    Findings refused(String name, MlsException e) {
      return check(name, false, String.valueOf(e.getMessage()));
    }

    Findings content(AuthenticatedContent opened) {
      content = opened;
      return this;
    }

    @Nullable AuthenticatedContent content() {
      return content;
    }

    Findings tree(@Nullable RatchetTreeExtension opened) {
      tree = opened;
      return this;
    }

    /** It opened, or what there is to check was checked. */
    Opening done(String verb) {
      boolean sound = broken.isEmpty();
      String outcome = sound ? verb : verb + ", but does not hold: " + String.join(", ", broken);
      return end(new View.Check(sound, outcome), null, sound);
    }

    /** It did not open. */
    Opening stopped(Obstacle obstacle, String detail) {
      String outcome =
          obstacle + ": " + obstacle.explanation() + (detail.isEmpty() ? "" : " (" + detail + ")");
      return end(new View.Check(false, outcome), obstacle, false);
    }

    private Opening end(View.Check outcome, @Nullable Obstacle obstacle, boolean sound) {
      List<View.Field> all = new ArrayList<>();
      all.add(new View.Field("outcome", outcome));
      if (summary != null) {
        all.add(new View.Field("summary", new View.Scalar(summary, "")));
      }
      all.addAll(fields);
      return new Opening(new View.Struct("opened", all), obstacle, sound, content, tree);
    }
  }
}
