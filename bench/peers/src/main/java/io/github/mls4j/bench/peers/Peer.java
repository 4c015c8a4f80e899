package io.github.mls4j.bench.peers;

import io.github.mls4j.bench.Cost;
import java.io.IOException;
import java.util.List;

/**
 * A client of another library, in suite 1, with at most one group. All messages are encoded
 * MLSMessages, as they go over the wire; decoding and encoding them belongs to what is measured.
 */
interface Peer extends AutoCloseable {

  /** A fresh key package, which the next join is for. */
  byte[] keyPackage() throws Exception;

  /** Joins by a Welcome that brings the tree; a group it is in already is given up before. */
  Cost join(byte[] welcome) throws Exception;

  /** A commit without proposals, which is dropped again. */
  Cost createCommit() throws Exception;

  /** A commit without proposals, for all to follow. */
  byte[] commit() throws Exception;

  /** Receives a commit and goes on to the next epoch. */
  Cost receiveCommit(byte[] commit) throws Exception;

  /** As many messages of a size, one after the other. */
  Cost protect(int times, int bytes) throws Exception;

  Cost unprotect(List<byte[]> messages) throws Exception;

  /** A group with all of these in it; it is given up at once. */
  Cost createGroup(List<byte[]> keyPackages) throws Exception;

  @Override
  void close() throws IOException;
}
