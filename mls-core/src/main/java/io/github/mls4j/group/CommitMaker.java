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
import io.github.mls4j.validation.RegisteredExtensions;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
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

  /**
   * What a commit is made from; all of it stays the caller's.
   *
   * @param proposals as they go into the commit
   * @param applied what they make of the group
   * @param initSecret of the current epoch, or the external commit's own (§8.3)
   * @param psks of the proposals, chained
   * @param authenticatedData goes along in the open
   * @param wireFormat in which the commit will be sent
   * @param treeInWelcome whether the Welcome carries the ratchet tree
   */
  record Inputs(
      List<ProposalOrRef> proposals,
      AppliedProposals applied,
      InitSecret initSecret,
      PskSecret psks,
      Bytes authenticatedData,
      WireFormat wireFormat,
      boolean treeInWelcome) {}

  private final GroupConfig config;
  private final MlsIdentity identity;
  private final MlsIdentity nextIdentity;
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
    this(config, identity, identity, base, sender, leaf);
  }

  /**
   * A maker of commits that change the committer's identity.
   *
   * @param identity signs the commit
   * @param nextIdentity is in the leaf of its path, and signs what the next epoch says of itself
   */
  CommitMaker(
      GroupConfig config,
      MlsIdentity identity,
      MlsIdentity nextIdentity,
      GroupEpoch base,
      Sender sender,
      LeafIndex leaf) {
    this.config = config;
    this.identity = identity;
    this.nextIdentity = nextIdentity;
    this.base = base;
    this.sender = sender;
    this.leaf = leaf;
  }

  /** A commit with new keys for the committer. */
  Made withPath(Inputs inputs) throws RuleViolation {
    RatchetTree tree = inputs.applied().tree();
    try (NewPath path = TreeKem.newPath(tree, leaf, this::signLeaf, config.random())) {
      if (sender instanceof Sender.Member && nextIdentity.equals(identity)) {
        PathLeaf.checkOwn(base, path.tree(), leaf, config.validation());
      } else {
        PathLeaf.check(base, inputs.applied(), path.tree(), leaf, config.validation());
      }
      return make(inputs, path.tree(), path, path.privateKeys().copy(), path.commitSecret());
    }
  }

  /**
   * A commit without new keys, where its proposals allow that.
   *
   * @param keys the committer's in the current epoch
   */
  Made withoutPath(Inputs inputs, PrivateKeys keys) throws RuleViolation {
    RatchetTree tree = inputs.applied().tree();
    try (Secret commitSecret = Secret.zeros(base.suite().hashLength())) {
      return make(inputs, tree, null, keys.retainedIn(tree), commitSecret);
    }
  }

  private LeafNode signLeaf(HPKEPublicKey encryptionKey, Bytes parentHash) {
    return OwnLeaf.sign(
        config,
        nextIdentity,
        encryptionKey,
        new LeafNodeSource.Commit(parentHash),
        base.context().groupId(),
        leaf);
  }

  /** Takes {@code nextKeys} over. */
  private Made make(
      Inputs inputs,
      RatchetTree tree,
      @Nullable NewPath path,
      PrivateKeys nextKeys,
      Secret commitSecret)
      throws RuleViolation {
    CipherSuite suite = base.suite();
    AppliedProposals applied = inputs.applied();
    EpochState state = null;
    boolean done = false;
    try {
      Membership.check(tree, applied.extensions(), applied.extensionsChanged());
      if (sender instanceof Sender.NewMemberCommit) {
        new RegisteredExtensions(config.registrations()).checkSupport(applied.extensions());
      }
      FramedContent framed = frame(inputs, updatePath(applied, tree, path));
      Bytes signature =
          ContentAuthentication.sign(
              suite, inputs.wireFormat(), framed, base.context(), identity.signer());
      GroupContext context =
          base.next(
              tree,
              applied.extensions(),
              new ConfirmedTranscriptHashInput(inputs.wireFormat(), framed, signature));
      try (KeySchedule schedule =
          KeySchedule.next(suite, inputs.initSecret(), commitSecret, inputs.psks(), context)) {
        state = EpochState.enter(config, context, tree, schedule.epoch(context), nextKeys);
        Optional<Welcome> welcome = welcome(inputs, state, schedule, path);
        Bytes tag = state.epoch().confirmationTag();
        done = true;
        return new Made(
            new AuthenticatedContent(
                inputs.wireFormat(),
                framed,
                new FramedContentAuthData(signature, Optional.of(tag))),
            state,
            welcome);
      }
    } finally {
      if (!done) {
        nextKeys.close();
        if (state != null) {
          state.close();
        }
      }
    }
  }

  private Optional<UpdatePath> updatePath(
      AppliedProposals applied, RatchetTree tree, @Nullable NewPath path) throws RuleViolation {
    if (path == null) {
      return Optional.empty();
    }
    GroupContext provisional = base.provisional(tree, applied.extensions());
    return Optional.of(
        path.encrypt(provisional.encode(), applied.joiners(), config.random(), config.workers()));
  }

  private FramedContent frame(Inputs inputs, Optional<UpdatePath> path) {
    return new FramedContent(
        base.context().groupId(),
        base.context().epoch(),
        sender,
        inputs.authenticatedData(),
        new Content.OfCommit(new Commit(inputs.proposals(), path)));
  }

  private Optional<Welcome> welcome(
      Inputs inputs, EpochState state, KeySchedule schedule, @Nullable NewPath path)
      throws RuleViolation {
    AppliedProposals applied = inputs.applied();
    if (applied.added().isEmpty()) {
      return Optional.empty();
    }
    GroupInfo groupInfo =
        GroupInfos.sign(state, config, nextIdentity, inputs.treeInWelcome(), false);
    return Optional.of(
        Welcomes.make(
            base.suite(), applied, schedule, groupInfo, path, config.random(), config.workers()));
  }
}
