package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9420 §12.4: the change to the group that starts its next epoch.
 *
 * @param path new keys for the committer's path; a commit of certain proposals only may do without
 */
public record Commit(List<ProposalOrRef> proposals, Optional<UpdatePath> path)
    implements WireStruct {

  public Commit {
    proposals = List.copyOf(proposals);
  }

  public static Commit readFrom(TlsReader in) throws DecodeException {
    return new Commit(
        in.vector("proposals", ProposalOrRef::readFrom), in.optional("path", UpdatePath::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(proposals).optional(path);
  }
}
