package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.hpke.DhGroup;
import java.math.BigInteger;

/** ECDH on a NIST curve: the agreed value is the x coordinate (RFC 9180 §4.1). */
record BcNistGroup(BcNistCurve curve) implements DhGroup {

  @Override
  public Bytes publicKey(byte[] privateKey) {
    return curve.publicKey(privateKey);
  }

  @Override
  public Point decode(Bytes publicKey) {
    return privateKey ->
        curve
            .point(publicKey)
            .multiply(new BigInteger(1, privateKey))
            .normalize()
            .getAffineXCoord()
            .getEncoded();
  }
}
