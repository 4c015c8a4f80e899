package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.Optional;

/**
 * RFC 9420 §6.2: a signed message that everyone can read.
 *
 * @param membershipTag of a member, and of nobody else: proves that the sender is in the epoch
 */
public record PublicMessage(
    FramedContent content, FramedContentAuthData auth, Optional<Bytes> membershipTag)
    implements MLSMessageBody {

  /**
   * @throws IllegalArgumentException if the content's type does not go with or without a
   *     confirmation tag, or the sender's type with or without a membership tag
   */
  public PublicMessage {
    auth.checkFits(content.contentType());
    if (membershipTag.isPresent() != (content.sender().senderType() == SenderType.MEMBER)) {
      throw new IllegalArgumentException("a member has a membership tag, and nobody else does");
    }
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.MLS_PUBLIC_MESSAGE;
  }

  public static PublicMessage readFrom(TlsReader in) throws DecodeException {
    FramedContent content = in.struct("content", FramedContent::readFrom);
    return new PublicMessage(
        content,
        in.struct("auth", i -> FramedContentAuthData.readFrom(i, content.contentType())),
        content.sender().senderType() == SenderType.MEMBER
            ? Optional.of(in.opaque("membership_tag"))
            : Optional.empty());
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(content).put(auth);
    membershipTag.ifPresent(out::opaque);
  }
}
