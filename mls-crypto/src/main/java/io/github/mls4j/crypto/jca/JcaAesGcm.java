package io.github.mls4j.crypto.jca;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM of the JDK, a cipher for each call: one that is kept would keep the last key, too, and it
 * would refuse to seal twice with one nonce, which is the protocol's concern and not its own.
 */
record JcaAesGcm(AeadAlgorithm algorithm, Provider provider) implements Aead {

  private static final String NAME = "AES/GCM/NoPadding";

  /** The platform's own. Looked up once: that takes longer than all the rest. */
  private static final Provider DEFAULT = defaultProvider();

  private static Provider defaultProvider() {
    try {
      return Cipher.getInstance(NAME).getProvider();
    } catch (GeneralSecurityException e) {
      throw new CryptoException("the platform has no AES-GCM", e);
    }
  }

  /** That of the first of {@code preferred} that has it. */
  static JcaAesGcm of(AeadAlgorithm algorithm, List<Provider> preferred) {
    Provider found =
        preferred.stream()
            .filter(provider -> provider.getService("Cipher", NAME) != null)
            .findFirst()
            .orElse(DEFAULT);
    return new JcaAesGcm(algorithm, found);
  }

  @Override
  public Bytes seal(byte[] key, byte[] nonce, Bytes aad, byte[] plaintext) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      aad.read(cipher::updateAAD);
      return Bytes.wrap(cipher.doFinal(plaintext));
    } catch (GeneralSecurityException e) {
      throw new CryptoException("sealing failed", e);
    }
  }

  @Override
  public byte @Nullable [] open(byte[] key, byte[] nonce, Bytes aad, Bytes ciphertext) {
    if (ciphertext.size() < AeadAlgorithm.TAG_LENGTH) {
      return null;
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
      aad.read(cipher::updateAAD);
      return cipher.doFinal(ciphertext.toByteArray());
    } catch (BadPaddingException e) { // not every provider says AEADBadTagException
      return null;
    } catch (GeneralSecurityException e) {
      throw new CryptoException("opening failed", e);
    }
  }

  private Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(NAME, provider);
    cipher.init(
        mode,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(8 * AeadAlgorithm.TAG_LENGTH, nonce));
    return cipher;
  }
}
