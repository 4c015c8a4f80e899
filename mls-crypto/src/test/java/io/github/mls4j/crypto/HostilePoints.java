package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.RefusedInput.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Public keys that must be refused, each with the reason. */
final class HostilePoints {

  record Hostile(String what, Bytes bytes, Reason reason) {}

  private static final BigInteger P25519 =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger P448 =
      BigInteger.ONE
          .shiftLeft(448)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE);

  private HostilePoints() {}

  /** {@code good} is a sound key of the same curve. */
  static List<Hostile> kem(KemAlgorithm algorithm, Bytes good) {
    List<Hostile> hostile = lengths(good);
    NistCurve curve = algorithm.nistCurve();
    if (curve != null) {
      hostile.addAll(nist(curve, good));
    } else if (algorithm == KemAlgorithm.X25519) {
      smallOrder(hostile, P25519, 32);
      for (String order8 :
          List.of(
              "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
              "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")) {
        hostile.add(new Hostile("order 8", Bytes.fromHex(order8), Reason.SMALL_ORDER));
      }
      for (Hostile h : List.copyOf(hostile)) {
        if (h.reason() == Reason.SMALL_ORDER) {
          byte[] topBit = h.bytes().toByteArray();
          topBit[31] |= (byte) 0x80;
          hostile.add(new Hostile(h + " and top bit", Bytes.wrap(topBit), h.reason()));
        }
      }
    } else {
      smallOrder(hostile, P448, 56);
    }
    return hostile;
  }

  private static void smallOrder(List<Hostile> hostile, BigInteger p, int length) {
    for (BigInteger u :
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            p.subtract(BigInteger.ONE),
            p,
            p.add(BigInteger.ONE))) {
      hostile.add(new Hostile("small order", littleEndian(u, length), Reason.SMALL_ORDER));
    }
  }

  static List<Hostile> signature(SignatureAlgorithm algorithm, Bytes good) {
    List<Hostile> hostile = lengths(good);
    switch (algorithm) {
      case ED25519 -> edwards(hostile, P25519, 32, ED25519_ORDER_8);
      case ED448 -> edwards(hostile, P448, 57, List.of());
      case ECDSA_SECP256R1_SHA256 -> hostile.addAll(nist(NistCurve.P256, good));
      case ECDSA_SECP384R1_SHA384 -> hostile.addAll(nist(NistCurve.P384, good));
      case ECDSA_SECP521R1_SHA512 -> hostile.addAll(nist(NistCurve.P521, good));
    }
    return hostile;
  }

  private static final List<String> ED25519_ORDER_8 =
      List.of(
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

  private static void edwards(
      List<Hostile> hostile, BigInteger p, int length, List<String> order8) {
    List<Bytes> small = new ArrayList<>();
    for (BigInteger y : List.of(BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE))) {
      small.add(littleEndian(y, length));
    }
    order8.forEach(y -> small.add(Bytes.fromHex(y)));
    for (Bytes y : small) {
      hostile.add(new Hostile("small order", y, Reason.SMALL_ORDER));
      hostile.add(new Hostile("small order, x odd", odd(y), Reason.SMALL_ORDER));
    }
    for (int above = 0; above < 19; above++) {
      Bytes y = littleEndian(p.add(BigInteger.valueOf(above)), length);
      hostile.add(new Hostile("y = p + " + above, y, Reason.ENCODING));
      hostile.add(new Hostile("y = p + " + above + ", x odd", odd(y), Reason.ENCODING));
    }
    // Neither curve has a point with y = 2.
    hostile.add(
        new Hostile("no such y", littleEndian(BigInteger.valueOf(2), length), Reason.NOT_ON_CURVE));
  }

  private static Bytes odd(Bytes y) {
    byte[] bytes = y.toByteArray();
    bytes[bytes.length - 1] |= (byte) 0x80;
    return Bytes.wrap(bytes);
  }

  private static List<Hostile> lengths(Bytes good) {
    List<Hostile> hostile = new ArrayList<>();
    for (int length = 0; length < good.size(); length++) {
      hostile.add(new Hostile("cut", good.slice(0, length), Reason.LENGTH));
    }
    hostile.add(
        new Hostile("a byte more", Bytes.concat(good, Bytes.copyOf((byte) 0)), Reason.LENGTH));
    return hostile;
  }

  private static List<Hostile> nist(NistCurve curve, Bytes good) {
    int length = curve.fieldLength();
    BigInteger p = prime(curve);
    Bytes x = good.slice(1, length);
    Bytes y = good.slice(1 + length, length);
    Bytes zero = Bytes.wrap(new byte[length]);
    Bytes tooLarge = fixed(p, length);
    byte[] nextY = y.toByteArray();
    nextY[length - 1] ^= 1;
    List<Hostile> hostile = new ArrayList<>();
    hostile.add(new Hostile("infinity", Bytes.fromHex("00"), Reason.LENGTH));
    for (String form : List.of("02", "03")) {
      Bytes first = Bytes.fromHex(form);
      hostile.add(new Hostile("compressed", Bytes.concat(first, x), Reason.LENGTH));
    }
    for (String form : List.of("00", "02", "03", "05", "06", "07", "ff")) {
      Bytes first = Bytes.fromHex(form);
      hostile.add(new Hostile("form " + form, Bytes.concat(first, x, y), Reason.ENCODING));
    }
    Bytes four = Bytes.fromHex("04");
    hostile.add(new Hostile("x = p", Bytes.concat(four, tooLarge, y), Reason.ENCODING));
    hostile.add(new Hostile("y = p", Bytes.concat(four, x, tooLarge), Reason.ENCODING));
    if (curve == NistCurve.P521) {
      Bytes congruent = fixed(p.add(new BigInteger(1, x.toByteArray())), length);
      hostile.add(new Hostile("x + p", Bytes.concat(four, congruent, y), Reason.ENCODING));
    }
    hostile.add(new Hostile("zeros", Bytes.concat(four, zero, zero), Reason.NOT_ON_CURVE));
    hostile.add(
        new Hostile("another y", Bytes.concat(four, x, Bytes.wrap(nextY)), Reason.NOT_ON_CURVE));
    hostile.add(new Hostile("swapped", Bytes.concat(four, y, x), Reason.NOT_ON_CURVE));
    return hostile;
  }

  private static BigInteger prime(NistCurve curve) {
    BigInteger one = BigInteger.ONE;
    return switch (curve) {
      case P256 ->
          one.shiftLeft(256)
              .subtract(one.shiftLeft(224))
              .add(one.shiftLeft(192))
              .add(one.shiftLeft(96))
              .subtract(one);
      case P384 ->
          one.shiftLeft(384)
              .subtract(one.shiftLeft(128))
              .subtract(one.shiftLeft(96))
              .add(one.shiftLeft(32))
              .subtract(one);
      case P521 -> one.shiftLeft(521).subtract(one);
    };
  }

  /** Big-endian, of the given length. */
  static Bytes fixed(BigInteger value, int length) {
    byte[] fixed = new byte[length];
    byte[] bytes = value.toByteArray();
    int used = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - used, fixed, length - used, used);
    return Bytes.wrap(fixed);
  }

  static Bytes littleEndian(BigInteger value, int length) {
    return Bytes.wrap(reversed(fixed(value, length).toByteArray()));
  }

  static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
