package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.SecretTreeState.broken;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Fills an empty secret tree from the entries of its written state. */
final class SecretTreeReader {

  /** Out of reach for an epoch that counts from 0, and leaves room to count on. */
  private static final long MAX_SEQUENCE = 1L << 62;

  private final CipherSuite suite;
  private final SecretTree tree;

  /** Handshake ratchets that wait for the other one of their leaf. */
  private final Map<Integer, Ratchet> halves = new TreeMap<>();

  private final Map<Long, KeyId> skippedByAge = new TreeMap<>();
  private final Map<KeyId, SkippedKeys.Kept> skipped = new HashMap<>();

  SecretTreeReader(CipherSuite suite, SecretTree tree) {
    this.suite = suite;
    this.tree = tree;
  }

  /** On failure, the caller closes the tree. */
  void read(Collection<StateEntry> entries) throws DecodeException {
    Map<StateKey, Secret> sorted = new TreeMap<>();
    for (StateEntry entry : entries) {
      Secret value = entry.value();
      if (value == null) {
        throw broken("entries", "a deletion is no state");
      }
      if (sorted.put(TlsReader.decode(entry.key(), StateKey::readFrom), value) != null) {
        throw broken("entries", "a key occurs twice");
      }
    }
    try {
      for (Map.Entry<StateKey, Secret> e : sorted.entrySet()) {
        readEntry(e.getKey(), e.getValue());
      }
      if (!halves.isEmpty()) {
        throw broken("entries", "a leaf has one ratchet only");
      }
      expectWholeTree();
      for (KeyId id : skippedByAge.values()) {
        expectSkipped(id);
      }
    } catch (DecodeException | RuntimeException e) {
      halves.values().forEach(Ratchet::close);
      skipped.values().forEach(kept -> kept.key().close());
      throw e;
    }
    for (KeyId id : skippedByAge.values()) {
      tree.skipped.add(id, Objects.requireNonNull(skipped.get(id)));
    }
  }

  private void readEntry(StateKey key, Secret value) throws DecodeException {
    byte[] bytes = value.reveal();
    try {
      Bytes input = Bytes.wrap(bytes);
      switch (key.kind()) {
        case NODE -> tree.nodes.put(key.index(), TlsReader.decode(input, this::node));
        case RATCHET -> addRatchet(key, TlsReader.decode(input, this::ratchet));
        case SKIPPED_KEY ->
            addSkipped(key.keyId(), TlsReader.decode(input, in -> kept(in, key.generation())));
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Secret node(TlsReader in) throws DecodeException {
    return StateSecrets.read(in, "secret", suite.hashLength());
  }

  private Ratchet ratchet(TlsReader in) throws DecodeException {
    long generation = in.uint64("generation");
    long floor = in.uint64("floor");
    if (generation < 0 || generation > Ratchet.END || floor < 0 || floor > generation) {
      throw in.fail("generation " + generation + ", floor " + floor);
    }
    Secret secret = StateSecrets.readOptional(in, "secret", suite.hashLength());
    if (secret.isClosed() != (generation == Ratchet.END)) {
      secret.close();
      throw in.fail("a secret is there exactly until the ratchet ends");
    }
    return new Ratchet(suite, generation, floor, secret);
  }

  /** Entries come in the order of their keys: both ratchets of a leaf, the handshake one first. */
  private void addRatchet(StateKey key, Ratchet ratchet) throws DecodeException {
    if (key.type() == RatchetType.HANDSHAKE) {
      halves.put(key.index(), ratchet);
      return;
    }
    Ratchet handshake = halves.remove(key.index());
    if (handshake == null) {
      ratchet.close();
      throw broken("entries", "a leaf has one ratchet only");
    }
    tree.leaves.put(key.index(), new LeafRatchets(handshake, ratchet));
  }

  private SkippedKeys.Kept kept(TlsReader in, long generation) throws DecodeException {
    long sequence = in.uint64("sequence");
    if (sequence < 0 || sequence > MAX_SEQUENCE) {
      throw in.fail("sequence", 8, "out of range");
    }
    return new SkippedKeys.Kept(
        sequence,
        new MessageKey(
            generation,
            StateSecrets.read(in, "key", suite.aeadKeyLength()),
            StateSecrets.read(in, "nonce", suite.aeadNonceLength())));
  }

  private void addSkipped(KeyId id, SkippedKeys.Kept kept) throws DecodeException {
    skipped.put(id, kept);
    if (skippedByAge.put(kept.sequence(), id) != null) {
      throw broken("entries", "two skipped keys with one sequence number");
    }
  }

  private void expectSkipped(KeyId id) throws DecodeException {
    LeafRatchets ratchets = tree.leaves.get(id.leaf());
    if (ratchets == null
        || id.generation() >= ratchets.get(id.type()).generation()
        || id.generation() < ratchets.get(id.type()).floor()) {
      throw broken("entries", "a key that no ratchet has skipped");
    }
  }

  /** Every leaf either has its ratchets or hangs below exactly one known secret. */
  private void expectWholeTree() throws DecodeException {
    Map<Integer, Integer> ranges = new TreeMap<>();
    for (int node : tree.nodes.keySet()) {
      int size = Integer.lowestOneBit(~node);
      addRange(ranges, (node - size + 1) / 2, size);
    }
    for (int leaf : tree.leaves.keySet()) {
      addRange(ranges, leaf, 1);
    }
    int next = 0;
    for (Map.Entry<Integer, Integer> range : ranges.entrySet()) {
      if (range.getKey() != next) {
        throw broken("entries", "the secrets above leaf " + next + " do not add up");
      }
      next += range.getValue();
    }
    if (next != tree.width()) {
      throw broken("entries", "the secrets cover " + next + " leaves of " + tree.width());
    }
  }

  private static void addRange(Map<Integer, Integer> ranges, int first, int size)
      throws DecodeException {
    if (ranges.put(first, size) != null) {
      throw broken("entries", "two secrets above leaf " + first);
    }
  }
}
