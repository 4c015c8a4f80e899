package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §6.3.2: what the sender data encryption of a {@link PrivateMessage} authenticates
 * besides.
 */
public record SenderDataAAD(Bytes groupId, long epoch, ContentType contentType)
    implements WireStruct {

  public static SenderDataAAD readFrom(TlsReader in) throws DecodeException {
    return new SenderDataAAD(
        in.opaque("group_id"),
        in.uint64("epoch"),
        in.struct("content_type", ContentType::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(groupId).uint64(epoch).put(contentType);
  }
}
