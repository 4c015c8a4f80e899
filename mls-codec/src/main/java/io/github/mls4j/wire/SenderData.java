package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §6.3.2: who sent a {@link PrivateMessage}, and with which key; travels encrypted.
 *
 * @param generation 0 to 2^32 - 1: the place of the key in the sender's ratchet
 * @param reuseGuard four random bytes that change the nonce
 */
public record SenderData(LeafIndex leafIndex, long generation, Bytes reuseGuard)
    implements WireStruct {

  /** The length of the reuse guard in bytes. */
  public static final int REUSE_GUARD_SIZE = 4;

  private static final long MAX_GENERATION = 0xffff_ffffL;

  public SenderData {
    if (generation < 0 || generation > MAX_GENERATION) {
      throw new IllegalArgumentException(generation + " is no generation");
    }
    if (reuseGuard.size() != REUSE_GUARD_SIZE) {
      throw new IllegalArgumentException("a reuse guard of " + reuseGuard.size() + " bytes");
    }
  }

  public static SenderData readFrom(TlsReader in) throws DecodeException {
    return new SenderData(
        in.struct("leaf_index", LeafIndex::readFrom),
        in.uint32("generation"),
        in.fixed("reuse_guard", REUSE_GUARD_SIZE));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(leafIndex).uint32(generation).fixed(reuseGuard);
  }
}
