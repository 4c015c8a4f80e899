package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes the secrets that pass through the cryptography of a story, each under what the RFC calls
 * it. The notes are masked, so that they are not themselves what a search of the heap finds.
 */
final class SecretRecorder {

  /** Shorter ones would be found by chance. */
  private static final int SHORTEST = 12;

  private static final int LONGEST = 256;

  private final byte[] mask = new byte[LONGEST];
  private final Map<Bytes, String> labels = new LinkedHashMap<>();

  SecretRecorder() {
    new SecureRandom().nextBytes(mask);
  }

  /** Remembers a secret under the first label that it gets; zeros are no secret. */
  synchronized void note(String label, byte[] secret) {
    int any = 0;
    for (byte b : secret) {
      any |= b;
    }
    if (secret.length >= SHORTEST && any != 0) {
      labels.putIfAbsent(masked(secret), label);
    }
  }

  void note(String label, Secret secret) {
    secret.use(
        bytes -> {
          note(label, bytes);
          return null;
        });
  }

  /** How many secrets have been noted: a point in the story. */
  synchronized int mark() {
    return labels.size();
  }

  /** All that has been noted from {@code mark} on, masked. */
  synchronized List<Bytes> since(int mark) {
    return new ArrayList<>(labels.keySet()).subList(mark, labels.size());
  }

  /** What has been noted under {@code label} from {@code mark} on, masked, in its order. */
  synchronized List<Bytes> since(int mark, String label) {
    return since(mark).stream().filter(noted -> label(noted).equals(label)).toList();
  }

  synchronized String label(Bytes masked) {
    return labels.getOrDefault(masked, "");
  }

  /** The label of a secret that may have been noted; empty if it has not. */
  String label(byte[] secret) {
    return label(masked(secret));
  }

  /** The secret itself, to search with: not before the heap has been written. */
  byte[] unmasked(Bytes masked) {
    return xor(masked.toByteArray());
  }

  private Bytes masked(byte[] secret) {
    return Bytes.wrap(xor(secret.clone()));
  }

  private byte[] xor(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= mask[i];
    }
    return bytes;
  }
}
