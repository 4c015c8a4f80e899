package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.KeyPackageRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a group changes, to be applied as a whole or not at all: first the deletions,
 * then the rest.
 *
 * @param groupId the group
 * @param version one more than that of the group's batch before, 1 if there is none; 0 for a batch
 *     about a join that is still pending: it leaves the group's version alone and is always taken
 * @param deletes each stands for all records whose key starts with these bytes; the empty one for
 *     all of the group. Where nothing is left of a group, its version is forgotten, too
 * @param puts new records, and new values of known ones; lent for the call
 * @param outgoing the messages that the step sends, as MLSMessages: once the batch is applied they
 *     are sent, now or, from what the store holds, after a restart
 * @param consumed a key package that is used up by the step, if there is one: a store that holds
 *     key packages, too, deletes it with the batch
 */
public record StateBatch(
    Bytes groupId,
    long version,
    List<Bytes> deletes,
    List<StateRecord> puts,
    List<Bytes> outgoing,
    @Nullable KeyPackageRef consumed) {

  public StateBatch {
    deletes = List.copyOf(deletes);
    puts = List.copyOf(puts);
    outgoing = List.copyOf(outgoing);
  }
}
