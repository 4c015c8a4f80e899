package io.github.mls4j.extensions;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.Group;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.ApplicationOrder;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.wire.ProposalOrRefType;
import io.github.mls4j.wire.ProposalType;
import java.util.Set;

/**
 * SelfRemove: a member asks to leave. Other than a Remove of oneself it is covered by external
 * commits, too, so that clients who keep joining do not keep others from leaving. It has no
 * content, travels as PublicMessage, is committed by reference only and never by its sender.
 *
 * <p>Registered by {@link #TYPE}; all members have to. Those who join by an external commit get
 * what is pending from the delivery service, beside the GroupInfo, and pass it to {@code
 * ExternalJoin.covering}.
 */
public final class SelfRemove implements CustomProposalType {

  /** What a GroupConfig takes as one of its proposals. */
  public static final SelfRemove TYPE = new SelfRemove();

  private SelfRemove() {}

  /**
   * Asks to leave: the message goes to all members, and to the delivery service for those who join.
   *
   * @throws IllegalStateException if not all members support it, or it has been sent in this epoch
   *     already
   */
  public static Bytes propose(Group group) throws RuleViolation {
    synchronized (group) {
      if (!group.allSupport(MlsExtensions.SELF_REMOVE)) {
        throw new IllegalStateException("not all members support " + MlsExtensions.SELF_REMOVE);
      }
      return group.propose().custom(MlsExtensions.SELF_REMOVE, Bytes.EMPTY);
    }
  }

  @Override
  public ProposalType type() {
    return MlsExtensions.SELF_REMOVE;
  }

  @Override
  public void readBody(TlsReader in) {
    // An empty struct.
  }

  @Override
  public boolean pathRequired() {
    return true;
  }

  @Override
  public boolean fromExternalSenders() {
    return false;
  }

  @Override
  public ApplicationOrder order() {
    return ApplicationOrder.UPDATES;
  }

  @Override
  public Set<ProposalOrRefType> inCommits() {
    return Set.of(ProposalOrRefType.REFERENCE);
  }

  @Override
  public Set<ProposalOrRefType> inExternalCommits() {
    return Set.of(ProposalOrRefType.REFERENCE);
  }

  @Override
  public boolean alwaysPublic() {
    return true;
  }

  @Override
  public boolean removesSender() {
    return true;
  }
}
