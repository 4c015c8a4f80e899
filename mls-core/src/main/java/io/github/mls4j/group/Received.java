package io.github.mls4j.group;

/** What {@link Group#receive} makes of a message that is in order. */
public sealed interface Received
    permits ApplicationMessage, OwnMessage, PendingProposal, StagedCommit {}
