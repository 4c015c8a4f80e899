package io.github.mls4j.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes the TLS presentation language with the variable-size vectors of RFC 9420 §2.1.2. Length
 * prefixes are always the shortest. Outgrown buffers are wiped, since a secret may be in them.
 */
public final class TlsWriter {

  /** The largest length that a vector's prefix can say. */
  public static final int MAX_LENGTH = (1 << 30) - 1;

  private byte[] buffer;
  private int size;

  /** Whether nothing is written, only counted. */
  private final boolean counting;

  /** A writer that holds nothing yet. */
  public TlsWriter() {
    this(256);
  }

  /** A writer with room for {@code capacity} bytes before it has to grow. */
  public TlsWriter(int capacity) {
    this(capacity, false);
  }

  private TlsWriter(int capacity, boolean counting) {
    this.buffer = new byte[capacity];
    this.counting = counting;
  }

  /**
   * How many bytes a struct takes: for a writer that need not grow. What is large costs more to
   * copy than to walk through twice.
   */
  public static int sizeOf(WireStruct value) {
    return new TlsWriter(0, true).put(value).size;
  }

  /** How many bytes a vector of {@code length} bytes takes with its length prefix. */
  public static int vectorSize(int length) {
    return prefixSize(length) + length;
  }

  /** 0 to 255. */
  public TlsWriter uint8(int value) {
    return bigEndian(checkRange(value, 0xff), 1);
  }

  /** 0 to 65,535. */
  public TlsWriter uint16(int value) {
    return bigEndian(checkRange(value, 0xffff), 2);
  }

  /** 0 to 2^32 - 1. */
  public TlsWriter uint32(long value) {
    return bigEndian(checkRange(value, 0xffff_ffffL), 4);
  }

  /** All 64 bits as they are. */
  public TlsWriter uint64(long value) {
    return bigEndian(value, 8);
  }

  /** {@code opaque<V>}. */
  public TlsWriter opaque(Bytes value) {
    vectorLength(value.size());
    return fixed(value);
  }

  /** {@code opaque[n]}: the bytes alone. */
  public TlsWriter fixed(Bytes value) {
    if (reserve(value.size())) {
      value.copyTo(buffer, size - value.size());
    }
    return this;
  }

  /** A confidential {@code opaque<V>}; end with {@link #toSecret()}. */
  public TlsWriter secret(Secret value) {
    vectorLength(value.size());
    if (reserve(value.size())) {
      value.use(
          bytes -> {
            System.arraycopy(bytes, 0, buffer, size - bytes.length, bytes.length);
            return this;
          });
    }
    return this;
  }

  /** The length prefix of a vector of {@code length} bytes alone, in its shortest form. */
  public TlsWriter vectorLength(int length) {
    int bytes = prefixSize(length);
    long marker = (long) (Integer.numberOfTrailingZeros(bytes)) << (8 * bytes - 2);
    return bigEndian(marker | length, bytes);
  }

  /** A struct, in its own layout. */
  public TlsWriter put(WireStruct value) {
    value.writeTo(this);
    return this;
  }

  /** {@code optional<T>}. */
  public TlsWriter optional(Optional<? extends WireStruct> value) {
    uint8(value.isPresent() ? 1 : 0);
    value.ifPresent(this::put);
    return this;
  }

  /** {@code T<V>}. */
  public TlsWriter vector(List<? extends WireStruct> values) {
    return values instanceof EncodedList<?> list
        ? opaque(list.encoded())
        : vector(values, TlsWriter::put);
  }

  /** {@code T<V>} of elements that are no structs by themselves, such as {@code optional<Node>}. */
  public <T> TlsWriter vector(List<T> values, BiConsumer<? super TlsWriter, ? super T> element) {
    int start = size;
    uint8(0);
    for (T value : values) {
      element.accept(this, value);
    }
    patchLength(start);
    return this;
  }

  /** How many bytes have been written. */
  public int size() {
    return size;
  }

  /** What has been written; the writer can go on. */
  public Bytes toBytes() {
    return Bytes.copyOf(buffer, 0, size);
  }

  /** What has been written, without a copy if there is no room left; the writer is empty after. */
  public Bytes takeBytes() {
    Bytes taken = size == buffer.length ? Bytes.wrap(buffer) : toBytes();
    buffer = new byte[0];
    size = 0;
    return taken;
  }

  /** What has been written, as a secret; the writer is wiped and empty after. */
  public Secret toSecret() {
    Secret secret = Secret.takeOver(Arrays.copyOf(buffer, size));
    Arrays.fill(buffer, (byte) 0);
    size = 0;
    return secret;
  }

  /** Replaces the one-byte placeholder at {@code start} by the length of all that follows it. */
  private void patchLength(int start) {
    int length = size - start - 1;
    int extra = prefixSize(length) - 1;
    if (extra > 0 && reserve(extra)) {
      System.arraycopy(buffer, start + 1, buffer, start + 1 + extra, length);
    }
    size = start;
    vectorLength(length);
    size += length;
  }

  private static int prefixSize(int length) {
    if (length < 0 || length > MAX_LENGTH) {
      throw new IllegalArgumentException("a vector of " + length + " bytes cannot be encoded");
    }
    return length < 1 << 6 ? 1 : length < 1 << 14 ? 2 : 4;
  }

  private TlsWriter bigEndian(long value, int bytes) {
    if (reserve(bytes)) {
      for (int i = 1; i <= bytes; i++) {
        buffer[size - i] = (byte) (value >>> (8 * (i - 1)));
      }
    }
    return this;
  }

  private static long checkRange(long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(value + " is not within 0 to " + max);
    }
    return value;
  }

  /** Adds to what has been written; whether the bytes are to be put there. */
  private boolean reserve(int more) {
    int end = Math.addExact(size, more);
    if (!counting && end > buffer.length) {
      byte[] outgrown = buffer;
      buffer = Arrays.copyOf(buffer, Math.max(Math.max(end, 2 * size), 16));
      Arrays.fill(outgrown, (byte) 0);
    }
    size = end;
    return !counting;
  }
}
