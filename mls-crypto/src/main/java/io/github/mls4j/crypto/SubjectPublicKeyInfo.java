package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.SignaturePublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Signature keys in the form that certificates and the Java platform have for them (RFC 5280
 * §4.1.2.7, RFC 5480, RFC 8410). With a named curve and an uncompressed point, which is the only
 * form of a point that MLS allows, that is the key of MLS behind a prefix that is always the same.
 */
public final class SubjectPublicKeyInfo {

  private static final Bytes ED25519 = Bytes.fromHex("302a300506032b6570032100");
  private static final Bytes ED448 = Bytes.fromHex("3043300506032b6571033a00");
  private static final Bytes P256 =
      Bytes.fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
  private static final Bytes P384 = Bytes.fromHex("3076301006072a8648ce3d020106052b81040022036200");
  private static final Bytes P521 =
      Bytes.fromHex("30819b301006072a8648ce3d020106052b8104002303818600");

  private SubjectPublicKeyInfo() {}

  /** The DER encoding of a key that is known to be one of the algorithm. */
  public static Bytes encode(SignatureAlgorithm algorithm, SignaturePublicKey key) {
    Bytes encoded = Bytes.concat(prefix(algorithm), key.value());
    if (!key.equals(decode(algorithm, encoded))) {
      throw new IllegalArgumentException(
          "an " + algorithm + " key of " + key.value().size() + " bytes");
    }
    return encoded;
  }

  /**
   * The key as MLS encodes it. That it is a good one is not implied.
   *
   * @return null if {@code der} is not the encoding of a key of this algorithm, or one of another
   *     form
   */
  public static @Nullable SignaturePublicKey decode(SignatureAlgorithm algorithm, Bytes der) {
    Bytes prefix = prefix(algorithm);
    boolean fits =
        der.size() == prefix.size() + keyLength(algorithm)
            && der.slice(0, prefix.size()).equals(prefix);
    return fits
        ? new SignaturePublicKey(der.slice(prefix.size(), der.size() - prefix.size()))
        : null;
  }

  /** As {@link #decode(SignatureAlgorithm, Bytes)}, of whatever algorithm it may be. */
  public static @Nullable SignaturePublicKey decode(Bytes der) {
    SignatureAlgorithm algorithm = algorithm(der);
    return algorithm == null ? null : decode(algorithm, der);
  }

  /** The algorithm that a key is of; null if it is none of MLS, or of another form. */
  public static @Nullable SignatureAlgorithm algorithm(Bytes der) {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (decode(algorithm, der) != null) {
        return algorithm;
      }
    }
    return null;
  }

  private static Bytes prefix(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> ED25519;
      case ED448 -> ED448;
      case ECDSA_SECP256R1_SHA256 -> P256;
      case ECDSA_SECP384R1_SHA384 -> P384;
      case ECDSA_SECP521R1_SHA512 -> P521;
    };
  }

  private static int keyLength(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> 32;
      case ED448 -> 57;
      case ECDSA_SECP256R1_SHA256 -> 1 + 2 * NistCurve.P256.fieldLength();
      case ECDSA_SECP384R1_SHA384 -> 1 + 2 * NistCurve.P384.fieldLength();
      case ECDSA_SECP521R1_SHA512 -> 1 + 2 * NistCurve.P521.fieldLength();
    };
  }
}
