package io.github.mls4j.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the TLS presentation language with the variable-size vectors of RFC 9420 §2.1.2.
 *
 * <p>Strict: length prefixes are minimal, vector elements end exactly where the vector does,
 * presence octets are 0 or 1. A length is checked against what is left before anything is
 * allocated. Each read names its field (RFC spelling), so that a refusal says where it happened.
 */
public final class TlsReader {

  /** Reads one value; the static {@code readFrom} of every struct is one. */
  @FunctionalInterface
  public interface Decoder<T> {
    T readFrom(TlsReader in) throws DecodeException;
  }

  /**
   * Something that decoders need and that the input does not say, such as how values of a type that
   * only the application knows are read. Whoever starts to decode gives it, nested decoders ask for
   * it with {@link #context}.
   */
  public interface Context {}

  /**
   * The field name of a struct that is nothing but one value, such as a code point: its place is
   * that of the struct itself.
   */
  public static final String SELF = "";

  private static final int NO_INDEX = -1;

  private final Bytes input;
  private final DecodeLimits limits;

  /** Whether results must not share the input's array, because that will be wiped. */
  private final boolean copying;

  private final @Nullable Context context;

  private int position;
  private int end;
  private int elements;

  private final List<Secret> secrets = new ArrayList<>(0);

  private String[] names = new String[8];
  private int[] indices = new int[8];
  private int depth;

  private TlsReader(Bytes input, DecodeLimits limits, boolean copying, @Nullable Context context) {
    this.input = input;
    this.limits = limits;
    this.copying = copying;
    this.context = context;
    this.end = input.size();
  }

  /** Decodes {@code input} as exactly one value, within {@link DecodeLimits#DEFAULT}. */
  public static <T> T decode(Bytes input, Decoder<T> decoder) throws DecodeException {
    return decode(input, decoder, DecodeLimits.DEFAULT);
  }

  /**
   * Decodes {@code input} as exactly one value: bytes left over are an error. The result holds
   * slices of {@code input}; where decoding fails, secrets read until then are wiped.
   */
  public static <T> T decode(Bytes input, Decoder<T> decoder, DecodeLimits limits)
      throws DecodeException {
    return new TlsReader(input, limits, false, null).decodeAll(decoder);
  }

  /** As {@link #decode(Bytes, Decoder)}, with something at hand for nested decoders. */
  public static <T> T decode(Bytes input, Decoder<T> decoder, Context context)
      throws DecodeException {
    return new TlsReader(input, DecodeLimits.DEFAULT, false, context).decodeAll(decoder);
  }

  /**
   * Decodes a confidential {@code input} as exactly one value, which shares nothing with it: the
   * caller may close {@code input} at once. Where decoding fails, secrets read until then are
   * wiped.
   */
  public static <T> T decode(Secret input, Decoder<T> decoder) throws DecodeException {
    return decodeSecret(input, decoder, null);
  }

  /** As {@link #decode(Secret, Decoder)}, with something at hand for nested decoders. */
  public static <T> T decode(Secret input, Decoder<T> decoder, Context context)
      throws DecodeException {
    return decodeSecret(input, decoder, context);
  }

  private static <T> T decodeSecret(Secret input, Decoder<T> decoder, @Nullable Context context)
      throws DecodeException {
    byte[] revealed = input.reveal();
    try {
      return new TlsReader(Bytes.wrap(revealed), DecodeLimits.DEFAULT, true, context)
          .decodeAll(decoder);
    } finally {
      Arrays.fill(revealed, (byte) 0);
    }
  }

  private <T> T decodeAll(Decoder<T> decoder) throws DecodeException {
    if (input.size() > limits.maxInputBytes()) {
      throw new DecodeException(
          0, "", input.size() + " bytes are over the limit of " + limits.maxInputBytes());
    }
    boolean complete = false;
    try {
      T value = decoder.readFrom(this);
      expectEnd();
      complete = true;
      return value;
    } finally {
      if (!complete) {
        secrets.forEach(Secret::close);
      }
    }
  }

  /** 0 to 255. */
  public int uint8(String field) throws DecodeException {
    require(field, 1);
    return input.get(position++);
  }

  /** 0 to 65,535. */
  public int uint16(String field) throws DecodeException {
    require(field, 2);
    return (int) bigEndian(2);
  }

  /** 0 to 2^32 - 1. */
  public long uint32(String field) throws DecodeException {
    require(field, 4);
    return bigEndian(4);
  }

  /** 64 bits, to be read as unsigned ({@link Long#compareUnsigned}). */
  public long uint64(String field) throws DecodeException {
    require(field, 8);
    return bigEndian(8);
  }

  /** {@code opaque field<V>}. */
  public Bytes opaque(String field) throws DecodeException {
    return take(length(field));
  }

  /** {@code opaque field[size]}. */
  public Bytes fixed(String field, int size) throws DecodeException {
    require(field, size);
    return take(size);
  }

  /** {@code opaque field<V>} that is confidential: copied out at once. The caller closes it. */
  public Secret secret(String field) throws DecodeException {
    int length = length(field);
    Secret secret = Secret.copyOf(input.slice(position, length));
    position += length;
    secrets.add(secret);
    return secret;
  }

  /** All that is left of the input or of the vector that is being read. */
  public Bytes rest() {
    return take(end - position);
  }

  /** {@code optional<T> field}. */
  public <T> Optional<T> optional(String field, Decoder<T> decoder) throws DecodeException {
    int start = position;
    int present = uint8(field);
    if (present > 1) {
      throw failAt(start, field, "presence octet " + present + " is neither 0 nor 1");
    }
    return present == 0 ? Optional.empty() : Optional.of(struct(field, decoder));
  }

  /** {@code T field<V>}: elements fill the vector exactly. The list is immutable. */
  public <T> List<T> vector(String field, Decoder<T> decoder) throws DecodeException {
    int length = length(field);
    if (length == 0) {
      return List.of();
    }
    List<T> values = new ArrayList<>();
    readElements(field, length, decoder, values::add);
    return List.copyOf(values);
  }

  /**
   * As {@link #vector}, but keeps the elements encoded, once all have been decoded.
   *
   * @param decoder must not need anything that only {@link #context} gives
   */
  public <T> List<T> encodedVector(String field, Decoder<T> decoder) throws DecodeException {
    int length = length(field);
    if (length == 0) {
      return List.of();
    }
    int start = position;
    EncodedList.Ends ends = new EncodedList.Ends();
    readElements(field, length, decoder, element -> ends.add(position - start));
    position = start;
    return new EncodedList<>(take(length), ends, decoder);
  }

  private <T> void readElements(
      String field, int length, Decoder<T> decoder, Consumer<? super T> taker)
      throws DecodeException {
    int outerEnd = end;
    end = position + length;
    push(field);
    for (int i = 0; position < end; i++) {
      indices[depth - 1] = i;
      if (++elements > limits.maxElements()) {
        throw fail("more than " + limits.maxElements() + " vector elements");
      }
      int before = position;
      taker.accept(decoder.readFrom(this));
      if (position == before) {
        throw new IllegalStateException("a vector element must take at least one byte");
      }
    }
    pop();
    end = outerEnd;
  }

  /**
   * The length prefix of a {@code field<V>} alone, not compared with what is left: the top two bits
   * of its first byte say how long it is itself.
   */
  public int vectorLength(String field) throws DecodeException {
    int start = position;
    require(field, 1);
    int prefix = input.get(position) >>> 6;
    if (prefix == 3) {
      throw failAt(start, field, "length prefix starts with the bits 11");
    }
    int size = 1 << prefix;
    require(field, size);
    int value = (int) bigEndian(size) & (1 << (8 * size - 2)) - 1;
    if (size > 1 && value < 1 << (8 * (size / 2) - 2)) {
      throw failAt(start, field, "length " + value + " is not in its shortest form");
    }
    return value;
  }

  /** A nested struct. */
  public <T> T struct(String field, Decoder<T> decoder) throws DecodeException {
    push(field);
    T value = decoder.readFrom(this);
    pop();
    return value;
  }

  /** The very bytes that a nested decoder reads: for values whose meaning is not known here. */
  public Bytes raw(String field, Decoder<?> decoder) throws DecodeException {
    int start = position;
    struct(field, decoder);
    int size = position - start;
    position = start;
    return take(size);
  }

  /** What was given for decoders to have at hand, if it is of that kind; null otherwise. */
  public <C extends Context> @Nullable C context(Class<C> kind) {
    return kind.isInstance(context) ? kind.cast(context) : null;
  }

  /** Whether the struct or vector that is being read is used up. */
  public boolean atEnd() {
    return position == end;
  }

  /** Refuses bytes left over. */
  public void expectEnd() throws DecodeException {
    if (position != end) {
      throw fail((end - position) + " bytes left over");
    }
  }

  /** An exception for the struct or vector that is being read. */
  public DecodeException fail(String reason) {
    return new DecodeException(position, path(), reason);
  }

  /** An exception for a value of {@code field} that took {@code size} bytes and cannot be. */
  public DecodeException fail(String field, int size, String reason) {
    return failAt(position - size, field, reason);
  }

  private DecodeException failAt(int offset, String field, String reason) {
    push(field);
    String path = path();
    pop();
    return new DecodeException(offset, path, reason);
  }

  private void require(String field, int size) throws DecodeException {
    if (size > end - position) {
      throw failAt(
          position, field, "needs " + size + " bytes where " + (end - position) + " are left");
    }
  }

  private Bytes take(int size) {
    Bytes taken = input.slice(position, size);
    position += size;
    return copying ? Bytes.wrap(taken.toByteArray()) : taken;
  }

  private long bigEndian(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | input.get(position++);
    }
    return value;
  }

  /** The length prefix of what is to be read now; so many bytes are left. */
  private int length(String field) throws DecodeException {
    int start = position;
    int length = vectorLength(field);
    if (length > end - position) {
      throw failAt(start, field, "length " + length + " where " + (end - position) + " are left");
    }
    return length;
  }

  private void push(String field) {
    if (depth == names.length) {
      names = Arrays.copyOf(names, 2 * depth);
      indices = Arrays.copyOf(indices, 2 * depth);
    }
    names[depth] = field;
    indices[depth++] = NO_INDEX;
  }

  private void pop() {
    depth--;
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      if (!names[i].isEmpty()) {
        path.append(path.length() == 0 ? "" : ".").append(names[i]);
      }
      if (indices[i] != NO_INDEX) {
        path.append('[').append(indices[i]).append(']');
      }
    }
    return path.toString();
  }
}
