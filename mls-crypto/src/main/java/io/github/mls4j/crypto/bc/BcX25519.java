package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.hpke.DhGroup;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** X25519 (RFC 7748). */
final class BcX25519 implements DhGroup {

  @Override
  public Bytes publicKey(byte[] privateKey) {
    byte[] publicKey = new byte[X25519.POINT_SIZE];
    X25519.generatePublicKey(privateKey, 0, publicKey, 0);
    return Bytes.wrap(publicKey);
  }

  @Override
  public Point decode(Bytes publicKey) {
    return privateKey -> {
      byte[] agreed = new byte[X25519.POINT_SIZE];
      X25519.scalarMult(privateKey, 0, publicKey.toByteArray(), 0, agreed, 0);
      return agreed;
    };
  }
}
