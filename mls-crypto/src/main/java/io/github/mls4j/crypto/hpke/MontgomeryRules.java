package io.github.mls4j.crypto.hpke;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.RefusedInput.Reason;
import java.util.Set;

/**
 * The X25519 and X448 public keys that agree to all zeros with every private key: the points of
 * small order on the curve and its twist, also in their non-canonical encodings (RFC 7748 §6). They
 * are refused when decoded, before anything is sealed to them. Other non-canonical keys pass, as
 * RFC 7748 §5 demands.
 */
final class MontgomeryRules {

  static final Set<Bytes> X25519_SMALL_ORDER =
      Set.of(
          // 0, 1
          Bytes.fromHex("00".repeat(32)),
          Bytes.fromHex("01" + "00".repeat(31)),
          // the two of order 8
          Bytes.fromHex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
          Bytes.fromHex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
          // p - 1, p, p + 1
          Bytes.fromHex("ec" + "ff".repeat(30) + "7f"),
          Bytes.fromHex("ed" + "ff".repeat(30) + "7f"),
          Bytes.fromHex("ee" + "ff".repeat(30) + "7f"));

  static final Set<Bytes> X448_SMALL_ORDER =
      Set.of(
          // 0, 1
          Bytes.fromHex("00".repeat(56)),
          Bytes.fromHex("01" + "00".repeat(55)),
          // p - 1, p, p + 1
          Bytes.fromHex("fe" + "ff".repeat(27) + "fe" + "ff".repeat(27)),
          Bytes.fromHex("ff".repeat(28) + "fe" + "ff".repeat(27)),
          Bytes.fromHex("00".repeat(28) + "ff".repeat(28)));

  private MontgomeryRules() {}

  static void requireX25519(Bytes key) throws RefusedInput {
    requireLength(key, 32);
    // The top bit is ignored (RFC 7748 §5).
    byte[] masked = key.toByteArray();
    masked[31] &= 0x7f;
    requireAbsent(X25519_SMALL_ORDER, Bytes.wrap(masked));
  }

  static void requireX448(Bytes key) throws RefusedInput {
    requireLength(key, 56);
    requireAbsent(X448_SMALL_ORDER, key);
  }

  private static void requireLength(Bytes key, int length) throws RefusedInput {
    if (key.size() != length) {
      throw new RefusedInput(Reason.LENGTH, "public key of " + key.size() + " bytes");
    }
  }

  private static void requireAbsent(Set<Bytes> smallOrder, Bytes key) throws RefusedInput {
    if (smallOrder.contains(key)) {
      throw new RefusedInput(Reason.SMALL_ORDER, "public key of small order");
    }
  }
}
