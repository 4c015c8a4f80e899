package io.github.mls4j.schedule;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.PreSharedKeyID;

/**
 * A pre-shared key that a Commit or Welcome names, together with its value (RFC 9420 §8.4).
 *
 * @param id as it stands in the message, nonce included
 * @param psk the value, of any length; still owned by whoever made this record
 */
public record ResolvedPsk(PreSharedKeyID id, Secret psk) {}
