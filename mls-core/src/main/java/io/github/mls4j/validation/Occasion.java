package io.github.mls4j.validation;

import io.github.mls4j.spi.LeafCheck;
import io.github.mls4j.spi.ValidationPolicy;

/** On what occasion a proposal is judged, which decides about checks that are optional (§7.3). */
public enum Occasion {
  /** It is about to be sent, as a proposal or in a commit: then nothing is optional. */
  SENDING,
  /** It has arrived as a proposal. */
  PROPOSAL,
  /** It has arrived in a commit. */
  COMMIT;

  boolean checksLifetime(ValidationPolicy policy) {
    return switch (this) {
      case SENDING -> true;
      case PROPOSAL -> policy.checks().contains(LeafCheck.LIFETIME_IN_PROPOSAL);
      case COMMIT -> policy.checks().contains(LeafCheck.LIFETIME_IN_COMMIT);
    };
  }

  boolean checksPlaces(ValidationPolicy policy) {
    return this == SENDING || policy.checks().contains(LeafCheck.EXTENSIONS_IN_PLACE);
  }
}
