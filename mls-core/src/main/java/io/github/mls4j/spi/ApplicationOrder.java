package io.github.mls4j.spi;

import io.github.mls4j.wire.Proposal;

/**
 * RFC 9420 §12.3: the order in which the proposals of a commit are applied, whatever their order in
 * it. For a {@link CustomProposalType}: the kind of proposals that it comes right after.
 */
public enum ApplicationOrder {
  /** {@link Proposal.GroupContextExtensions}. */
  EXTENSIONS,
  /** {@link Proposal.Update}. */
  UPDATES,
  /** {@link Proposal.Remove}. */
  REMOVES,
  /** {@link Proposal.Add}. */
  ADDS,
  /** {@link Proposal.PreSharedKey}. */
  PSKS,
  /** {@link Proposal.ExternalInit}. */
  EXTERNAL_INIT,
  /** {@link Proposal.ReInit}. */
  REINIT
}
