package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §6.3.1: what the content encryption of a {@link PrivateMessage} authenticates besides.
 */
public record PrivateContentAAD(
    Bytes groupId, long epoch, ContentType contentType, Bytes authenticatedData)
    implements WireStruct {

  public static PrivateContentAAD readFrom(TlsReader in) throws DecodeException {
    return new PrivateContentAAD(
        in.opaque("group_id"),
        in.uint64("epoch"),
        in.struct("content_type", ContentType::readFrom),
        in.opaque("authenticated_data"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(groupId).uint64(epoch).put(contentType).opaque(authenticatedData);
  }
}
