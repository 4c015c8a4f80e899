package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.framing.ContentAuthentication;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.InitSecret;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.tree.NewPath;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeKem;
import io.github.mls4j.validation.Membership;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.Welcome;
import io.github.mls4j.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §12.4.1: makes a commit and the epoch that it leads to, for a member and for a client
 * that joins by it alike. Nothing of the current epoch changes.
 */
final class CommitMaker {

  /**
   * A commit with all that comes of it.
   *
   * @param content signed, with its confirmation tag, not protected yet
   * @param state the next epoch; the caller's to enter or close
   * @param welcome for new members, if there are any
   */
  record Made(AuthenticatedContent content, EpochState state, Optional<Welcome> welcome) {}

  private final GroupConfig config;
  private final MlsIdentity identity;
  private final GroupEpoch base;
  private final Sender sender;
  private final LeafIndex leaf;

  /**
   * @param base the epoch in which the commit is made
   * @param sender as which it is sent
   * @param leaf the committer's place in the next epoch
   */
  CommitMaker(
      GroupConfig config, MlsIdentity identity, GroupEpoch base, Sender sender, LeafIndex leaf) {
    this.config = config;
    this.identity = identity;
    this.base = base;
    this.sender = sender;
    this.leaf = leaf;
  }

  /**
   * @param keys the committer's private keys in the current epoch, if it is a member: they stay as
   *     they are, and do for a commit without a path
   * @param initSecret of the current epoch, or of the external commit; stays as it is
   */
  Made make(
      List<ProposalOrRef> proposals,
      AppliedProposals applied,
      boolean withPath,
      @Nullable PrivateKeys keys,
      InitSecret initSecret,
      PskSecret psks,
      Bytes authenticatedData,
      WireFormat wireFormat)
      throws RuleViolation {
    if (!withPath && keys != null) {
      PrivateKeys kept = keys.retainedIn(applied.tree());
      try (Secret commitSecret = Secret.zeros(base.suite().hashLength())) {
        applied.tree().verifyUniqueKeys();
        return finish(
            proposals,
            applied,
            null,
            applied.tree(),
            kept,
            commitSecret,
            initSecret,
            psks,
            authenticatedData,
            wireFormat);
      }
    }
    try (NewPath path = TreeKem.newPath(applied.tree(), leaf, this::signLeaf, config.random())) {
      return finish(
          proposals,
          applied,
          path,
          path.tree(),
          path.privateKeys(),
          path.commitSecret(),
          initSecret,
          psks,
          authenticatedData,
          wireFormat);
    }
  }

  private io.github.mls4j.wire.LeafNode signLeaf(
      io.github.mls4j.wire.HPKEPublicKey encryptionKey, Bytes parentHash) {
    return OwnLeaf.sign(
        config,
        identity,
        encryptionKey,
        new LeafNodeSource.Commit(parentHash),
        base.context().groupId(),
        leaf);
  }

  private Made finish(
      List<ProposalOrRef> proposals,
      AppliedProposals applied,
      @Nullable NewPath path,
      RatchetTree tree,
      PrivateKeys nextKeys,
      Secret commitSecret,
      InitSecret initSecret,
      PskSecret psks,
      Bytes authenticatedData,
      WireFormat wireFormat)
      throws RuleViolation {
    CipherSuite suite = base.suite();
    Membership.check(tree, applied.extensions(), applied.extensionsChanged());
    Optional<UpdatePath> updatePath =
        Optional.ofNullable(path)
            .map(
                p ->
                    p.encrypt(
                        base.provisional(tree, applied.extensions()).encode(),
                        applied.joiners(),
                        config.random()));
    FramedContent framed =
        new FramedContent(
            base.context().groupId(),
            base.context().epoch(),
            sender,
            authenticatedData,
            new Content.OfCommit(new Commit(proposals, updatePath)));
    Bytes signature =
        ContentAuthentication.sign(suite, wireFormat, framed, base.context(), identity.signer());
    GroupContext context =
        base.next(
            tree,
            applied.extensions(),
            new ConfirmedTranscriptHashInput(wireFormat, framed, signature));
    try (KeySchedule schedule = KeySchedule.next(suite, initSecret, commitSecret, psks, context)) {
      EpochState state = EpochState.enter(context, tree, schedule.epoch(context), nextKeys);
      Optional<Welcome> welcome = Optional.empty();
      if (!applied.added().isEmpty()) {
        GroupInfo groupInfo = GroupInfos.sign(state, identity, config.treeInWelcome(), false);
        welcome =
            Optional.of(Welcomes.make(suite, applied, schedule, groupInfo, path, config.random()));
      }
      return new Made(
          new AuthenticatedContent(
              wireFormat,
              framed,
              new FramedContentAuthData(signature, Optional.of(state.epoch().confirmationTag()))),
          state,
          welcome);
    }
  }
}
