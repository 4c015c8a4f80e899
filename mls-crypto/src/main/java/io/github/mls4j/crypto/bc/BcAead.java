package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoException;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.gcm.BasicGCMMultiplier;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/** AES-GCM and ChaCha20-Poly1305 of BouncyCastle, with a cipher object for each call. */
public record BcAead(AeadAlgorithm algorithm) implements Aead {

  @Override
  public Bytes seal(byte[] key, byte[] nonce, Bytes aad, byte[] plaintext) {
    try {
      return Bytes.wrap(run(true, key, nonce, aad, plaintext));
    } catch (InvalidCipherTextException e) {
      throw new CryptoException("sealing failed", e);
    }
  }

  @Override
  public byte @Nullable [] open(byte[] key, byte[] nonce, Bytes aad, Bytes ciphertext) {
    if (ciphertext.size() < AeadAlgorithm.TAG_LENGTH) {
      return null;
    }
    try {
      return run(false, key, nonce, aad, ciphertext.toByteArray());
    } catch (InvalidCipherTextException e) {
      return null;
    }
  }

  private byte[] run(boolean seal, byte[] key, byte[] nonce, Bytes aad, byte[] input)
      throws InvalidCipherTextException {
    AEADCipher cipher = cipher();
    cipher.init(
        seal,
        new AEADParameters(
            new KeyParameter(key), 8 * AeadAlgorithm.TAG_LENGTH, nonce, aad.toByteArray()));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    boolean done = false;
    try {
      int written = cipher.processBytes(input, 0, input.length, output, 0);
      cipher.doFinal(output, written);
      done = true;
      return output;
    } finally {
      if (!done) {
        Arrays.fill(output, (byte) 0);
      }
    }
  }

  /** GCM without key tables: they cost more than they save on messages of a few KiB, and leak. */
  private AEADCipher cipher() {
    return switch (algorithm) {
      case AES_128_GCM, AES_256_GCM ->
          GCMBlockCipher.newInstance(AESEngine.newInstance(), new BasicGCMMultiplier());
      case CHACHA20_POLY1305 -> new ChaCha20Poly1305();
    };
  }
}
