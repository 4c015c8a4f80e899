package io.github.mls4j.spi;

import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Sender;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A group as it is in one epoch, before what is proposed takes effect: all that members share. */
public interface GroupView {

  /** Its name, epoch and extensions. */
  GroupContext context();

  /** How many members there are. */
  int memberCount();

  /** What a member says of itself; null if the leaf is blank or not in the tree. */
  @Nullable LeafNode member(LeafIndex leaf);

  /** All members from left to right. */
  void forEachMember(BiConsumer<LeafIndex, LeafNode> action);

  /**
   * A party in the group's {@code external_senders}; null if there are not so many.
   *
   * @param index counted from 0
   */
  @Nullable ExternalSender externalSender(long index);

  /** Who a sender is; null for clients that are not in the group yet. */
  default @Nullable Credential credential(Sender sender) {
    if (sender instanceof Sender.Member member) {
      LeafNode leaf = member(member.leafIndex());
      return leaf == null ? null : leaf.credential();
    }
    if (sender instanceof Sender.External external) {
      ExternalSender listed = externalSender(external.senderIndex());
      return listed == null ? null : listed.credential();
    }
    return null;
  }
}
