package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import org.jspecify.annotations.Nullable;

/** A signature scheme, as a provider supplies it. */
public interface SignatureScheme {

  /** A private key from its encoding, whose length and range have been checked. */
  PrivateKey privateKey(byte[] serialized);

  /**
   * Decodes a public key once for many verifications; null if it is no point of the curve. Length,
   * form and canonicity have been checked, for ECDSA also that the point is on the curve.
   */
  @Nullable PublicKey publicKey(Bytes encoded);

  /** A decoded public key. */
  interface PublicKey {

    /** Whether the signature is right; it is well-formed and in range. */
    boolean verify(Bytes content, Bytes signature);
  }

  /** A decoded private key with its public key at hand. */
  interface PrivateKey extends AutoCloseable {

    Bytes publicKey();

    /** A deterministic signature (RFC 8032; for ECDSA RFC 6979, in DER). */
    Bytes sign(Bytes content);

    /** The encoding as a secret of its own. */
    Secret serialize();

    /** Wipes the key. */
    @Override
    void close();
  }
}
