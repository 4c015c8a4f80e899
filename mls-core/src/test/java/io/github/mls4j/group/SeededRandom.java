package io.github.mls4j.group;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * The same bytes for the same seed, on every platform: the hashes of the seed with 0, 1, 2 and so
 * on. For vectors that can be made again; not for secrets.
 */
public final class SeededRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  public SeededRandom(String seed) {
    super(new HashOfCounter(seed), null);
  }

  private static final class HashOfCounter extends SecureRandomSpi {

    private static final long serialVersionUID = 1L;

    private final byte[] seed;
    private long counter;
    private byte[] block = {};
    private int used;

    HashOfCounter(String seed) {
      this.seed = seed.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void engineSetSeed(byte[] more) {
      // The seed is the one thing that decides.
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        if (used == block.length) {
          block = hash(counter++);
          used = 0;
        }
        bytes[i] = block[used++];
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] bytes = new byte[length];
      engineNextBytes(bytes);
      return bytes;
    }

    private byte[] hash(long number) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return digest.digest(seed);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
