package io.github.mls4j.group;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the catalogue of refusal vectors: something that a client must refuse.
 *
 * @param broken the row of the requirements that it breaks, such as {@code 12.4.2-13}, or only the
 *     section if no row says just this
 * @param inAllSuites whether it is worth a vector in each cipher suite
 * @param steps what Alice is sent once she has joined; null if it is the Welcome that is bad
 * @param invitation how the Welcome is spoilt
 */
record Attack(
    String name,
    String broken,
    boolean inAllSuites,
    @Nullable Steps steps,
    ForgedWelcome.Kind kind,
    @Nullable Invitation invitation) {

  /** Sends Alice what she has to refuse. */
  @FunctionalInterface
  interface Steps {
    void play(RefusalScene scene) throws Exception;
  }

  /** Changes the one thing in a Welcome that is to be wrong. */
  @FunctionalInterface
  interface Invitation {
    void spoil(ForgedWelcome welcome) throws Exception;
  }

  /** The section of the RFC that is broken. */
  String section() {
    return broken.contains("-") ? broken.substring(0, broken.lastIndexOf('-')) : broken;
  }

  /** The row that is broken, or null. */
  @Nullable String requirement() {
    return broken.contains("-") ? broken : null;
  }

  /** Collects the attacks of one topic. */
  static final class Topic {

    private final List<Attack> attacks = new ArrayList<>();

    /** Steps that are worth it in the first suite only: nothing in them depends on the suite. */
    Topic steps(String broken, String name, Steps steps) {
      attacks.add(new Attack(name, broken, false, steps, ForgedWelcome.Kind.UNMERGED, null));
      return this;
    }

    Topic stepsInAllSuites(String broken, String name, Steps steps) {
      attacks.add(new Attack(name, broken, true, steps, ForgedWelcome.Kind.UNMERGED, null));
      return this;
    }

    Topic welcome(String broken, String name, Invitation spoilt) {
      return welcome(broken, name, ForgedWelcome.Kind.UNMERGED, spoilt);
    }

    Topic welcome(String broken, String name, ForgedWelcome.Kind kind, Invitation spoilt) {
      attacks.add(new Attack(name, broken, false, null, kind, spoilt));
      return this;
    }

    Topic welcomeInAllSuites(String broken, String name, Invitation spoilt) {
      attacks.add(new Attack(name, broken, true, null, ForgedWelcome.Kind.UNMERGED, spoilt));
      return this;
    }

    List<Attack> attacks() {
      return List.copyOf(attacks);
    }
  }
}
