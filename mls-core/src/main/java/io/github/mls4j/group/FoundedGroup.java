package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;

/**
 * A new group that starts from another one, in epoch 1 with all its first members (RFC 9420 §11.2,
 * §11.3).
 *
 * @param group as its creator has it
 * @param welcome as an MLSMessage, for all other members
 */
public record FoundedGroup(Group group, Bytes welcome) {}
