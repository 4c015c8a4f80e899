package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.Optional;

/**
 * RFC 9420 §6.1: what the signature of a message covers.
 *
 * @param context of the epoch, if the sender is or becomes a member
 */
public record FramedContentTBS(
    ProtocolVersion version,
    WireFormat wireFormat,
    FramedContent content,
    Optional<GroupContext> context)
    implements WireStruct {

  /**
   * @throws IllegalArgumentException if the sender's type does not go with or without a context
   */
  public FramedContentTBS {
    if (context.isPresent() != hasContext(content.sender())) {
      throw new IllegalArgumentException("the sender type decides whether there is a context");
    }
  }

  private static boolean hasContext(Sender sender) {
    return switch (sender.senderType()) {
      case MEMBER, NEW_MEMBER_COMMIT -> true;
      case EXTERNAL, NEW_MEMBER_PROPOSAL -> false;
    };
  }

  public static FramedContentTBS readFrom(TlsReader in) throws DecodeException {
    ProtocolVersion version = in.struct("version", ProtocolVersion::readFrom);
    WireFormat wireFormat = in.struct("wire_format", WireFormat::readFrom);
    FramedContent content = in.struct("content", FramedContent::readFrom);
    Optional<GroupContext> context =
        hasContext(content.sender())
            ? Optional.of(in.struct("context", GroupContext::readFrom))
            : Optional.empty();
    return new FramedContentTBS(version, wireFormat, content, context);
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(version).put(wireFormat).put(content);
    context.ifPresent(out::put);
  }
}
