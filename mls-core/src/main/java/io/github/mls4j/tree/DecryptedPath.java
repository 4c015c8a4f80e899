package io.github.mls4j.tree;

import io.github.mls4j.codec.Secret;

/**
 * What a member learns from a commit's path. Closing it wipes both: whoever goes on takes a copy of
 * the keys, which costs nothing.
 *
 * @param privateKeys the member's keys in the new epoch
 * @param commitSecret the input of the new epoch's key schedule (§8)
 */
public record DecryptedPath(PrivateKeys privateKeys, Secret commitSecret) implements AutoCloseable {

  @Override
  public void close() {
    privateKeys.close();
    commitSecret.close();
  }
}
