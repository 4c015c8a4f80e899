package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.EcdsaSignature;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.SignatureScheme;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** ECDSA with the nonces of RFC 6979. */
record BcEcdsa(BcNistCurve curve, HashFunction hash) implements SignatureScheme {

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
    return (content, signature) -> verify(encoded, content, signature);
  }

  private boolean verify(Bytes publicKey, Bytes content, Bytes signature) {
    EcdsaSignature decoded = EcdsaSignature.decode(signature, curve.curve().order());
    if (decoded == null) {
      return false;
    }
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, new ECPublicKeyParameters(curve.point(publicKey), curve.domain()));
    return signer.verifySignature(hash.digest(content), decoded.r(), decoded.s());
  }
}
