package io.github.mls4j.crypto.hpke;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;

/** A validated public key of a Diffie-Hellman KEM. */
record DhPublicKey(KemAlgorithm algorithm, Bytes serialize, DhGroup.Point point)
    implements Hpke.PublicKey {}
