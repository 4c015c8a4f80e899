package io.github.mls4j.cli.input;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.group.GroupStatus;
import io.github.mls4j.group.Received;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.vectors.PassiveClient;
import io.github.mls4j.vectors.PassiveClientVector;
import java.util.List;

/** A passive client in its group, which takes the messages of its case one epoch at a time. */
public final class PassiveMember implements AutoCloseable {

  private final PassiveCase passive;
  private final GroupInspection group;
  private int next;

  private PassiveMember(PassiveCase passive, Group group) {
    this.passive = passive;
    this.group = GroupInspection.of(group);
  }

  /**
   * Joins by the Welcome of the case.
   *
   * @throws CommandFailure if that is refused
   */
  public static PassiveMember join(PassiveCase passive) {
    PassiveClientVector vector = passive.vector();
    try (PassiveClient client = passive.client()) {
      return new PassiveMember(
          passive, client.enter(vector.welcome(), vector.ratchetTree().value()));
    } catch (MlsException e) {
      throw new CommandFailure(passive.name() + ": the client cannot join: " + e.getMessage(), e);
    }
  }

  /** The group as it is now. */
  public GroupInspection group() {
    return group;
  }

  /** How many epochs it has followed. */
  public int followed() {
    return next;
  }

  /** Whether the case goes on. */
  public boolean hasNext() {
    return next < passive.vector().epochs().size();
  }

  /**
   * Follows up to {@code count} epochs in all.
   *
   * @throws CommandFailure if the case has fewer, or a message is refused
   */
  public PassiveMember followTo(int count) {
    if (count > passive.vector().epochs().size()) {
      throw new CommandFailure(
          "%s: the case has %d epochs, not %d"
              .formatted(passive.name(), passive.vector().epochs().size(), count));
    }
    while (next < count) {
      PassiveClientVector.Epoch epoch = passive.vector().epochs().get(next);
      for (int i = 0; i < epoch.proposals().size(); i++) {
        receive("proposals[" + i + "]", epoch.proposals().get(i));
      }
      receive("commit", epoch.commit());
      next++;
    }
    return this;
  }

  /** Takes the proposals of the coming epoch that come before a message of the same epoch. */
  public void takeProposalsBefore(Bytes message) {
    List<Bytes> proposals = passive.vector().epochs().get(next).proposals();
    for (int i = 0; i < proposals.size() && !proposals.get(i).equals(message); i++) {
      receive("proposals[" + i + "]", proposals.get(i));
    }
  }

  private void receive(String field, Bytes message) {
    String place = passive.name() + ": epochs[" + next + "]." + field + ": ";
    try {
      take(message);
    } catch (MlsException e) {
      throw new CommandFailure(place + e.getMessage(), e);
    }
    if (group.group().status() == GroupStatus.REMOVED) {
      throw new CommandFailure(place + "the client is removed by it");
    }
  }

  /** Receives a message, and merges it if it is a commit. */
  public Received take(Bytes message) throws MlsException {
    Received received = group.group().receive(message);
    if (received instanceof StagedCommit commit) {
      group.group().merge(commit);
    }
    return received;
  }

  /** The messages of an epoch have been taken one by one, its commit last. */
  public void tookEpoch() {
    next++;
  }

  @Override
  public void close() {
    group.close();
  }
}
