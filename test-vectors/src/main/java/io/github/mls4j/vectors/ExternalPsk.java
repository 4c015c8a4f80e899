package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;

/** A pre-shared key that the client of a vector holds. */
public record ExternalPsk(Bytes pskId, Bytes psk) {}
