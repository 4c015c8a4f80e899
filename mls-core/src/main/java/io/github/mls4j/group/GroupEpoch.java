package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.TranscriptHashes;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.GroupContext;
import java.util.List;

/**
 * What all members know of an epoch: a value. Secrets stand beside it, in {@link EpochState}.
 *
 * @param context RFC 9420 §8.1
 * @param tree the ratchet tree, whose hash is in the context
 * @param confirmationTag of the commit that started the epoch (§6.1)
 * @param interimTranscriptHash what the next commit's transcript hash starts from (§8.2)
 */
record GroupEpoch(
    GroupContext context, RatchetTree tree, Bytes confirmationTag, Bytes interimTranscriptHash) {

  /** 2^64 - 1: no epoch can follow. Only a forged group ever gets there. */
  private static final long LAST = -1;

  static GroupEpoch of(GroupContext context, RatchetTree tree, Bytes confirmationTag) {
    return new GroupEpoch(
        context,
        tree,
        confirmationTag,
        TranscriptHashes.interim(tree.suite(), context.confirmedTranscriptHash(), confirmationTag));
  }

  CipherSuite suite() {
    return tree.suite();
  }

  /** The context of the next epoch, still with this one's transcript hash (§12.4.1). */
  GroupContext provisional(RatchetTree nextTree, List<Extension> extensions) throws RuleViolation {
    return next(nextTree, extensions, context.confirmedTranscriptHash());
  }

  /** The context of the epoch that {@code commit} starts. */
  GroupContext next(
      RatchetTree nextTree, List<Extension> extensions, ConfirmedTranscriptHashInput commit)
      throws RuleViolation {
    return next(
        nextTree, extensions, TranscriptHashes.confirmed(suite(), interimTranscriptHash, commit));
  }

  private GroupContext next(
      RatchetTree nextTree, List<Extension> extensions, Bytes confirmedTranscriptHash)
      throws RuleViolation {
    if (context.epoch() == LAST) {
      throw new RuleViolation(Rule.EPOCH_COUNTABLE, "epoch");
    }
    return new GroupContext(
        context.version(),
        context.cipherSuite(),
        context.groupId(),
        context.epoch() + 1,
        nextTree.treeHash(),
        confirmedTranscriptHash,
        extensions);
  }
}
