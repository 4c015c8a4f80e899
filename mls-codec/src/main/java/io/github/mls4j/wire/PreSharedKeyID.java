package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §8.4: names a pre-shared key for one use in the key schedule. */
public sealed interface PreSharedKeyID extends WireStruct {

  /** Makes every use of the same key different: fresh and random, as long as a hash. */
  Bytes pskNonce();

  /** A key that the application provides under that name. */
  record External(Bytes pskId, Bytes pskNonce) implements PreSharedKeyID {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(PSKType.EXTERNAL).opaque(pskId).opaque(pskNonce);
    }
  }

  /**
   * The resumption secret of an epoch of this or another group.
   *
   * @param pskEpoch unsigned
   */
  record Resumption(ResumptionPSKUsage usage, Bytes pskGroupId, long pskEpoch, Bytes pskNonce)
      implements PreSharedKeyID {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(PSKType.RESUMPTION).put(usage).opaque(pskGroupId).uint64(pskEpoch).opaque(pskNonce);
    }
  }

  static PreSharedKeyID readFrom(TlsReader in) throws DecodeException {
    return switch (in.struct("psktype", PSKType::readFrom)) {
      case EXTERNAL -> new External(in.opaque("psk_id"), in.opaque("psk_nonce"));
      case RESUMPTION ->
          new Resumption(
              in.struct("usage", ResumptionPSKUsage::readFrom),
              in.opaque("psk_group_id"),
              in.uint64("psk_epoch"),
              in.opaque("psk_nonce"));
    };
  }
}
