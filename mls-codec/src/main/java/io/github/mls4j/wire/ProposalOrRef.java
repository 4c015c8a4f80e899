package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §12.4: a proposal in a commit, itself or by the hash of the message that it came in. */
public sealed interface ProposalOrRef extends WireStruct {

  /** A proposal that the committer makes with its commit. */
  record ByValue(Proposal proposal) implements ProposalOrRef {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(ProposalOrRefType.PROPOSAL).put(proposal);
    }
  }

  /** A proposal that was sent before. */
  record ByReference(ProposalRef reference) implements ProposalOrRef {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(ProposalOrRefType.REFERENCE).put(reference);
    }
  }

  static ProposalOrRef readFrom(TlsReader in) throws DecodeException {
    return switch (in.struct("type", ProposalOrRefType::readFrom)) {
      case PROPOSAL -> new ByValue(in.struct("proposal", Proposal::readFrom));
      case REFERENCE -> new ByReference(in.struct("reference", ProposalRef::readFrom));
    };
  }
}
