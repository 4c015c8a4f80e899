package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.GroupStore;
import io.github.mls4j.spi.StateBatch;
import io.github.mls4j.spi.StateRecord;
import io.github.mls4j.spi.StoredGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client's store holds: its groups, and joins that are pending. */
final class StoredGroups {

  private final GroupConfig config;
  private final MlsIdentity identity;

  StoredGroups(GroupConfig config, MlsIdentity identity) {
    this.config = config;
    this.identity = identity;
  }

  /** The group of that name, if there is one. */
  Optional<Group> load(Bytes groupId) throws DecodeException {
    GroupStore store = required();
    try (StoredGroup held = store.load(groupId)) {
      List<StateRecord> records = records(held, false);
      if (records.isEmpty()) {
        return Optional.empty();
      }
      GroupState state = StateReader.read(config, identity, records);
      if (!state.groupId.equals(groupId)) {
        state.close();
        throw new DecodeException(0, "group_id", "the group is another one");
      }
      state.journal.loaded(store, held.version(), state.current().tree());
      return Optional.of(new Group(state));
    }
  }

  /** The external commits of this client to that group that are neither merged nor discarded. */
  List<PendingJoin> pendingJoins(Bytes groupId) throws DecodeException {
    List<PendingJoin> joins = new ArrayList<>();
    try (StoredGroup held = required().load(groupId)) {
      for (StateRecord record : records(held, true)) {
        joins.add(PendingJoin.load(config, identity, record.value()));
      }
    }
    return joins;
  }

  private GroupStore required() {
    GroupStore store = config.store();
    if (store == null) {
      throw new IllegalStateException("the configuration has no store");
    }
    return store;
  }

  /** The records of pending joins, or all others. */
  private static List<StateRecord> records(StoredGroup held, boolean joins) {
    Bytes prefix = RecordKey.Kind.PENDING_JOIN.prefix();
    return held.records().stream()
        .filter(record -> !record.key().isEmpty())
        .filter(record -> record.key().slice(0, prefix.size()).equals(prefix) == joins)
        .toList();
  }

  /**
   * RFC 9420 §12.4.3, §12.4.3.1: nobody is in two groups of the same name.
   *
   * @return the version of what there is besides
   */
  static long requireFree(GroupConfig config, Bytes groupId) throws RuleViolation {
    GroupStore store = config.store();
    if (store == null) {
      return 0;
    }
    try (StoredGroup held = store.load(groupId)) {
      if (!records(held, false).isEmpty()) {
        throw new RuleViolation(Rule.GROUP_ID_UNIQUE, "group_id");
      }
      return held.version();
    }
  }

  /** The version of what there is. */
  static long version(GroupConfig config, Bytes groupId) {
    GroupStore store = config.store();
    if (store == null) {
      return 0;
    }
    try (StoredGroup held = store.load(groupId)) {
      return held.version();
    }
  }

  /**
   * The version of what there is, with a join that still waits in it: to be written over that very
   * version, so that no join is merged twice, and its ratchets begin once.
   *
   * @throws IllegalStateException if the join does not wait any more
   */
  static long requirePending(GroupConfig config, Bytes groupId, Bytes id) {
    GroupStore store = Objects.requireNonNull(config.store());
    try (StoredGroup held = store.load(groupId)) {
      Bytes key = RecordKey.of(RecordKey.Kind.PENDING_JOIN, id).encode();
      if (held.records().stream().noneMatch(record -> record.key().equals(key))) {
        throw new IllegalStateException("the join has been merged or discarded");
      }
      return held.version();
    }
  }

  /** Puts a pending join beside what there is of its group, or takes it away. */
  static void pending(GroupConfig config, Bytes groupId, Bytes id, @Nullable PendingJoin join) {
    GroupStore store = config.store();
    if (store == null) {
      return;
    }
    Bytes key = RecordKey.of(RecordKey.Kind.PENDING_JOIN, id).encode();
    if (join == null) {
      store.apply(new StateBatch(groupId, 0, List.of(key), List.of(), List.of(), null));
      return;
    }
    try (StateRecord record = new StateRecord(key, join.save())) {
      store.apply(
          new StateBatch(groupId, 0, List.of(), List.of(record), List.of(join.message()), null));
    }
  }
}
