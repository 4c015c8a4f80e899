package io.github.mls4j.interop.server;

import com.google.protobuf.ByteString;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.CommitChanges;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.GroupStatus;
import io.github.mls4j.group.OwnMessage;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.group.Proposer;
import io.github.mls4j.group.Received;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.ProposalRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One member's view of a group. It has one number for all epochs. */
final class MemberState extends Held {

  /** As many as a group keeps for a commit. */
  private static final int MAX_PROPOSALS = 10_000;

  /** Looks at what a commit does before it is merged. */
  @FunctionalInterface
  interface Check {
    void of(CommitChanges changes) throws MlsException;
  }

  private final Group group;
  private final GroupConfig config;
  private final Actor actor;

  /**
   * The proposals of this epoch that have come or gone, by the hash of their message: one that is
   * our own, or was given before, cannot be opened (again).
   */
  private final Map<Bytes, ProposalRef> proposals = new HashMap<>();

  private @Nullable PendingCommit pending;

  /** Takes one share of {@code actor} over. */
  MemberState(Group group, GroupConfig config, Actor actor) {
    this.group = group;
    this.config = config;
    this.actor = actor;
  }

  Group group() {
    return group;
  }

  GroupConfig config() {
    return config;
  }

  Actor actor() {
    return actor;
  }

  /** Empty where the group is over for this client. */
  Bytes epochAuthenticator() {
    return group.status() == GroupStatus.REMOVED ? Bytes.EMPTY : group.epochAuthenticator();
  }

  // Proposals

  /** Sends a proposal of this member. */
  Bytes propose(Wish wish) throws MlsException {
    requireRoom();
    Proposer proposer = group.propose();
    Bytes message = wish.by(proposer);
    proposals.put(hash(message), proposer.reference());
    return message;
  }

  /** Takes proposals in, if they have not been taken in before; what a commit calls them. */
  List<ProposalRef> references(List<ByteString> messages) throws MlsException {
    List<ProposalRef> references = new ArrayList<>();
    for (ByteString message : messages) {
      references.add(reference(Requests.framed(message, ContentType.PROPOSAL)));
    }
    return references;
  }

  private ProposalRef reference(Bytes message) throws MlsException {
    Bytes hash = hash(message);
    ProposalRef known = proposals.get(hash);
    if (known != null) {
      return known;
    }
    requireRoom();
    if (!(group.receive(message) instanceof PendingProposal proposal)) {
      throw Refusals.failed("a proposal of this member is not one of this epoch that it has sent");
    }
    proposals.put(hash, proposal.reference());
    return proposal.reference();
  }

  private void requireRoom() {
    if (proposals.size() >= MAX_PROPOSALS) {
      throw Refusals.exhausted("there are " + MAX_PROPOSALS + " proposals in this epoch already");
    }
  }

  private Bytes hash(Bytes message) {
    return group.identity().suite().hash(message);
  }

  // Commits

  /** Waits for the commit to be taken. One that waited before is discarded. */
  void awaits(PendingCommit commit) {
    discardPending();
    pending = commit;
  }

  private void discardPending() {
    if (pending != null) {
      pending.close();
      pending = null;
    }
  }

  /** Enters the epoch of the commit that waits. */
  void mergePending(Check check) throws MlsException {
    if (pending == null) {
      throw Refusals.failed("no commit of this state is pending");
    }
    merge(pending, check);
  }

  /** Enters the epoch of somebody's commit, or of this member's own if it is pending. */
  void merge(Bytes commit, Check check) throws MlsException {
    Received received = group.receive(commit);
    if (received instanceof StagedCommit staged) {
      try (staged) {
        check.of(staged.changes());
        group.merge(staged);
        enter();
      }
      return;
    }
    merge(own(received), check);
  }

  private PendingCommit own(Received received) {
    if (received instanceof OwnMessage echo) {
      return echo.commit()
          .flatMap(group::pendingCommit)
          .orElseThrow(() -> Refusals.failed("a commit of this member is not pending (any more)"));
    }
    throw new IllegalStateException("a commit was taken for something else");
  }

  private void merge(PendingCommit own, Check check) throws MlsException {
    check.of(own.changes());
    group.merge(own);
    enter();
  }

  /** What belonged to the old epoch goes. */
  private void enter() {
    pending = null;
    proposals.clear();
  }

  @Override
  String kind() {
    return "state";
  }

  @Override
  void wipe() {
    group.close();
    actor.close();
  }
}
