package io.github.mls4j.framing;

import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.LeafIndex;
import org.jspecify.annotations.Nullable;

/** The members of one epoch, as far as their messages need them. */
@FunctionalInterface
public interface Roster {

  /**
   * The signature key of the member at a leaf; null if the leaf is blank or outside the tree. Any
   * index may be asked for.
   */
  @Nullable VerifyingKey signatureKey(LeafIndex leaf);
}
