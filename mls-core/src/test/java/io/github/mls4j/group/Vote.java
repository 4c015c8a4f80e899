package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.spi.ApplicationOrder;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.Sender;

/**
 * A custom proposal for tests: a vote on a question, 0 for no and 1 for yes, counted by commits.
 */
class Vote implements CustomProposalType {

  static final ProposalType TYPE = ProposalType.of(0xf00e);

  static Bytes of(String question, int choice) {
    return new TlsWriter().opaque(Bytes.ofUtf8(question)).uint8(choice).toBytes();
  }

  static Proposal.Custom proposal(String question, int choice) {
    return new Proposal.Custom(TYPE, of(question, choice));
  }

  /** The choice in a body. */
  static int choice(Bytes body) {
    return body.get(body.size() - 1);
  }

  @Override
  public ProposalType type() {
    return TYPE;
  }

  @Override
  public void readBody(TlsReader in) throws DecodeException {
    in.opaque("question");
    in.uint8("choice");
  }

  @Override
  public boolean pathRequired() {
    return false;
  }

  @Override
  public boolean fromExternalSenders() {
    return false;
  }

  @Override
  public ApplicationOrder order() {
    return ApplicationOrder.REMOVES;
  }

  @Override
  public Verdict validate(Bytes body, Sender sender, GroupContext context) {
    return Verdict.of(choice(body) <= 1, "neither yes nor no");
  }
}
