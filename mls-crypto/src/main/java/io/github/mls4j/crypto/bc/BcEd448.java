package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.SignatureScheme;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.jspecify.annotations.Nullable;

/** Ed448 (RFC 8032), with an empty context. */
final class BcEd448 implements SignatureScheme {

  private static final byte[] NO_CONTEXT = {};

  @Override
  public PrivateKey privateKey(byte[] serialized) {
    byte[] publicKey = new byte[Ed448.PUBLIC_KEY_SIZE];
    Ed448.generatePublicKey(serialized, 0, publicKey, 0);
    return new BcPrivateKey(serialized, Bytes.wrap(publicKey), BcEd448::sign);
  }

  private static byte[] sign(byte[] privateKey, Bytes publicKey, Bytes content) {
    byte[] signature = new byte[Ed448.SIGNATURE_SIZE];
    byte[] message = content.toByteArray();
    Ed448.sign(
        privateKey,
        0,
        publicKey.toByteArray(),
        0,
        NO_CONTEXT,
        message,
        0,
        message.length,
        signature,
        0);
    return signature;
  }

  @Override
  public @Nullable PublicKey publicKey(Bytes encoded) {
    Ed448.PublicPoint point = Ed448.validatePublicKeyPartialExport(encoded.toByteArray(), 0);
    if (point == null) {
      return null;
    }
    return (content, signature) -> {
      byte[] message = content.toByteArray();
      return Ed448.verify(
          signature.toByteArray(), 0, point, NO_CONTEXT, message, 0, message.length);
    };
  }
}
