package io.github.mls4j.codec;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must stay confidential and must be forgotten: they are compared in constant time,
 * never printed, and overwritten by {@link #close()}, after which every use throws.
 *
 * <p>Each value owns its array. Whoever makes a secret closes it, unless the method it is passed to
 * says that it takes ownership.
 */
public final class Secret implements AutoCloseable {

  private byte @Nullable [] value;
  private final int size;

  private Secret(byte[] value) {
    this.value = value;
    this.size = value.length;
  }

  /** A copy of the given bytes; the caller still has to wipe its own. */
  public static Secret copyOf(byte[] value) {
    return new Secret(value.clone());
  }

  /** A copy of bytes that were public until now, such as a test vector's. */
  public static Secret copyOf(Bytes value) {
    return new Secret(value.toByteArray());
  }

  /** Takes the array over without a copy: the caller must not touch it again. */
  public static Secret takeOver(byte[] value) {
    return new Secret(value);
  }

  /** {@code size} zero bytes: the RFC's default for absent inputs of the key schedule (§8). */
  public static Secret zeros(int size) {
    return new Secret(new byte[size]);
  }

  /** {@code size} fresh random bytes. */
  public static Secret random(SecureRandom random, int size) {
    byte[] value = new byte[size];
    random.nextBytes(value);
    return new Secret(value);
  }

  /** The number of bytes; known even after {@link #close()}. */
  public int size() {
    return size;
  }

  /** A second secret with the same content and a life of its own. */
  public Secret copy() {
    return new Secret(open().clone());
  }

  /**
   * Lends the live array for the time of one call: {@code use} must neither keep nor change it.
   *
   * @throws IllegalStateException if this secret has been closed
   */
  public <T extends @Nullable Object> T use(Function<byte[], T> use) {
    return use.apply(open());
  }

  /**
   * A copy in the open. Every caller is a place where the secret may leak and has to wipe the copy.
   *
   * @throws IllegalStateException if this secret has been closed
   */
  public byte[] reveal() {
    return open().clone();
  }

  /**
   * Declares the bytes public, such as those of a message that has been decrypted: they go on as
   * they are, without a copy, and this secret counts as closed.
   *
   * @throws IllegalStateException if this secret has been closed
   */
  public Bytes publish() {
    byte[] v = open();
    value = null;
    return Bytes.wrap(v);
  }

  /** Runs {@code body} and closes this secret, however that ends. */
  public <T extends @Nullable Object> T consume(Supplier<T> body) {
    try {
      return body.get();
    } finally {
      close();
    }
  }

  /** Whether it has been wiped. */
  public boolean isClosed() {
    return value == null;
  }

  /** Overwrites the bytes, unless they are public by now; closing twice does nothing. */
  @Override
  public void close() {
    byte[] v = value;
    if (v != null) {
      value = null;
      Arrays.fill(v, (byte) 0);
    }
  }

  private byte[] open() {
    byte[] v = value;
    if (v == null) {
      throw new IllegalStateException("the secret has been wiped");
    }
    return v;
  }

  /** Compares contents in constant time; sizes are public. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Secret s
        && size == s.size
        && (s == this || MessageDigest.isEqual(open(), s.open()));
  }

  /** Depends on the size only, so that nothing of the content shows. */
  @Override
  public int hashCode() {
    return size;
  }

  @Override
  public String toString() {
    return "Secret[" + size + " bytes" + (isClosed() ? ", wiped]" : "]");
  }
}
