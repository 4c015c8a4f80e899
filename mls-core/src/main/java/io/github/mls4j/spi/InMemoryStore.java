package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.KeyPackageRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Groups and key packages in memory, for tests and for clients that live no longer than their
 * process. What is deleted or replaced is wiped.
 */
public final class InMemoryStore implements GroupStore, KeyPackageStore, AutoCloseable {

  private static final class Stored {
    private long version;
    private final NavigableMap<Bytes, Secret> records = new TreeMap<>();
  }

  private final Map<Bytes, Stored> groups = new HashMap<>();
  private final Map<KeyPackageRef, Secret> keyPackages = new HashMap<>();

  /** A store that holds nothing yet. */
  public InMemoryStore() {}

  @Override
  public synchronized void apply(StateBatch batch) {
    Stored stored = groups.getOrDefault(batch.groupId(), new Stored());
    if (batch.version() != 0) {
      if (batch.version() != stored.version + 1) {
        throw new IllegalStateException(
            "batch " + batch.version() + " where batch " + stored.version + " was the last");
      }
      stored.version = batch.version();
    }
    groups.put(batch.groupId().compact(), stored);
    batch.deletes().forEach(prefix -> delete(stored, prefix));
    batch.puts().forEach(record -> put(stored, record));
    if (stored.records.isEmpty()) {
      groups.remove(batch.groupId());
    }
    KeyPackageRef consumed = batch.consumed();
    if (consumed != null) {
      delete(consumed);
    }
  }

  private static void delete(Stored stored, Bytes prefix) {
    var from = stored.records.tailMap(prefix, true).entrySet().iterator();
    while (from.hasNext()) {
      Map.Entry<Bytes, Secret> next = from.next();
      if (!startsWith(next.getKey(), prefix)) {
        return;
      }
      next.getValue().close();
      from.remove();
    }
  }

  private static boolean startsWith(Bytes key, Bytes prefix) {
    return key.size() >= prefix.size() && key.slice(0, prefix.size()).equals(prefix);
  }

  private static void put(Stored stored, StateRecord record) {
    Secret replaced = stored.records.put(record.key().compact(), record.value().copy());
    if (replaced != null) {
      replaced.close();
    }
  }

  @Override
  public synchronized StoredGroup load(Bytes groupId) {
    Stored stored = groups.get(groupId);
    if (stored == null) {
      return new StoredGroup(0, List.of());
    }
    return new StoredGroup(
        stored.version,
        stored.records.entrySet().stream()
            .map(entry -> new StateRecord(entry.getKey(), entry.getValue().copy()))
            .toList());
  }

  @Override
  public synchronized void put(KeyPackageRef reference, Secret bundle) {
    Secret replaced = keyPackages.put(reference, bundle.copy());
    if (replaced != null) {
      replaced.close();
    }
  }

  @Override
  public synchronized @Nullable Secret find(KeyPackageRef reference) {
    Secret found = keyPackages.get(reference);
    return found == null ? null : found.copy();
  }

  @Override
  public synchronized void delete(KeyPackageRef reference) {
    Secret deleted = keyPackages.remove(reference);
    if (deleted != null) {
      deleted.close();
    }
  }

  /** Wipes everything. */
  @Override
  public synchronized void close() {
    groups.values().forEach(stored -> stored.records.values().forEach(Secret::close));
    groups.clear();
    keyPackages.values().forEach(Secret::close);
    keyPackages.clear();
  }
}
