package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.Optional;

/**
 * RFC 9420 §6.1: what proves that a message is genuine.
 *
 * @param confirmationTag of a commit, and of nothing else: proves that its sender knows the new
 *     epoch
 */
public record FramedContentAuthData(Bytes signature, Optional<Bytes> confirmationTag)
    implements WireStruct {

  /** Reads what goes with content of that type. */
  public static FramedContentAuthData readFrom(TlsReader in, ContentType contentType)
      throws DecodeException {
    return new FramedContentAuthData(
        in.opaque("signature"),
        contentType == ContentType.COMMIT
            ? Optional.of(in.opaque("confirmation_tag"))
            : Optional.empty());
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(signature);
    confirmationTag.ifPresent(out::opaque);
  }

  /**
   * @throws IllegalArgumentException if the content's type does not go with or without a tag
   */
  void checkFits(ContentType contentType) {
    if (confirmationTag.isPresent() != (contentType == ContentType.COMMIT)) {
      throw new IllegalArgumentException("a commit has a confirmation tag, and nothing else does");
    }
  }
}
