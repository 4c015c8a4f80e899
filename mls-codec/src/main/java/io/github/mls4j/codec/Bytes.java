package io.github.mls4j.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable run of public bytes, compared by content.
 *
 * <p>A value may be a view into a larger array (decoding a message copies its input once, and every
 * field inside is a slice of that copy). State that outlives a message calls {@link #compact()} so
 * that it does not keep the whole message alive. Secrets never live here: see {@link Secret}.
 */
public final class Bytes implements Comparable<Bytes> {

  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  /** Receives the array range that backs a value; it must neither change nor keep the array. */
  @FunctionalInterface
  public interface RangeConsumer {
    void accept(byte[] array, int offset, int length);
  }

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** A copy of the given bytes. */
  public static Bytes copyOf(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone(), 0, bytes.length);
  }

  /** A copy of {@code length} bytes from {@code offset} on. */
  public static Bytes copyOf(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return wrap(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** Takes the array over without a copy: the caller must not touch it again. */
  public static Bytes wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes, 0, bytes.length);
  }

  /**
   * The bytes that a hexadecimal string spells.
   *
   * @throws IllegalArgumentException if {@code hex} is not an even number of hexadecimal digits
   */
  public static Bytes fromHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /** The UTF-8 encoding of a string. */
  public static Bytes ofUtf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The concatenation of all parts. */
  public static Bytes concat(Bytes... parts) {
    int total = 0;
    for (Bytes part : parts) {
      total = Math.addExact(total, part.length);
    }
    byte[] all = new byte[total];
    int at = 0;
    for (Bytes part : parts) {
      part.copyTo(all, at);
      at += part.length;
    }
    return wrap(all);
  }

  /** How many bytes there are. */
  public int size() {
    return length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return length == 0;
  }

  /** The byte at {@code index}, as 0 to 255. */
  public int get(int index) {
    return array[offset + Objects.checkIndex(index, length)] & 0xff;
  }

  /** A view of {@code count} bytes from {@code from} on; nothing is copied. */
  public Bytes slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
  }

  /** The same bytes in an array of their own, so that nothing else is kept alive. */
  public Bytes compact() {
    return array.length == length ? this : wrap(toByteArray());
  }

  /** A fresh copy. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Copies all bytes to {@code target}, starting at {@code at}. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /**
   * Hands the backing range to {@code consumer}, which must only read it: for hashing without a
   * copy.
   */
  public void read(RangeConsumer consumer) {
    consumer.accept(array, offset, length);
  }

  /** A read-only view for NIO. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /** The text that this is in UTF-8; what is malformed becomes U+FFFD. */
  public String toUtf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  /** Lower-case hexadecimal. */
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  /** Compares in time that depends on the two lengths only; for tags and other authenticators. */
  public boolean equalsConstantTime(Bytes other) {
    if (length != other.length) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= array[offset + i] ^ other.array[other.offset + i];
    }
    return difference == 0;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o
        || (o instanceof Bytes b
            && Arrays.equals(
                array, offset, offset + length, b.array, b.offset, b.offset + b.length));
  }

  @Override
  public int hashCode() {
    int h = 1;
    for (int i = 0; i < length; i++) {
      h = 31 * h + array[offset + i];
    }
    return h;
  }

  /** Orders by unsigned bytes, then by length. */
  @Override
  public int compareTo(Bytes o) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, o.array, o.offset, o.offset + o.length);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
