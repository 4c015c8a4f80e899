package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.DecodeLimits;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.group.RecordKey.Kind;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.schedule.StateEntry;
import io.github.mls4j.spi.StateRecord;
import io.github.mls4j.tree.NodeChange;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Sender;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a group of the records that {@link StateWriter} wrote; trusts none of them. */
final class StateReader {

  /** Out of reach for an epoch that counts from 0, and leaves room to count on. */
  private static final long MAX_SEQUENCE = 1L << 62;

  private final GroupConfig config;
  private final MlsIdentity identity;
  private final CipherSuite suite;
  private final Journal journal = new Journal();
  private final Map<Kind, NavigableMap<Bytes, Secret>> records = new EnumMap<>(Kind.class);

  /** What has to be wiped if the rest turns out to be damaged. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  private StateReader(GroupConfig config, MlsIdentity identity) {
    this.config = config;
    this.identity = identity;
    this.suite = identity.suite();
  }

  /**
   * The group that these are all records of, in any order. They stay the caller's.
   *
   * @throws DecodeException if they are not, or of a group of another identity
   */
  static GroupState read(GroupConfig config, MlsIdentity identity, Collection<StateRecord> records)
      throws DecodeException {
    StateReader reader = new StateReader(config, identity);
    reader.sort(records);
    boolean complete = false;
    try {
      GroupState state = reader.read();
      complete = true;
      return state;
    } finally {
      if (!complete) {
        reader.opened.forEach(Runnable::run);
      }
    }
  }

  private void sort(Collection<StateRecord> all) throws DecodeException {
    for (Kind kind : Kind.values()) {
      records.put(kind, new TreeMap<>());
    }
    for (StateRecord record : all) {
      Kind kind = key(record.key()).kind();
      if (of(kind).put(record.key(), record.value()) != null) {
        throw broken(kind, "a key occurs twice");
      }
    }
  }

  private static RecordKey key(Bytes encoded) throws DecodeException {
    return TlsReader.decode(encoded, RecordKey::readFrom);
  }

  private NavigableMap<Bytes, Secret> of(Kind kind) {
    return records.getOrDefault(kind, new TreeMap<>());
  }

  private <T> T only(Kind kind, TlsReader.Decoder<T> decoder) throws DecodeException {
    if (of(kind).size() != 1) {
      throw broken(kind, of(kind).size() + " records where there is one");
    }
    return TlsReader.decode(of(kind).firstEntry().getValue(), decoder);
  }

  static DecodeException broken(Kind kind, String reason) {
    return new DecodeException(0, kind.name(), reason);
  }

  private GroupState read() throws DecodeException {
    Head head = only(Kind.HEAD, Head::readFrom);
    GroupContext context = head.context();
    requireIdentity(context.cipherSuite().equals(suite.id()));
    RatchetTree tree = checked(context, tree());
    EpochSecrets secrets =
        only(Kind.EPOCH_SECRETS, in -> opening(EpochSecrets.readFrom(suite, in)));
    PrivateKeys keys = only(Kind.PRIVATE_KEYS, in -> opening(PrivateKeys.readFrom(in, suite)));
    if (tree.leaf(keys.leaf()) == null || !keys.matches(tree)) {
      throw broken(Kind.PRIVATE_KEYS, "they are not those of a member");
    }
    LeafNode leaf = tree.member(keys.leaf()).leafNode();
    requireIdentity(leaf.signatureKey().equals(identity.signer().publicKey()));
    Map<Long, List<StateEntry>> ratchets = ratchets();
    EpochState current =
        EpochState.restore(
            context,
            tree,
            secrets,
            keys,
            opening(secrets.messageSecrets()),
            secretTree(context.epoch(), tree, ratchets));
    ResumptionPsks psks = opening(new ResumptionPsks(config.resumptionEpochs(), journal));
    for (Map.Entry<Bytes, Secret> record : of(Kind.RESUMPTION_PSK).entrySet()) {
      psks.restore(
          key(record.getKey()).number(),
          TlsReader.decode(record.getValue(), in -> in.secret("resumption_psk")));
    }
    GroupState state =
        new GroupState(
            config,
            new MlsIdentity(suite, leaf.credential(), identity.signer()),
            current,
            psks,
            proposals(tree, keys.leaf()),
            leafUpdates(head),
            only(Kind.OWN_COMMITS, in -> OwnCommits.readFrom(in, journal)),
            journal);
    state.restore(head.status(), head.reInit());
    readPast(state, ratchets);
    if (!ratchets.isEmpty()) {
      throw broken(Kind.RATCHET, "it is of no known epoch");
    }
    new PendingCommitReader(state, opened::push).read(of(Kind.PENDING_COMMIT));
    return state;
  }

  private <T extends AutoCloseable> T opening(T resource) {
    opened.push(
        () -> {
          try {
            resource.close();
          } catch (Exception e) {
            throw new IllegalStateException("wiping does not fail", e);
          }
        });
    return resource;
  }

  private static void requireIdentity(boolean holds) throws DecodeException {
    if (!holds) {
      throw broken(Kind.HEAD, "the group is not one of this identity");
    }
  }

  private record Head(
      GroupStatus status,
      Optional<Proposal.ReInit> reInit,
      GroupContext context,
      LastUpdate start) {

    static Head readFrom(TlsReader in) throws DecodeException {
      SavedState.expectFormat(in, StateWriter.FORMAT);
      return new Head(
          status(in),
          reInit(in),
          in.struct("group_context", GroupContext::readFrom),
          LeafUpdates.read(in, false));
    }

    private static GroupStatus status(TlsReader in) throws DecodeException {
      int code = in.uint8("status");
      for (GroupStatus status : GroupStatus.values()) {
        if (status.code == code && status != GroupStatus.REMOVED) {
          return status;
        }
      }
      throw in.fail("status", 1, code + " is unknown");
    }

    private static Optional<Proposal.ReInit> reInit(TlsReader in) throws DecodeException {
      List<Proposal> proposals = in.vector("reinit", Proposal::readFrom);
      if (proposals.isEmpty()) {
        return Optional.empty();
      }
      if (proposals.size() == 1 && proposals.get(0) instanceof Proposal.ReInit reInit) {
        return Optional.of(reInit);
      }
      throw in.fail("reinit: not one ReInit");
    }
  }

  private RatchetTree tree() throws DecodeException {
    List<Optional<Node>> nodes = new ArrayList<>();
    for (Map.Entry<Bytes, Secret> record : of(Kind.NODE).entrySet()) {
      long index = key(record.getKey()).number();
      if (index >= DecodeLimits.DEFAULT.maxElements()) {
        throw broken(Kind.NODE, "node " + index + " is beyond all groups");
      }
      while (nodes.size() < index) {
        nodes.add(Optional.empty());
      }
      nodes.add(Optional.of(TlsReader.decode(record.getValue(), Node::readFrom)));
    }
    try {
      return RatchetTree.restore(suite, new RatchetTreeExtension(nodes), config.workers());
    } catch (RuleViolation e) {
      throw broken(Kind.NODE, e.toString());
    }
  }

  static RatchetTree checked(GroupContext context, RatchetTree tree) throws DecodeException {
    if (!tree.treeHash().equals(context.treeHash())) {
      throw broken(Kind.NODE, "a tree that is not the one of its epoch");
    }
    return tree;
  }

  private Map<Long, List<StateEntry>> ratchets() throws DecodeException {
    Map<Long, List<StateEntry>> byEpoch = new HashMap<>();
    for (Map.Entry<Bytes, Secret> record : of(Kind.RATCHET).entrySet()) {
      RecordKey key = key(record.getKey());
      byEpoch
          .computeIfAbsent(key.number(), epoch -> new ArrayList<>())
          .add(new StateEntry(key.name(), record.getValue()));
    }
    return byEpoch;
  }

  private SecretTree secretTree(long epoch, RatchetTree tree, Map<Long, List<StateEntry>> ratchets)
      throws DecodeException {
    List<StateEntry> entries = ratchets.remove(epoch);
    return opening(
        SecretTree.restore(
            suite, tree.width(), config.ratchetLimits(), entries == null ? List.of() : entries));
  }

  /** From the newest to the oldest, each from the tree of the one after it. */
  private void readPast(GroupState state, Map<Long, List<StateEntry>> ratchets)
      throws DecodeException {
    LeafIndex own = state.current().ownLeaf();
    GroupContext after = state.current().context();
    RatchetTree newer = state.current().tree();
    for (Map.Entry<Bytes, Secret> record : of(Kind.PAST_EPOCH).descendingMap().entrySet()) {
      PastRecord past = TlsReader.decode(record.getValue(), in -> PastRecord.readFrom(suite, in));
      opening(past.secrets());
      GroupContext context = past.context();
      if (context.epoch() != key(record.getKey()).number()
          || context.epoch() + 1 != after.epoch()) {
        throw broken(Kind.PAST_EPOCH, "the epochs are not in line");
      }
      RatchetTree tree = checked(context, changed(newer, past.nodes()));
      SecretTree secretTree = secretTree(context.epoch(), tree, ratchets);
      state.past.addFirst(
          new PastEpoch(
              tree,
              EpochState.protection(context, tree, past.secrets(), secretTree, own),
              past.ended()));
      after = context;
      newer = tree;
    }
  }

  /** A tree that is told by what differs from another one. */
  static RatchetTree changed(RatchetTree from, List<NodeChange> nodes) throws DecodeException {
    RatchetTree tree;
    try {
      tree = from.with(nodes);
    } catch (RuleViolation e) {
      throw broken(Kind.NODE, e.toString());
    }
    if (!tree.changesSince(from).equals(nodes)) {
      throw broken(Kind.NODE, "a node is listed that does not differ");
    }
    return tree;
  }

  private record PastRecord(
      GroupContext context, MessageSecrets secrets, List<NodeChange> nodes, Instant ended) {

    static PastRecord readFrom(CipherSuite suite, TlsReader in) throws DecodeException {
      return new PastRecord(
          in.struct("group_context", GroupContext::readFrom),
          MessageSecrets.readFrom(suite, in),
          in.vector("nodes", NodeChange::readFrom),
          StoredTime.readFrom(in));
    }
  }

  private LeafUpdates leafUpdates(Head head) throws DecodeException {
    LeafUpdates updates = new LeafUpdates(head.start(), journal);
    for (Map.Entry<Bytes, Secret> record : of(Kind.LEAF_UPDATE).entrySet()) {
      updates
          .seen()
          .put(
              new LeafIndex(key(record.getKey()).number()),
              TlsReader.decode(record.getValue(), in -> LeafUpdates.read(in, true)));
    }
    return updates;
  }

  private ProposalCache proposals(RatchetTree tree, LeafIndex own) throws DecodeException {
    ProposalCache proposals = new ProposalCache(journal);
    NavigableMap<Long, Runnable> inOrder = new TreeMap<>();
    for (Map.Entry<Bytes, Secret> record : of(Kind.PROPOSAL).entrySet()) {
      ProposalRef reference = new ProposalRef(key(record.getKey()).name());
      ProposalCache.Entry entry =
          TlsReader.decode(record.getValue(), this::proposal, config.registrations());
      opening(entry);
      requireFitting(entry, tree, own);
      if (inOrder.put(entry.sequence(), () -> proposals.restore(reference, entry)) != null) {
        throw broken(Kind.PROPOSAL, "two at one place in the order");
      }
    }
    inOrder.values().forEach(Runnable::run);
    return proposals;
  }

  /** What whoever makes or takes a commit relies on. */
  private static void requireFitting(ProposalCache.Entry entry, RatchetTree tree, LeafIndex own)
      throws DecodeException {
    ValidProposal valid = entry.proposal();
    LeafIndex removes = valid.removes();
    KemPrivateKey key = entry.ownKey();
    boolean fits =
        (!(valid.sender() instanceof Sender.Member member) || tree.leaf(member.leafIndex()) != null)
            && (removes == null || tree.leaf(removes) != null)
            && (valid.isUpdateOf(own)
                ? key != null && key.publicKey().equals(valid.leaf().encryptionKey())
                : key == null);
    if (!fits) {
      throw broken(Kind.PROPOSAL, "it is none of the group's");
    }
  }

  static long sequence(TlsReader in) throws DecodeException {
    long sequence = in.uint64("sequence");
    if (sequence < 0 || sequence > MAX_SEQUENCE) {
      throw in.fail("sequence", 8, "out of range");
    }
    return sequence;
  }

  private ProposalCache.Entry proposal(TlsReader in) throws DecodeException {
    long sequence = sequence(in);
    Sender sender = in.struct("sender", Sender::readFrom);
    Proposal proposal = in.struct("proposal", Proposal::readFrom);
    try (Secret key = in.secret("own_key")) {
      return new ProposalCache.Entry(
          sequence,
          ValidProposal.restore(suite, config.registrations(), proposal, sender),
          key.size() == 0 ? null : suite.kemPrivateKey(key));
    } catch (RefusedInput | RuleViolation e) {
      throw in.fail("proposal: " + e.getMessage());
    }
  }
}
