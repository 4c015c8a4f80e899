package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §6.3.1: what a {@link PrivateMessage} encrypts.
 *
 * @param paddingLength the number of zero bytes at the end
 */
public record PrivateMessageContent(Content content, FramedContentAuthData auth, int paddingLength)
    implements WireStruct {

  /** The path of the {@link DecodeException} for padding that is not all zeros. */
  public static final String PADDING = "padding";

  /**
   * @throws IllegalArgumentException if the content's type does not go with or without a
   *     confirmation tag, or the padding is negative
   */
  public PrivateMessageContent {
    auth.checkFits(content.contentType());
    if (paddingLength < 0) {
      throw new IllegalArgumentException(paddingLength + " bytes of padding");
    }
  }

  /** Reads content of the type that the {@link PrivateMessage} announces. */
  public static PrivateMessageContent readFrom(TlsReader in, ContentType contentType)
      throws DecodeException {
    Content content = Content.readFrom(in, contentType);
    FramedContentAuthData auth =
        in.struct("auth", i -> FramedContentAuthData.readFrom(i, contentType));
    Bytes padding = in.rest();
    int nonZero = 0;
    for (int i = 0; i < padding.size(); i++) {
      nonZero |= padding.get(i);
    }
    if (nonZero != 0) {
      throw in.fail(PADDING, padding.size(), "not all zeros");
    }
    return new PrivateMessageContent(content, auth, padding.size());
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(content).put(auth).fixed(Bytes.wrap(new byte[paddingLength]));
  }
}
