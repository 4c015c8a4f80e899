package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §7.2: what a leaf node was made for, and what that adds to it. */
public sealed interface LeafNodeSource extends WireStruct {

  /** For a key package, before any group. */
  record KeyPackage(Lifetime lifetime) implements LeafNodeSource {

    @Override
    public void writeTo(TlsWriter out) {
      out.uint8(1).put(lifetime);
    }
  }

  /** For an Update proposal. */
  record Update() implements LeafNodeSource {

    @Override
    public void writeTo(TlsWriter out) {
      out.uint8(2);
    }
  }

  /**
   * For the path of a commit.
   *
   * @param parentHash covers the next parent node above (§7.9); of no length if there is none
   */
  record Commit(Bytes parentHash) implements LeafNodeSource {

    @Override
    public void writeTo(TlsWriter out) {
      out.uint8(3).opaque(parentHash);
    }
  }

  static LeafNodeSource readFrom(TlsReader in) throws DecodeException {
    int source = in.uint8(TlsReader.SELF);
    return switch (source) {
      case 1 -> new KeyPackage(in.struct("lifetime", Lifetime::readFrom));
      case 2 -> new Update();
      case 3 -> new Commit(in.opaque("parent_hash"));
      default -> throw in.fail(TlsReader.SELF, 1, "leaf node source " + source + " does not exist");
    };
  }
}
