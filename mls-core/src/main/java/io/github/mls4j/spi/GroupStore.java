package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;

/**
 * Where groups are kept. Each step of a group is one batch, which is applied before anything that
 * the step sends is handed out: so a restart never takes a client back to before what others have
 * seen of it, and no message key is used twice (RFC 9420 §9.1, §15.3). Values are secrets; where
 * they rest, they are encrypted and, once deleted, gone (§9.2).
 *
 * <p>Several threads may call, each about another group. What exactly is written: {@code
 * spec-notes/state.md}.
 */
public interface GroupStore {

  /**
   * Applies all of the batch or, where this throws, any one of all and nothing: the group that
   * called stops and has to be loaded again.
   *
   * @throws IllegalStateException if the batch's version is not the next: the group has been
   *     written by another object since this one was loaded. Nothing has been applied.
   */
  void apply(StateBatch batch);

  /** All that there is of a group; version 0 and no records if that is nothing. */
  StoredGroup load(Bytes groupId);
}
