package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.NistCurve;
import java.math.BigInteger;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** BouncyCastle's side of a NIST curve, with its hand-made field arithmetic. */
final class BcNistCurve {

  static final BcNistCurve P256 = new BcNistCurve(NistCurve.P256, "P-256");
  static final BcNistCurve P384 = new BcNistCurve(NistCurve.P384, "P-384");
  static final BcNistCurve P521 = new BcNistCurve(NistCurve.P521, "P-521");

  private final NistCurve curve;
  private final ECDomainParameters domain;

  private BcNistCurve(NistCurve curve, String name) {
    this.curve = curve;
    this.domain = new ECDomainParameters(CustomNamedCurves.getByName(name));
  }

  NistCurve curve() {
    return curve;
  }

  ECDomainParameters domain() {
    return domain;
  }

  /** The encoded public key of a private key. */
  Bytes publicKey(byte[] privateKey) {
    ECPoint q =
        new FixedPointCombMultiplier().multiply(domain.getG(), new BigInteger(1, privateKey));
    return Bytes.wrap(q.normalize().getEncoded(false));
  }

  /**
   * A point that has been validated. BouncyCastle attaches the multiples that it computes to the
   * point object: it should not outlive its use for no reason.
   */
  ECPoint point(Bytes encoded) {
    return domain.getCurve().createPoint(curve.x(encoded), curve.y(encoded));
  }
}
