package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §6: a signed message, whatever the form that it travels in. */
public record AuthenticatedContent(
    WireFormat wireFormat, FramedContent content, FramedContentAuthData auth)
    implements WireStruct {

  /**
   * @throws IllegalArgumentException if the content's type does not go with or without a
   *     confirmation tag
   */
  public AuthenticatedContent {
    auth.checkFits(content.contentType());
  }

  public static AuthenticatedContent readFrom(TlsReader in) throws DecodeException {
    WireFormat wireFormat = in.struct("wire_format", WireFormat::readFrom);
    FramedContent content = in.struct("content", FramedContent::readFrom);
    return new AuthenticatedContent(
        wireFormat,
        content,
        in.struct("auth", i -> FramedContentAuthData.readFrom(i, content.contentType())));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(wireFormat).put(content).put(auth);
  }
}
