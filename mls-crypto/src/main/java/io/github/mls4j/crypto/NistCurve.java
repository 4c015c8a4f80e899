package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.RefusedInput.Reason;
import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * The short Weierstrass curves {@code y² = x³ - 3x + b} of FIPS 186, with the checks of keys that
 * every provider shares.
 */
public enum NistCurve {
  P256(
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
      "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  P384(
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
          + "ffffffff0000000000000000ffffffff",
      "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
          + "c656398d8a2ed19d2a85c8edd3ec2aef",
      "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
          + "581a0db248b0a77aecec196accc52973"),
  P521(
      "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "ffff",
      "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef1"
          + "09e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b50"
          + "3f00",
      "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "fffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e9138"
          + "6409");

  /** The first byte of an uncompressed point (SEC 1 §2.3.3), the only form that MLS allows. */
  private static final int UNCOMPRESSED = 4;

  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final BigInteger p;
  private final BigInteger b;
  private final BigInteger order;
  private final int fieldLength;

  NistCurve(String p, String b, String order) {
    this.p = new BigInteger(p, 16);
    this.b = new BigInteger(b, 16);
    this.order = new BigInteger(order, 16);
    this.fieldLength = p.length() / 2;
  }

  /** A coordinate, and a scalar, in bytes. */
  public int fieldLength() {
    return fieldLength;
  }

  /** The order {@code n} of the group; the cofactor is 1. */
  public BigInteger order() {
    return order;
  }

  /** The x coordinate of a point that {@link #requirePoint} has let pass. */
  public BigInteger x(Bytes point) {
    return unsigned(point.slice(1, fieldLength));
  }

  /** The y coordinate of a point that {@link #requirePoint} has let pass. */
  public BigInteger y(Bytes point) {
    return unsigned(point.slice(1 + fieldLength, fieldLength));
  }

  /**
   * Lets only an uncompressed point pass whose coordinates are below {@code p} and on the curve.
   * The point at infinity has no such form.
   */
  public void requirePoint(Bytes point) throws RefusedInput {
    if (point.size() != 1 + 2 * fieldLength) {
      throw new RefusedInput(Reason.LENGTH, this + " public key of " + point.size() + " bytes");
    }
    if (point.get(0) != UNCOMPRESSED) {
      throw new RefusedInput(Reason.ENCODING, this + " public key that is not uncompressed");
    }
    BigInteger x = x(point);
    BigInteger y = y(point);
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      throw new RefusedInput(Reason.ENCODING, this + " coordinate outside of the field");
    }
    BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(b).mod(p);
    if (!y.multiply(y).mod(p).equals(right)) {
      throw new RefusedInput(Reason.NOT_ON_CURVE, this + " public key off the curve");
    }
  }

  /**
   * Whether the bytes are a private scalar: of full length, not zero and below the order. The time
   * depends on the length only.
   */
  public boolean isScalar(byte[] bytes) {
    if (bytes.length != fieldLength) {
      return false;
    }
    byte[] n = order.toByteArray();
    int nOffset = n.length - fieldLength;
    int borrow = 0;
    int any = 0;
    for (int i = fieldLength - 1; i >= 0; i--) {
      int difference = (bytes[i] & 0xff) - (n[i + nOffset] & 0xff) - borrow;
      borrow = difference >>> 31;
      any |= bytes[i];
    }
    int nonZero = -(any & 0xff) >>> 31;
    return (borrow & nonZero) == 1;
  }

  /** A uniform private scalar; the caller wipes it. */
  byte[] randomScalar(SecureRandom random) {
    byte[] scalar = new byte[fieldLength];
    do {
      random.nextBytes(scalar);
      scalar[0] &= highByteMask();
    } while (!isScalar(scalar));
    return scalar;
  }

  /** The bits of a scalar's first byte that can be set: {@code bitmask} of RFC 9180 §7.1.3. */
  public byte highByteMask() {
    return (byte) (0xff >>> (8 * fieldLength - order.bitLength()));
  }

  private static BigInteger unsigned(Bytes magnitude) {
    return new BigInteger(1, magnitude.toByteArray());
  }
}
