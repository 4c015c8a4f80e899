package io.github.mls4j.validation;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.PreSharedKeyID;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** RFC 9420 §8.4: what holds for the names of PSKs, in a commit and in its Welcome alike. */
public final class PskIds {

  private PskIds() {}

  /** Refuses a nonce that is not as long as the suite's hash. */
  static void checkNonce(CipherSuite suite, PreSharedKeyID psk, Place place) throws RuleViolation {
    if (psk.pskNonce().size() != suite.hashLength()) {
      throw new RuleViolation(Rule.PSK_NONCE_LENGTH, place);
    }
  }

  /** Refuses a PSK that is among those {@code seen} so far. */
  static void checkNew(Set<PreSharedKeyID> seen, PreSharedKeyID psk, Place place)
      throws RuleViolation {
    if (!seen.add(psk)) {
      throw new RuleViolation(Rule.PSK_IDS_UNIQUE, place);
    }
  }

  /** The PSKs that a Welcome names: those of a commit whose proposals the joiner does not see. */
  public static void checkWelcome(CipherSuite suite, List<PreSharedKeyID> psks)
      throws RuleViolation {
    Set<PreSharedKeyID> seen = new HashSet<>();
    for (int i = 0; i < psks.size(); i++) {
      Place place = Place.of("group_secrets").element("psks", i);
      checkNonce(suite, psks.get(i), place);
      checkNew(seen, psks.get(i), place);
    }
  }
}
