package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.EcdsaSignature;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.SignatureScheme;
import java.lang.ref.SoftReference;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** ECDSA with the nonces of RFC 6979. */
final class BcEcdsa implements SignatureScheme {

  private final BcNistCurve curve;
  private final HashFunction hash;

  BcEcdsa(BcNistCurve curve, HashFunction hash) {
    this.curve = curve;
    this.hash = hash;
  }

  @Override
  public PrivateKey privateKey(byte[] serialized) {
    return new BcPrivateKey(serialized, curve.publicKey(serialized), this::sign);
  }

  private byte[] sign(byte[] privateKey, Bytes publicKey, Bytes content) {
    ECDSASigner signer =
        new ECDSASigner(new HMacDSAKCalculator(BcDigests.create(hash.algorithm())));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), curve.domain()));
    BigInteger[] rs = signer.generateSignature(hash.digest(content));
    return new EcdsaSignature(rs[0], rs[1]).encode().toByteArray();
  }

  @Override
  public PublicKey publicKey(Bytes encoded) {
    return new Key(encoded);
  }

  /**
   * BouncyCastle attaches multiples to a point object that it has computed with (up to 16 KiB),
   * which halves the price of further verifications. So the point of a key that is used a second
   * time is kept as long as there is memory; most leaves of a large group are only ever verified
   * once.
   */
  private final class Key implements PublicKey {
    private static final SoftReference<ECPoint> USED_ONCE = new SoftReference<>(null);

    private final Bytes encoded;
    private volatile @Nullable SoftReference<ECPoint> point;

    Key(Bytes encoded) {
      this.encoded = encoded;
    }

    @Override
    public boolean verify(Bytes content, Bytes signature) {
      EcdsaSignature decoded = EcdsaSignature.decode(signature, curve.curve().order());
      if (decoded == null) {
        return false;
      }
      ECDSASigner signer = new ECDSASigner();
      signer.init(false, new ECPublicKeyParameters(point(), curve.domain()));
      return signer.verifySignature(hash.digest(content), decoded.r(), decoded.s());
    }

    private ECPoint point() {
      SoftReference<ECPoint> known = point;
      ECPoint kept = known == null ? null : known.get();
      if (kept != null) {
        return kept;
      }
      ECPoint fresh = curve.point(encoded);
      point = known == null ? USED_ONCE : new SoftReference<>(fresh);
      return fresh;
    }
  }
}
