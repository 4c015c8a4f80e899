package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §8.2: what a commit adds to the confirmed transcript hash.
 *
 * @param content with a commit in it
 */
public record ConfirmedTranscriptHashInput(
    WireFormat wireFormat, FramedContent content, Bytes signature) implements WireStruct {

  /**
   * @throws IllegalArgumentException if the content is no commit
   */
  public ConfirmedTranscriptHashInput {
    if (content.contentType() != ContentType.COMMIT) {
      throw new IllegalArgumentException("only commits go into the transcript");
    }
  }

  public static ConfirmedTranscriptHashInput readFrom(TlsReader in) throws DecodeException {
    WireFormat wireFormat = in.struct("wire_format", WireFormat::readFrom);
    FramedContent content = in.struct("content", FramedContent::readFrom);
    if (content.contentType() != ContentType.COMMIT) {
      throw in.fail("content", 0, "only commits go into the transcript");
    }
    return new ConfirmedTranscriptHashInput(wireFormat, content, in.opaque("signature"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(wireFormat).put(content).opaque(signature);
  }
}
