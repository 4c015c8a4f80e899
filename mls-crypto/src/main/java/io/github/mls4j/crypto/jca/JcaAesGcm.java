package io.github.mls4j.crypto.jca;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES-GCM of the JDK, one reused cipher a thread, which is given its key at each call. */
record JcaAesGcm(AeadAlgorithm algorithm) implements Aead {

  private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(JcaAesGcm::create);

  private static Cipher create() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new CryptoException("the platform has no AES-GCM", e);
    }
  }

  @Override
  public Bytes seal(byte[] key, byte[] nonce, Bytes aad, byte[] plaintext) {
    try {
      Cipher cipher = sealing(key, nonce);
      aad.read(cipher::updateAAD);
      return Bytes.wrap(cipher.doFinal(plaintext));
    } catch (GeneralSecurityException e) {
      throw new CryptoException("sealing failed", e);
    }
  }

  /**
   * JCA's cipher refuses key and nonce of its last sealing. It cannot know whether that is a fault;
   * the protocol's nonces are not its business, so a fresh cipher takes over.
   */
  private static Cipher sealing(byte[] key, byte[] nonce) throws GeneralSecurityException {
    try {
      return init(CIPHERS.get(), Cipher.ENCRYPT_MODE, key, nonce);
    } catch (InvalidAlgorithmParameterException e) {
      Cipher fresh = create();
      CIPHERS.set(fresh);
      return init(fresh, Cipher.ENCRYPT_MODE, key, nonce);
    }
  }

  @Override
  public byte @Nullable [] open(byte[] key, byte[] nonce, Bytes aad, Bytes ciphertext) {
    if (ciphertext.size() < AeadAlgorithm.TAG_LENGTH) {
      return null;
    }
    try {
      Cipher cipher = init(CIPHERS.get(), Cipher.DECRYPT_MODE, key, nonce);
      aad.read(cipher::updateAAD);
      return cipher.doFinal(ciphertext.toByteArray());
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new CryptoException("opening failed", e);
    }
  }

  private static Cipher init(Cipher cipher, int mode, byte[] key, byte[] nonce)
      throws GeneralSecurityException {
    cipher.init(
        mode,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(8 * AeadAlgorithm.TAG_LENGTH, nonce));
    return cipher;
  }
}
