package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An ECDSA signature and its one DER encoding, {@code SEQUENCE { INTEGER r, INTEGER s }} (RFC 8446
 * §4.2.3). Decoding accepts the distinguished encoding only: minimal lengths, minimal and positive
 * integers, nothing left over.
 */
public record EcdsaSignature(BigInteger r, BigInteger s) {

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  /** Null unless {@code der} is DER with {@code r} and {@code s} from 1 to {@code order - 1}. */
  public static @Nullable EcdsaSignature decode(Bytes der, BigInteger order) {
    // Any signature that DER can express on the curves in use is shorter than 256 bytes.
    int header = der.size() > 2 && der.get(1) == 0x81 && der.get(2) >= 0x80 ? 3 : 2;
    if (der.size() < header
        || der.get(0) != SEQUENCE
        || der.get(header - 1) != der.size() - header
        || (header == 2 && der.get(1) >= 0x80)) {
      return null;
    }
    BigInteger r = integer(der, header, order);
    if (r == null) {
      return null;
    }
    int second = header + 2 + der.get(header + 1);
    BigInteger s = integer(der, second, order);
    if (s == null || second + 2 + der.get(second + 1) != der.size()) {
      return null;
    }
    return new EcdsaSignature(r, s);
  }

  /** The INTEGER at {@code at}, if it is one in range. */
  private static @Nullable BigInteger integer(Bytes der, int at, BigInteger order) {
    if (at + 2 > der.size() || der.get(at) != INTEGER) {
      return null;
    }
    int length = der.get(at + 1);
    if (length == 0 || length >= 0x80 || length > der.size() - at - 2) {
      return null;
    }
    BigInteger value = new BigInteger(der.slice(at + 2, length).toByteArray());
    boolean minimal = value.bitLength() / 8 + 1 == length;
    return minimal && value.signum() > 0 && value.compareTo(order) < 0 ? value : null;
  }

  /** The DER encoding. */
  public Bytes encode() {
    byte[] rBytes = r.toByteArray();
    byte[] sBytes = s.toByteArray();
    int length = 4 + rBytes.length + sBytes.length;
    byte[] der = new byte[(length < 0x80 ? 2 : 3) + length];
    int at = 0;
    der[at++] = SEQUENCE;
    if (length >= 0x80) {
      der[at++] = (byte) 0x81;
    }
    der[at++] = (byte) length;
    at = put(der, at, rBytes);
    put(der, at, sBytes);
    return Bytes.wrap(der);
  }

  private static int put(byte[] der, int at, byte[] integer) {
    der[at] = INTEGER;
    der[at + 1] = (byte) integer.length;
    System.arraycopy(integer, 0, der, at + 2, integer.length);
    return at + 2 + integer.length;
  }
}
