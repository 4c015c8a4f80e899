package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.hpke.DhGroup;
import org.bouncycastle.math.ec.rfc7748.X448;

/** X448 (RFC 7748). */
final class BcX448 implements DhGroup {

  @Override
  public Bytes publicKey(byte[] privateKey) {
    byte[] publicKey = new byte[X448.POINT_SIZE];
    X448.generatePublicKey(privateKey, 0, publicKey, 0);
    return Bytes.wrap(publicKey);
  }

  @Override
  public Point decode(Bytes publicKey) {
    return privateKey -> {
      byte[] agreed = new byte[X448.POINT_SIZE];
      X448.scalarMult(privateKey, 0, publicKey.toByteArray(), 0, agreed, 0);
      return agreed;
    };
  }
}
