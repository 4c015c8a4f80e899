package io.github.mls4j.codec;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An immutable list of elements that stay encoded: all have been decoded once, to see that they are
 * well-formed, and each is decoded again when it is asked for. For vectors that may be very long
 * and of which a receiver needs few elements, or only their bytes.
 */
public final class EncodedList<T> extends AbstractList<T> implements RandomAccess {

  private final Bytes encoded;

  /** Where each element ends. */
  private final int[] ends;

  private final TlsReader.Decoder<T> decoder;

  EncodedList(Bytes encoded, Ends ends, TlsReader.Decoder<T> decoder) {
    this.encoded = encoded;
    this.ends = Arrays.copyOf(ends.values, ends.size);
    this.decoder = decoder;
  }

  /** Where the elements end that have been read so far. */
  static final class Ends {

    private int[] values = new int[2];
    private int size;

    void add(int end) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = end;
    }
  }

  /** As {@link List#copyOf}, but leaves encoded what is. */
  public static <T> List<T> copyOf(List<T> list) {
    return list instanceof EncodedList<T> ? list : List.copyOf(list);
  }

  /** All elements, one after the other, without the length before them. */
  Bytes encoded() {
    return encoded;
  }

  @Override
  public T get(int index) {
    int end = ends[Objects.checkIndex(index, ends.length)];
    int start = index == 0 ? 0 : ends[index - 1];
    try {
      return TlsReader.decode(encoded.slice(start, end - start), decoder);
    } catch (DecodeException e) {
      throw new IllegalStateException("what was decoded before cannot be decoded", e);
    }
  }

  @Override
  public int size() {
    return ends.length;
  }
}
