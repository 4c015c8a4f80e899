package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.spi.ApplicationOrder;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRefType;
import io.github.mls4j.wire.ProposalType;
import java.util.Set;

/** A custom proposal for tests that outsiders and joiners may make, too. */
final class Appeal implements CustomProposalType {

  static final ProposalType TYPE = ProposalType.of(0xf00f);

  static Bytes of(String text) {
    return new TlsWriter().opaque(Bytes.ofUtf8(text)).toBytes();
  }

  static Proposal.Custom proposal(String text) {
    return new Proposal.Custom(TYPE, of(text));
  }

  @Override
  public ProposalType type() {
    return TYPE;
  }

  @Override
  public void readBody(TlsReader in) throws DecodeException {
    in.opaque("text");
  }

  @Override
  public boolean pathRequired() {
    return true;
  }

  @Override
  public boolean fromExternalSenders() {
    return true;
  }

  @Override
  public ApplicationOrder order() {
    return ApplicationOrder.EXTENSIONS;
  }

  @Override
  public Set<ProposalOrRefType> inExternalCommits() {
    return Set.of(ProposalOrRefType.PROPOSAL);
  }
}
