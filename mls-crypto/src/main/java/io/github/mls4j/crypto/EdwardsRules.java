package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.RefusedInput.Reason;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an EdDSA public key and signature must look like (RFC 8032) before a provider sees them, so
 * that all providers agree: keys are canonical and not of small order; in signatures {@code R} is
 * canonical and {@code S} below the order. spec-notes/crypto.md says why.
 */
final class EdwardsRules implements SignatureRules {

  static final EdwardsRules ED25519 =
      new EdwardsRules(
          "Ed25519",
          32,
          BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19)),
          BigInteger.ONE
              .shiftLeft(252)
              .add(new BigInteger("27742317777372353535851937790883648493")),
          // The y of the points of order 8.
          Set.of(
              new BigInteger(
                  "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16),
              new BigInteger(
                  "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16)));

  static final EdwardsRules ED448 =
      new EdwardsRules(
          "Ed448",
          57,
          BigInteger.ONE
              .shiftLeft(448)
              .subtract(BigInteger.ONE.shiftLeft(224))
              .subtract(BigInteger.ONE),
          BigInteger.ONE
              .shiftLeft(446)
              .subtract(
                  new BigInteger(
                      "13818066809895115352007386748515426880336692474882178609894547503885")),
          Set.of());

  private final String name;
  private final int length;
  private final BigInteger p;
  private final BigInteger order;

  /** The y of all points whose order divides the cofactor: 1, 2 and 4 on both curves, 8 on one. */
  private final Set<BigInteger> smallOrderY;

  private EdwardsRules(
      String name, int length, BigInteger p, BigInteger order, Set<BigInteger> order8Y) {
    this.name = name;
    this.length = length;
    this.p = p;
    this.order = order;
    this.smallOrderY = new HashSet<>(order8Y);
    smallOrderY.addAll(List.of(BigInteger.ONE, p.subtract(BigInteger.ONE), BigInteger.ZERO));
  }

  @Override
  public void requirePublicKey(Bytes key) throws RefusedInput {
    if (key.size() != length) {
      throw new RefusedInput(Reason.LENGTH, name + " public key of " + key.size() + " bytes");
    }
    BigInteger y = y(key);
    if (y.compareTo(p) >= 0) {
      throw new RefusedInput(Reason.ENCODING, name + " public key that is not canonical");
    }
    if (smallOrderY.contains(y)) {
      throw new RefusedInput(Reason.SMALL_ORDER, name + " public key of small order");
    }
  }

  @Override
  public boolean isSignature(Bytes signature) {
    return signature.size() == 2 * length
        && y(signature.slice(0, length)).compareTo(p) < 0
        && littleEndian(signature.slice(length, length)).compareTo(order) < 0;
  }

  @Override
  public boolean isPrivateKey(byte[] key) {
    return key.length == length;
  }

  @Override
  public byte[] randomPrivateKey(SecureRandom random) {
    byte[] seed = new byte[length];
    random.nextBytes(seed);
    return seed;
  }

  /** The encoded number without its top bit, which is the sign of x. */
  private BigInteger y(Bytes point) {
    return littleEndian(point).clearBit(8 * length - 1);
  }

  private static BigInteger littleEndian(Bytes bytes) {
    byte[] bigEndian = new byte[bytes.size()];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = (byte) bytes.get(bigEndian.length - 1 - i);
    }
    return new BigInteger(1, bigEndian);
  }
}
