package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §7.8 and others: a leaf's place among all leaves of the tree, counted from the left.
 *
 * @param value 0 to 2^32 - 1: what a message claims need not be in the tree
 */
public record LeafIndex(long value) implements WireStruct, Comparable<LeafIndex> {

  private static final long MAX = 0xffff_ffffL;

  public LeafIndex {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException(value + " is no leaf index");
    }
  }

  public static LeafIndex readFrom(TlsReader in) throws DecodeException {
    return new LeafIndex(in.uint32(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint32(value);
  }

  @Override
  public int compareTo(LeafIndex o) {
    return Long.compare(value, o.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
