package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.SignatureScheme;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Ed25519 (RFC 8032). */
final class BcEd25519 implements SignatureScheme {

  @Override
  public PrivateKey privateKey(byte[] serialized) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(serialized, 0, publicKey, 0);
    return new BcPrivateKey(serialized, Bytes.wrap(publicKey), BcEd25519::sign);
  }

  private static byte[] sign(byte[] privateKey, Bytes publicKey, Bytes content) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    byte[] message = content.toByteArray();
    Ed25519.sign(
        privateKey, 0, publicKey.toByteArray(), 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public @Nullable PublicKey publicKey(Bytes encoded) {
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(encoded.toByteArray(), 0);
    if (point == null) {
      return null;
    }
    return (content, signature) -> {
      byte[] given = signature.toByteArray();
      boolean[] valid = {false};
      content.read(
          (bytes, from, length) -> valid[0] = Ed25519.verify(given, 0, point, bytes, from, length));
      return valid[0];
    };
  }
}
