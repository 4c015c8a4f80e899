package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.ProposalOrRefType;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.Sender;
import java.util.Set;

/**
 * A proposal type that RFC 9420 does not define (§12.1, §13.2), with all that the RFC wants of its
 * definition. By itself such a proposal changes nothing in a group: it is validated, proposed and
 * committed like any other, all members see it in the commit that covers it, and what it means is
 * up to them.
 *
 * <p>All members of a group have to answer alike: a commit that some of them refuse parts them from
 * the others. The answers do not change as long as a group lives, and depend on nothing else than
 * what is asked about.
 */
public interface CustomProposalType {

  /** The code point; not one of the RFC's own, nor of GREASE. */
  ProposalType type();

  /**
   * Reads a body, which starts after the type, to its end and no further. It has no length of its
   * own: other proposals may follow. What is not well-formed is refused. The content is not wanted
   * here; whoever wants it decodes {@code Proposal.Custom.body}.
   */
  void readBody(TlsReader in) throws DecodeException;

  /** Whether a commit that covers such a proposal must have a path (§12.4). */
  boolean pathRequired();

  /** Whether external senders may send it (§12.1.8). */
  boolean fromExternalSenders();

  /** When it is applied (§12.3). */
  ApplicationOrder order();

  /** How a member's commit may cover it: by value, by reference, or both. */
  default Set<ProposalOrRefType> inCommits() {
    return Set.of(ProposalOrRefType.PROPOSAL, ProposalOrRefType.REFERENCE);
  }

  /**
   * How an external commit may cover it (§12.2, §12.4.3.2); not at all, unless its definition says
   * so.
   */
  default Set<ProposalOrRefType> inExternalCommits() {
    return Set.of();
  }

  /** Whether members send it as PublicMessage, so that those outside the group can read it. */
  default boolean alwaysPublic() {
    return false;
  }

  /** Whether it takes its sender, who has to be a member, out of the group. */
  default boolean removesSender() {
    return false;
  }

  /**
   * Further checks of a proposal by itself, in the epoch that it is sent in.
   *
   * @param body well-formed
   * @param sender who has the right to send it, as far as is said above
   * @param context of the epoch
   */
  default Verdict validate(Bytes body, Sender sender, GroupContext context) {
    return Verdict.accepted();
  }
}
