package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import java.util.List;
import java.util.Optional;

/** What a member knows of its group, and can look at without changing anything. */
public abstract sealed class GroupFacts permits Group {

  final GroupState state;

  GroupFacts(GroupState state) {
    this.state = state;
  }

  /** Known even after the group has been closed, or its store has failed. */
  public Bytes groupId() {
    return state.groupId;
  }

  /** The number of the current epoch; unsigned. */
  public long epoch() {
    return context().epoch();
  }

  /** What all members agree on in this epoch (§8.1). */
  public synchronized GroupContext context() {
    return state.current().context();
  }

  /** All members, in the order of their leaves. */
  public synchronized List<Member> members() {
    return Member.all(state.current().tree());
  }

  /**
   * The member at a leaf.
   *
   * @throws IllegalArgumentException if the leaf is blank
   */
  public synchronized Member member(LeafIndex leaf) {
    requireMember(leaf);
    return Member.of(state.current().tree(), leaf);
  }

  /**
   * The clients of one party, in the order of their leaves: those with that identity, as the
   * authentication service reads it in their credentials.
   */
  public List<Member> members(Bytes identity) {
    AuthenticationService authentication = state.config.validation().authentication();
    return members().stream()
        .filter(member -> identity.equals(authentication.identity(member.credential())))
        .toList();
  }

  private void requireMember(LeafIndex leaf) {
    if (state.current().tree().leaf(leaf) == null) {
      throw new IllegalArgumentException("leaf " + leaf + " is blank");
    }
  }

  /** As whom this client signs in this epoch; the group is restored with it. */
  public synchronized MlsIdentity identity() {
    return state.identity;
  }

  /** This client. */
  public synchronized Member self() {
    return Member.of(state.current().tree(), state.current().ownLeaf());
  }

  /** The ratchet tree, to be given to joiners beside a Welcome or GroupInfo (§12.4.3.3). */
  public synchronized Bytes ratchetTree() {
    return state.current().tree().encode();
  }

  /** Whether this client is a member that can send, and if not, why. */
  public synchronized GroupStatus status() {
    return state.status();
  }

  /** Whether {@link #status} is {@link GroupStatus#ACTIVE}. */
  public boolean isActive() {
    return status() == GroupStatus.ACTIVE;
  }

  /**
   * When a member's leaf has last got new keys, as far as this client can know (§3.2).
   *
   * @throws IllegalArgumentException if the leaf is blank
   */
  public synchronized LastUpdate lastUpdate(LeafIndex leaf) {
    requireMember(leaf);
    return state.leafUpdates.of(leaf);
  }

  /** Whether it is time for this client to commit or to propose an update (§3.2). */
  public synchronized boolean needsUpdate(UpdatePolicy policy) {
    return state.isDue(state.current().ownLeaf(), policy);
  }

  /** Other members whose keys are too old: candidates for removal (§3.2, §16.6). */
  public synchronized List<Member> overdue(UpdatePolicy policy) {
    LeafIndex own = state.current().ownLeaf();
    return members().stream()
        .filter(member -> !member.index().equals(own) && state.isDue(member.index(), policy))
        .toList();
  }

  /** The group that is to take this one's place, once a ReInit has been committed (§11.2). */
  public synchronized Optional<Proposal.ReInit> reInit() {
    return state.reInit();
  }

  /**
   * The best cipher suite by {@link GroupConfig#preferredSuites()} that all members support (§11):
   * what the group may be reinitialized to; empty if there is none, or nothing is preferred.
   */
  public synchronized Optional<CipherSuiteId> bestSuite() {
    return CommonSuite.best(state.config, state.current().tree());
  }

  /** Whether all members support a type of proposals, so that it may be committed (§13.2). */
  public synchronized boolean allSupport(ProposalType type) {
    return type.isDefault() || state.current().tree().features().support(type);
  }

  /**
   * Whether all members support a type of extensions, so that it may stand in the group context
   * (§13.4).
   */
  public synchronized boolean allSupport(ExtensionType type) {
    return type.isDefault() || state.current().tree().features().support(type);
  }

  /** Which group in which epoch, for logs. */
  @Override
  public synchronized String toString() {
    return "Group[" + state + "]";
  }
}
