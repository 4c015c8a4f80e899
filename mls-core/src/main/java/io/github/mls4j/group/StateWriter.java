package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.schedule.StateEntry;
import io.github.mls4j.spi.StateRecord;
import io.github.mls4j.tree.NodeChange;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.ProposalRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group's state as records, in the presentation language of the wire; the same state is always
 * written alike. {@code spec-notes/state.md} describes them.
 */
final class StateWriter {

  /** Of all records of a group. */
  static final int FORMAT = 2;

  private final GroupState state;

  StateWriter(GroupState state) {
    this.state = state;
  }

  /** All records, in the order of their keys. */
  List<StateRecord> all() {
    List<StateRecord> records = new ArrayList<>();
    for (RecordKey key : keys()) {
      Secret value = value(key);
      if (value != null) {
        records.add(new StateRecord(key.encode(), value));
      }
    }
    List<Optional<WireStruct>> nodes = state.current().tree().nodesToWrite();
    for (int node = 0; node < nodes.size(); node++) {
      if (nodes.get(node).isPresent()) {
        records.add(new StateRecord(nodeKey(node), node(nodes.get(node).get())));
      }
    }
    state
        .secretTrees()
        .forEach((epoch, tree) -> tree.entries().forEach(e -> records.add(ratchet(epoch, e))));
    records.sort(Comparator.comparing(StateRecord::key));
    return records;
  }

  /** The keys of all records but those of the two trees. */
  private List<RecordKey> keys() {
    List<RecordKey> keys = new ArrayList<>();
    keys.add(RecordKey.of(RecordKey.Kind.HEAD));
    keys.add(RecordKey.of(RecordKey.Kind.EPOCH_SECRETS));
    keys.add(RecordKey.of(RecordKey.Kind.PRIVATE_KEYS));
    keys.add(RecordKey.of(RecordKey.Kind.OWN_COMMITS));
    state.past.forEach(p -> keys.add(RecordKey.of(RecordKey.Kind.PAST_EPOCH, p.epoch())));
    state
        .resumptionPsks
        .epochs()
        .forEach(epoch -> keys.add(RecordKey.of(RecordKey.Kind.RESUMPTION_PSK, epoch)));
    state
        .proposals
        .entries()
        .keySet()
        .forEach(ref -> keys.add(RecordKey.of(RecordKey.Kind.PROPOSAL, ref.value())));
    state
        .leafUpdates
        .seen()
        .keySet()
        .forEach(leaf -> keys.add(RecordKey.of(RecordKey.Kind.LEAF_UPDATE, leaf.value())));
    state
        .pendingCommits
        .all()
        .forEach(commit -> keys.add(RecordKey.of(RecordKey.Kind.PENDING_COMMIT, commit.id())));
    return keys;
  }

  static Bytes nodeKey(int node) {
    return RecordKey.of(RecordKey.Kind.NODE, node).encode();
  }

  static Secret node(WireStruct content) {
    return new TlsWriter().put(content).toSecret();
  }

  private static StateRecord ratchet(long epoch, StateEntry entry) {
    Secret value = entry.value();
    if (value == null) {
      throw new IllegalStateException("a deletion is no record");
    }
    return new StateRecord(RecordKey.ratchet(epoch, entry.key()).encode(), value);
  }

  /** What is to be kept under a key that is of neither tree; null if that is nothing (any more). */
  @Nullable Secret value(RecordKey key) {
    return switch (key.kind()) {
      case HEAD -> head();
      case EPOCH_SECRETS -> written(out -> state.current().secrets().writeTo(out));
      case PRIVATE_KEYS -> written(out -> state.current().keys().writeTo(out));
      case PAST_EPOCH -> pastEpoch(key.number());
      case RESUMPTION_PSK -> resumptionPsk(key.number());
      case PROPOSAL -> proposal(new ProposalRef(key.name()));
      case LEAF_UPDATE -> leafUpdate(new LeafIndex(key.number()));
      case OWN_COMMITS -> written(state.ownCommits::writeTo);
      case PENDING_COMMIT -> pendingCommit(key.name());
      case NODE, RATCHET, PENDING_JOIN ->
          throw new IllegalArgumentException(key.kind() + " is written elsewhere");
    };
  }

  private interface Writing {
    void to(TlsWriter out);
  }

  private static Secret written(Writing writing) {
    TlsWriter out = new TlsWriter();
    writing.to(out);
    return out.toSecret();
  }

  private Secret head() {
    return written(
        out -> {
          out.uint8(FORMAT)
              .uint8(state.status().code)
              .vector(state.reInit().stream().toList())
              .put(state.current().context());
          LeafUpdates.write(out, state.leafUpdates.start());
        });
  }

  /** With what makes its tree of that of the epoch after it. */
  private @Nullable Secret pastEpoch(long epoch) {
    RatchetTree newer = state.current().tree();
    for (Iterator<PastEpoch> newest = state.past.descendingIterator(); newest.hasNext(); ) {
      PastEpoch past = newest.next();
      if (past.epoch() == epoch) {
        List<NodeChange> nodes = past.tree().changesSince(newer);
        return written(
            out -> {
              out.put(past.messages().context());
              past.messages().secrets().writeTo(out);
              out.vector(nodes).uint64(past.ended().getEpochSecond());
            });
      }
      newer = past.tree();
    }
    return null;
  }

  private @Nullable Secret resumptionPsk(long epoch) {
    try (Secret psk = state.resumptionPsks.find(epoch)) {
      return psk == null ? null : written(out -> out.secret(psk));
    }
  }

  private @Nullable Secret leafUpdate(LeafIndex leaf) {
    LastUpdate last = state.leafUpdates.seen().get(leaf);
    return last == null ? null : written(out -> LeafUpdates.write(out, last));
  }

  /** With what makes the next tree of this one. */
  private @Nullable Secret pendingCommit(Bytes id) {
    PendingCommit commit = state.pendingCommits.find(id);
    if (commit == null) {
      return null;
    }
    EpochState next = commit.next().lend();
    return written(
        out -> {
          out.uint64(commit.sequence()).opaque(commit.message());
          out.vector(commit.welcome().stream().toList(), TlsWriter::opaque);
          out.vector(commit.covered(), (to, valid) -> to.put(valid.sender()).put(valid.proposal()));
          out.put(next.context()).vector(next.tree().changesSince(state.current().tree()));
          next.secrets().writeTo(out);
          next.keys().writeTo(out);
          next.messages().secretTree().writeTo(out);
        });
  }

  private @Nullable Secret proposal(ProposalRef reference) {
    ProposalCache.Entry entry = state.proposals.find(reference);
    if (entry == null) {
      return null;
    }
    return written(
        out -> {
          out.uint64(entry.sequence())
              .put(entry.proposal().sender())
              .put(entry.proposal().proposal());
          KemPrivateKey key = entry.ownKey();
          if (key == null) {
            out.opaque(Bytes.EMPTY);
          } else {
            try (Secret serialized = key.serialize()) {
              out.secret(serialized);
            }
          }
        });
  }
}
