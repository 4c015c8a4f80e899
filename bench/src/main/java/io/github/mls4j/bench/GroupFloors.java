package io.github.mls4j.bench;

import io.github.mls4j.crypto.RefusedInput;

/**
 * What operations on a group have to do at least. In all counts {@code k} is the number of nodes on
 * the committer's path, and {@code d} that of those whose keys a receiver has to derive.
 */
final class GroupFloors {

  /** Encoded sizes, as they are with short identities in the suites with 32-byte keys. */
  private static final int LEAF = 250;

  private static final int PARENT = 150;
  private static final int CONTEXT = 150;
  private static final int SENDER_DATA = 12;

  /** Joiner and epoch secret, the nine parts of §8, two extracts, the confirmation tag. */
  private static final int KEY_SCHEDULE = 14;

  /** Key and nonce of a message and of its sender data, and the ratchet's next step. */
  private static final int MESSAGE_KEYS = 5;

  private GroupFloors() {}

  /** RFC 9420 §12.4.1, with a path. */
  static Floor createCommit(FullGroupState state) throws Exception {
    return createCommit(state, state.pathLength(), state.pathLength(), state.emptyCommit().size());
  }

  private static Floor createCommit(FullGroupState state, int path, int seals, int messageBytes)
      throws RefusedInput {
    return new Floor(state.cipherSuite())
        .keyPair(1)
        .derive(path)
        .expand(2 * path)
        .hash(1, LEAF)
        .hash(2 * path, PARENT)
        .sign(1, LEAF)
        .seal(seals, CONTEXT)
        .sign(1, messageBytes)
        .hash(1, messageBytes)
        .hash(1, PARENT)
        .expand(KEY_SCHEDULE + MESSAGE_KEYS)
        .aeadSeal(1, messageBytes)
        .aeadSeal(1, SENDER_DATA);
  }

  /** RFC 9420 §12.4.2: the sender's first message in the epoch, so that its ratchet is derived. */
  static Floor processCommit(FullGroupState state, int derivations) throws Exception {
    return processCommit(state, state.pathLength(), derivations, state.emptyCommit().size());
  }

  private static Floor processCommit(
      FullGroupState state, int path, int derivations, int messageBytes) throws RefusedInput {
    return new Floor(state.cipherSuite())
        .expand(2 * state.pathLength() + 2 + MESSAGE_KEYS)
        .aeadOpen(1, SENDER_DATA)
        .aeadOpen(1, messageBytes)
        .verify(1, messageBytes)
        .verify(1, LEAF)
        .hash(1, LEAF)
        .hash(2 * path, PARENT)
        .open(1, CONTEXT)
        .derive(derivations)
        .expand(2 * derivations)
        .hash(1, messageBytes)
        .hash(1, PARENT)
        .expand(KEY_SCHEDULE);
  }

  /** A commit that adds one member, who gets a Welcome without the tree. */
  static Floor addMember(FullGroupState state) throws Exception {
    int path = FullGroupState.levels(state.members + 1);
    return createCommit(state, path, state.pathLength(), state.addingCommit().size())
        .verify(2, LEAF)
        .hash(1, LEAF)
        .hash(path, PARENT)
        .sign(1, 2 * CONTEXT)
        .hash(1, LEAF)
        .expand(3)
        .aeadSeal(1, 2 * CONTEXT)
        .seal(1, 2 * CONTEXT);
  }

  static Floor processAdd(FullGroupState state) throws Exception {
    int path = FullGroupState.levels(state.members + 1);
    int derivations = path == state.pathLength() ? 1 : 2;
    return processCommit(state, path, derivations, state.addingCommit().size())
        .verify(2, LEAF)
        .hash(1, LEAF)
        .hash(path, PARENT);
  }

  /** RFC 9420 §12.4.3.1: each leaf's signature, each node's tree hash and parent hash. */
  static Floor join(FullGroupState state) throws Exception {
    int leaves = state.members + 1;
    return new Floor(state.cipherSuite())
        .open(1, 2 * CONTEXT)
        .expand(3)
        .aeadOpen(1, 2 * CONTEXT)
        .verify(1, 2 * CONTEXT)
        .hash(1, LEAF)
        .hash(leaves, LEAF)
        .hash(2 * leaves, PARENT)
        .verify(leaves, LEAF)
        .derive(1)
        .expand(KEY_SCHEDULE);
  }

  static Floor protect(FullGroupState state, int bytes) throws Exception {
    return new Floor(state.cipherSuite())
        .sign(1, bytes)
        .expand(MESSAGE_KEYS)
        .aeadSeal(1, bytes)
        .aeadSeal(1, SENDER_DATA);
  }

  static Floor unprotect(FullGroupState state, int bytes) throws Exception {
    return new Floor(state.cipherSuite())
        .aeadOpen(1, SENDER_DATA)
        .expand(MESSAGE_KEYS)
        .aeadOpen(1, bytes)
        .verify(1, bytes);
  }
}
