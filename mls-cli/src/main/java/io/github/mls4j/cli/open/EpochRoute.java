package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.GroupInspection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a member's epochs a message belongs to.
 *
 * @param epoch its keys; null if they are not here
 * @param obstacle why they are not
 * @param detail what the message is of, and what the keys are of
 */
record EpochRoute(
    GroupInspection.@Nullable Epoch epoch, @Nullable Obstacle obstacle, String detail) {

  static EpochRoute of(GroupInspection member, Bytes groupId, long epoch) {
    Bytes ours = member.context().groupId();
    if (!groupId.equals(ours)) {
      return new EpochRoute(
          null,
          Obstacle.OTHER_GROUP,
          "of " + ViewBuilder.name(groupId) + ", the keys of " + ViewBuilder.name(ours));
    }
    GroupInspection.Epoch found = member.epoch(epoch);
    if (found != null) {
      return new EpochRoute(found, null, "");
    }
    long current = member.context().epoch();
    String number = Long.toUnsignedString(epoch);
    if (Long.compareUnsigned(epoch, current) > 0) {
      return new EpochRoute(
          null,
          Obstacle.FUTURE_EPOCH,
          "of epoch " + number + ", the keys end with " + Long.toUnsignedString(current));
    }
    List<Long> past = member.pastEpochs();
    long oldest = past.isEmpty() ? current : past.get(0);
    return new EpochRoute(
        null,
        Obstacle.PAST_EPOCH,
        "of epoch " + number + ", the keys begin with " + Long.toUnsignedString(oldest));
  }
}
