package io.github.mls4j.group;

import io.github.mls4j.codec.MlsException;

/**
 * A pending proposal that a commit cannot cover (RFC 9420 §12.2, §12.4).
 *
 * @param proposal the proposal, which stays pending until the epoch ends
 * @param reason what stands in the way: a rule that covering it would break, or a missing PSK;
 *     where too many do not go together, that of one of many
 */
public record LeftOut(PendingProposal proposal, MlsException reason) {}
