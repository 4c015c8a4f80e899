package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.RecordKey.Kind;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.tree.NodeChange;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the own commits that were pending when a group was written down. */
final class PendingCommitReader {

  private final GroupState state;
  private final EpochState current;
  private final CipherSuite suite;
  private final Consumer<Runnable> undo;

  /**
   * @param state all but the pending commits
   * @param undo takes what has to be done if reading fails
   */
  PendingCommitReader(GroupState state, Consumer<Runnable> undo) {
    this.state = state;
    this.current = state.current();
    this.suite = current.epoch().suite();
    this.undo = undo;
  }

  void read(Map<Bytes, Secret> records) throws DecodeException {
    NavigableMap<Long, PendingCommit> inOrder = new TreeMap<>();
    for (Map.Entry<Bytes, Secret> record : records.entrySet()) {
      PendingCommit commit =
          TlsReader.decode(record.getValue(), this::commit, state.config.registrations());
      Bytes key = RecordKey.of(Kind.PENDING_COMMIT, commit.id()).encode();
      if (!key.equals(record.getKey()) || inOrder.put(commit.sequence(), commit) != null) {
        throw StateReader.broken(Kind.PENDING_COMMIT, "it is not where it belongs");
      }
    }
    inOrder.values().forEach(state.pendingCommits::restore);
  }

  private PendingCommit commit(TlsReader in) throws DecodeException {
    long sequence = StateReader.sequence(in);
    Bytes message = in.opaque("message");
    List<Bytes> welcome = in.vector("welcome", w -> w.opaque(TlsReader.SELF));
    List<ValidProposal> covered = in.vector("proposals", this::proposal);
    GroupContext context = in.struct("group_context", GroupContext::readFrom);
    List<NodeChange> nodes = in.vector("nodes", NodeChange::readFrom);
    RatchetTree tree = StateReader.checked(context, StateReader.changed(current.tree(), nodes));
    EpochSecrets secrets = EpochSecrets.readFrom(suite, in);
    undo.accept(secrets::close);
    PrivateKeys keys = PrivateKeys.readFrom(in, suite);
    undo.accept(keys::close);
    SecretTree secretTree = SecretTree.readFrom(suite, state.config.ratchetLimits(), in);
    undo.accept(secretTree::close);
    if (welcome.size() > 1
        || !context.groupId().equals(state.groupId)
        || context.epoch() != current.context().epoch() + 1
        || secretTree.width() != tree.width()
        || !keys.leaf().equals(current.ownLeaf())
        || tree.leaf(keys.leaf()) == null
        || !keys.matches(tree)) {
      throw in.fail("this commit is none of the group's");
    }
    EpochState next =
        EpochState.restore(context, tree, secrets, keys, secrets.messageSecrets(), secretTree);
    undo.accept(next::close);
    return new PendingCommit(
        state,
        sequence,
        new NextEpoch(current, changes(in, covered, tree), null, next),
        covered,
        message,
        welcome.stream().findFirst(),
        List.of());
  }

  private ValidProposal proposal(TlsReader in) throws DecodeException {
    Sender sender = in.struct("sender", Sender::readFrom);
    Proposal proposal = in.struct("proposal", Proposal::readFrom);
    try {
      return ValidProposal.restore(suite, state.config.registrations(), proposal, sender);
    } catch (RuleViolation e) {
      throw in.fail("proposal: " + e.getMessage());
    }
  }

  private CommitChanges changes(TlsReader in, List<ValidProposal> covered, RatchetTree tree)
      throws DecodeException {
    try {
      AppliedProposals applied =
          AppliedProposals.apply(current.tree(), current.context().extensions(), covered);
      return CommitChanges.of(
          current.epoch(), covered, applied, tree, current.ownLeaf(), false, current.ownLeaf());
    } catch (RuleViolation | IllegalArgumentException e) {
      // The tree takes a change of a leaf that is not there for the caller's mistake.
      throw in.fail("the proposals do not fit: " + e);
    }
  }
}
