package io.github.mls4j.cli.view;

import io.github.mls4j.codec.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what two secrets are compared without being shown: the first 8 bytes of the SHA-256 hash over
 * the ASCII text {@value #LABEL} and the secret, in hexadecimal. The label is the same for all
 * kinds of secrets, so that one which was mistaken for another shows.
 */
public final class Fingerprint {

  /** What is hashed before the secret. */
  public static final String LABEL = "mls-fingerprint";

  private static final int BYTES = 8;

  private Fingerprint() {}

  /** The fingerprint of a secret, whose suite does not matter. */
  public static String of(Secret secret) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
    sha256.update(LABEL.getBytes(StandardCharsets.US_ASCII));
    secret.use(
        bytes -> {
          sha256.update(bytes);
          return null;
        });
    return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
  }
}
