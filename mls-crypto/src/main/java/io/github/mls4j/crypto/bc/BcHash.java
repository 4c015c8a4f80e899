package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** SHA-2 and HMAC of BouncyCastle. */
record BcHash(HashAlgorithm algorithm) implements HashFunction {

  @Override
  public byte[] digest(Bytes input) {
    Digest digest = BcDigests.create(algorithm);
    input.read(digest::update);
    byte[] hash = new byte[algorithm.length()];
    digest.doFinal(hash, 0);
    return hash;
  }

  @Override
  public byte[] hmac(byte[] key, byte[]... message) {
    HMac hmac = new HMac(BcDigests.create(algorithm));
    hmac.init(new KeyParameter(key));
    for (byte[] part : message) {
      hmac.update(part, 0, part.length);
    }
    byte[] tag = new byte[algorithm.length()];
    hmac.doFinal(tag, 0);
    return tag;
  }
}
