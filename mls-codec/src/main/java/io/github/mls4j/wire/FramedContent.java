package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §6: a message before any protection.
 *
 * @param epoch unsigned
 * @param authenticatedData of the application, readable by everyone in either wire format
 */
public record FramedContent(
    Bytes groupId, long epoch, Sender sender, Bytes authenticatedData, Content content)
    implements WireStruct {

  /** The octet that says what the content is. */
  public ContentType contentType() {
    return content.contentType();
  }

  public static FramedContent readFrom(TlsReader in) throws DecodeException {
    return new FramedContent(
        in.opaque("group_id"),
        in.uint64("epoch"),
        in.struct("sender", Sender::readFrom),
        in.opaque("authenticated_data"),
        Content.readFrom(in, in.struct("content_type", ContentType::readFrom)));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(groupId)
        .uint64(epoch)
        .put(sender)
        .opaque(authenticatedData)
        .put(contentType())
        .put(content);
  }
}
