package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.List;

/** RFC 9420 §12.4.3: what a joiner has to know about a group, signed by a member. */
public record GroupInfo(
    GroupContext groupContext,
    List<Extension> extensions,
    Bytes confirmationTag,
    LeafIndex signer,
    Bytes signature)
    implements MLSMessageBody {

  public GroupInfo {
    extensions = List.copyOf(extensions);
  }

  public static GroupInfo readFrom(TlsReader in) throws DecodeException {
    return new GroupInfo(
        in.struct("group_context", GroupContext::readFrom),
        in.vector("extensions", Extension::readFrom),
        in.opaque("confirmation_tag"),
        in.struct("signer", LeafIndex::readFrom),
        in.opaque("signature"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(groupContext).vector(extensions).opaque(confirmationTag).put(signer).opaque(signature);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.MLS_GROUP_INFO;
  }
}
