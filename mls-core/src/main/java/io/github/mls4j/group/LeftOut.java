package io.github.mls4j.group;

import io.github.mls4j.rules.Rule;

/**
 * A pending proposal that a commit cannot cover.
 *
 * @param proposal the proposal, which stays pending until the epoch ends
 * @param rule what covering it would have broken
 */
public record LeftOut(PendingProposal proposal, Rule rule) {}
