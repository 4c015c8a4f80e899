package io.github.mls4j.bench;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;

/**
 * What operations on a group have to do at least. Hashes of what a node holds count with the size
 * that such a node has; the time to encode and decode, and to copy, counts for nothing.
 */
final class Floors {

  /** Encoded sizes, as they are with short identities in the suites with 32-byte keys. */
  static final int LEAF = 250;

  private static final int KEY_PACKAGE = 350;
  private static final int PARENT = 150;
  private static final int CONTEXT = 150;
  private static final int SENDER_DATA = 12;

  /** Joiner and epoch secret, the nine parts of §8, two extracts, the confirmation tag. */
  private static final int KEY_SCHEDULE = 14;

  /** Key and nonce of a message and of its sender data, and the ratchet's next step. */
  private static final int MESSAGE_KEYS = 5;

  private final CipherSuite suite;

  Floors(CipherSuite suite) {
    this.suite = suite;
  }

  /**
   * RFC 9420 §12.4.1.
   *
   * @param parents the number of nodes whose tree hash changes
   */
  Floor createCommit(CommitWork work, int parents) throws RefusedInput {
    return path(work, parents)
        .expand(MESSAGE_KEYS)
        .aeadSeal(1, work.bytes())
        .aeadSeal(1, SENDER_DATA);
  }

  /** A commit with a path, up to where it is encrypted. */
  private Floor path(CommitWork work, int parents) throws RefusedInput {
    return new Floor(suite)
        .keyPair(1)
        .derive(work.path())
        .expand(2 * work.path())
        .hash(1, LEAF)
        .hash(work.path() + parents, PARENT)
        .sign(1, LEAF)
        .seal(work.seals(), CONTEXT)
        .sign(1, work.bytes())
        .hash(1, work.bytes())
        .hash(1, PARENT)
        .expand(KEY_SCHEDULE);
  }

  /**
   * RFC 9420 §12.4.2: the sender's first message in the epoch, so that its ratchet is derived.
   *
   * @param derivations the number of nodes on the path whose keys the receiver has to derive
   * @param levels the height of the tree
   */
  Floor receiveCommit(CommitWork work, int parents, int derivations, int levels)
      throws RefusedInput {
    return new Floor(suite)
        .expand(2 * levels + 2 + MESSAGE_KEYS)
        .aeadOpen(1, SENDER_DATA)
        .aeadOpen(1, work.bytes())
        .verify(1, work.bytes())
        .verify(1, LEAF)
        .hash(1, LEAF)
        .hash(work.path() + parents, PARENT)
        .open(1, CONTEXT)
        .derive(derivations)
        .expand(2 * derivations)
        .hash(1, work.bytes())
        .hash(1, PARENT)
        .expand(KEY_SCHEDULE);
  }

  /** What added members cost on both sides: their key packages (§10.1), and their leaves. */
  static Floor verifyAdded(Floor floor, int added) throws RefusedInput {
    return floor.decode(added).verify(added, LEAF).verify(added, KEY_PACKAGE).hash(added, LEAF);
  }

  /**
   * The Welcome for those (§12.4.3.1).
   *
   * @param groupInfo the size of the GroupInfo, which may hold the tree
   */
  static Floor welcome(Floor floor, int added, int groupInfo) throws RefusedInput {
    return floor
        .sign(1, groupInfo)
        .hash(added, KEY_PACKAGE)
        .expand(3)
        .aeadSeal(1, groupInfo)
        .seal(added, groupInfo);
  }

  /** A GroupInfo without a tree. */
  static int smallGroupInfo() {
    return 2 * CONTEXT;
  }

  /**
   * RFC 9420 §12.4.3.1: each leaf's signature, each node's tree hash and parent hash.
   *
   * @param leaves the number of members
   * @param parents the number of parent nodes that hold keys
   * @param groupInfo the size of the GroupInfo with the tree
   */
  Floor join(int leaves, int parents, int groupInfo) throws RefusedInput {
    return tree(new Floor(suite), leaves, parents, groupInfo)
        .open(1, groupInfo)
        .expand(3)
        .aeadOpen(1, groupInfo)
        .hash(1, KEY_PACKAGE)
        .derive(1)
        .expand(KEY_SCHEDULE);
  }

  private static Floor tree(Floor floor, int leaves, int parents, int groupInfo)
      throws RefusedInput {
    return floor
        .verify(1, groupInfo)
        .decode(leaves)
        .verify(leaves, LEAF)
        .hash(leaves, LEAF)
        .hash(leaves - 1 + parents, PARENT);
  }

  /** RFC 9420 §12.4.3.2: the tree is checked as in a join, the commit is not encrypted. */
  Floor joinExternally(CommitWork work, int leaves, int parents, int groupInfo, int hashed)
      throws RefusedInput {
    return tree(path(work, hashed).seal(1, 0), leaves, parents, groupInfo);
  }

  /** RFC 9420 §8.3, §12.4.3.2: the key pair of the group itself comes of the epoch's secret. */
  Floor receiveExternalCommit(CommitWork work, int parents, int derivations) throws RefusedInput {
    return new Floor(suite)
        .derive(1)
        .decode(1)
        .verify(1, work.bytes())
        .verify(1, LEAF)
        .hash(1, LEAF)
        .hash(work.path() + parents, PARENT)
        .open(2, CONTEXT)
        .derive(derivations)
        .expand(2 * derivations)
        .hash(1, work.bytes())
        .hash(1, PARENT)
        .expand(KEY_SCHEDULE);
  }

  Floor protect(int bytes) throws RefusedInput {
    return new Floor(suite)
        .sign(1, bytes)
        .expand(MESSAGE_KEYS)
        .aeadSeal(1, bytes)
        .aeadSeal(1, SENDER_DATA);
  }

  Floor unprotect(int bytes) throws RefusedInput {
    return new Floor(suite)
        .aeadOpen(1, SENDER_DATA)
        .expand(MESSAGE_KEYS)
        .aeadOpen(1, bytes)
        .verify(1, bytes);
  }

  /** RFC 9420 §10: two keys of the KEM, the leaf's signature and the key package's. */
  Floor generateKeyPackage() throws RefusedInput {
    return new Floor(suite).keyPair(2).sign(1, LEAF).sign(1, KEY_PACKAGE);
  }

  Floor validateKeyPackage() throws RefusedInput {
    return new Floor(suite).decode(1).verify(1, LEAF).verify(1, KEY_PACKAGE);
  }

  /** For what involves no cryptography: a hash of the bytes. */
  Floor hash(int bytes) throws RefusedInput {
    return new Floor(suite).hash(1, bytes);
  }
}
