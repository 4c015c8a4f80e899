package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/** RFC 9420 §12.4.3: what the signature of a {@link GroupInfo} covers. */
public record GroupInfoTBS(
    GroupContext groupContext, List<Extension> extensions, Bytes confirmationTag, LeafIndex signer)
    implements WireStruct {

  public GroupInfoTBS {
    extensions = List.copyOf(extensions);
  }

  public static GroupInfoTBS readFrom(TlsReader in) throws DecodeException {
    return new GroupInfoTBS(
        in.struct("group_context", GroupContext::readFrom),
        in.vector("extensions", Extension::readFrom),
        in.opaque("confirmation_tag"),
        in.struct("signer", LeafIndex::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(groupContext).vector(extensions).opaque(confirmationTag).put(signer);
  }

  /** What the signature of {@code groupInfo} has to cover. */
  public static GroupInfoTBS of(GroupInfo groupInfo) {
    return new GroupInfoTBS(
        groupInfo.groupContext(),
        groupInfo.extensions(),
        groupInfo.confirmationTag(),
        groupInfo.signer());
  }

  /** The GroupInfo with its signature. */
  public GroupInfo signed(Bytes signature) {
    return new GroupInfo(groupContext, extensions, confirmationTag, signer, signature);
  }
}
