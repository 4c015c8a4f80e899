package io.github.mls4j.group;

import com.google.common.collect.Lists;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.framing.Roster;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import java.time.Instant;

/**
 * All that a member has of one epoch: what everybody knows and, beside it, the secrets, which are
 * wiped when it is closed.
 */
record EpochState(
    GroupEpoch epoch, EpochSecrets secrets, PrivateKeys keys, MessageProtection messages)
    implements AutoCloseable {

  /** Enters an epoch; takes {@code secrets} and {@code keys} over. */
  static EpochState enter(
      GroupConfig config,
      GroupContext context,
      RatchetTree tree,
      EpochSecrets secrets,
      PrivateKeys keys) {
    return restore(
        context,
        tree,
        secrets,
        keys,
        secrets.messageSecrets(),
        secrets.takeSecretTree(tree.width(), config.ratchetLimits()));
  }

  /** An epoch as it was written down. Nothing is kept of the message that it came in. */
  static EpochState restore(
      GroupContext received,
      RatchetTree tree,
      EpochSecrets secrets,
      PrivateKeys keys,
      MessageSecrets messageSecrets,
      SecretTree secretTree) {
    GroupContext context = compact(received);
    Bytes tag = secrets.confirmationTag(context.confirmedTranscriptHash());
    return new EpochState(
        GroupEpoch.of(context, tree, tag),
        secrets,
        keys,
        protection(context, tree, messageSecrets, secretTree, keys.leaf()));
  }

  private static GroupContext compact(GroupContext context) {
    return new GroupContext(
        context.version(),
        context.cipherSuite(),
        context.groupId().compact(),
        context.epoch(),
        context.treeHash().compact(),
        context.confirmedTranscriptHash().compact(),
        Lists.transform(
            context.extensions(),
            extension ->
                new Extension(extension.extensionType(), extension.extensionData().compact())));
  }

  /** Protects an epoch's messages with keys at hand; takes both secrets over. */
  static MessageProtection protection(
      GroupContext context,
      RatchetTree tree,
      MessageSecrets messageSecrets,
      SecretTree secretTree,
      LeafIndex own) {
    return new MessageProtection(
        tree.suite(), context, messageSecrets, secretTree, own, roster(tree));
  }

  /** Who is at which leaf of a tree. */
  static Roster roster(RatchetTree tree) {
    return leaf -> {
      TreeLeaf found = tree.leaf(leaf);
      return found == null ? null : found.signatureKey();
    };
  }

  GroupContext context() {
    return epoch.context();
  }

  RatchetTree tree() {
    return epoch.tree();
  }

  LeafIndex ownLeaf() {
    return keys.leaf();
  }

  /** Wipes all but what late messages of this epoch need. */
  PastEpoch retire(Instant now) {
    secrets.close();
    keys.close();
    return new PastEpoch(tree(), messages, now);
  }

  @Override
  public void close() {
    secrets.close();
    keys.close();
    messages.close();
  }
}
