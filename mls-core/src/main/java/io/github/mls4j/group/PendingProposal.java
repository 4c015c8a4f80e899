package io.github.mls4j.group;

import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.Sender;

/**
 * A proposal of the current epoch that is valid by itself and waits for a commit.
 *
 * @param reference what a commit calls it (RFC 9420 §5.2)
 * @param sender who proposes it
 * @param proposal what is proposed
 */
public record PendingProposal(ProposalRef reference, Sender sender, Proposal proposal)
    implements Received {}
