package io.github.mls4j.group;

import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;

/**
 * A proposal that a commit covers.
 *
 * @param sender who proposed it: the committer, if the commit brings it along (RFC 9420 §12.4)
 * @param proposal what is proposed
 */
public record CommittedProposal(Sender sender, Proposal proposal) {}
