package io.github.mls4j.group;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.framing.VerifiedContent;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.InitSecret;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.tree.DecryptedPath;
import io.github.mls4j.tree.MergedPath;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeKem;
import io.github.mls4j.validation.AllowedProposals;
import io.github.mls4j.validation.CustomProposals;
import io.github.mls4j.validation.Membership;
import io.github.mls4j.validation.Occasion;
import io.github.mls4j.validation.ProposalLists;
import io.github.mls4j.validation.ProposalValidator;
import io.github.mls4j.validation.RegisteredExtensions;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.UpdatePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §12.4.2: from a verified commit to the epoch that it leads to. The group stays as it is:
 * everything new is in the result.
 */
final class CommitProcessor {

  private final GroupState state;
  private final EpochState current;
  private final CipherSuite suite;

  CommitProcessor(GroupState state) {
    this.state = state;
    this.current = state.current();
    this.suite = current.epoch().suite();
  }

  /** Takes a commit of another member, or of a client that joins by it. */
  NextEpoch process(VerifiedContent verified) throws RuleViolation, MissingInput {
    AuthenticatedContent content = verified.authenticatedContent();
    Commit commit = ((Content.OfCommit) verified.content()).commit();
    Sender sender = verified.sender();
    boolean external = sender instanceof Sender.NewMemberCommit;
    List<ValidProposal> list = resolve(commit.proposals(), sender);
    if (external) {
      ProposalLists.checkExternal(list);
    } else {
      ProposalLists.checkRegular(list, ((Sender.Member) sender).leafIndex());
    }
    if (commit.path().isEmpty() && ProposalLists.requirePath(list)) {
      throw new RuleViolation(Rule.COMMIT_HAS_REQUIRED_PATH, "commit.path");
    }
    CustomProposals.checkSupported(current.tree(), list);
    AppliedProposals applied =
        AppliedProposals.apply(current.tree(), current.context().extensions(), list);
    LeafIndex committer =
        sender instanceof Sender.Member member ? member.leafIndex() : applied.tree().nextLeaf();
    Optional<MergedPath> path = mergePath(commit, applied, committer);
    RatchetTree tree = path.map(MergedPath::tree).orElse(applied.tree());
    Membership.check(tree, applied.extensions(), applied.extensionsChanged());
    if (applied.extensionsChanged() && !applied.removed().contains(current.ownLeaf())) {
      registered().checkSupport(applied.extensions());
    }
    state.addedClients.check(tree, applied.addedLeaves());
    new AllowedProposals(state.config.validation().proposals(), current.context(), current.tree())
        .checkCommit(list, sender, external ? tree.member(committer).leafNode() : null);
    CommitChanges changes =
        CommitChanges.of(
            current.epoch(), list, applied, tree, committer, external, current.ownLeaf());
    if (changes.removesSelf()) {
      return new NextEpoch(current, changes, state.identity, null);
    }
    MlsIdentity identity = state.identityOf(tree.member(current.ownLeaf()).leafNode());
    return new NextEpoch(current, changes, identity, advance(content, applied, tree, path));
  }

  private RegisteredExtensions registered() {
    return new RegisteredExtensions(state.config.registrations());
  }

  private List<ValidProposal> resolve(List<ProposalOrRef> proposals, Sender sender)
      throws RuleViolation, MissingInput {
    ProposalValidator validator = Proposals.validator(state);
    List<ValidProposal> list = new ArrayList<>();
    List<ProposalRef> missing = new ArrayList<>();
    validator.verifyAhead(byValue(proposals), state.config.workers());
    for (int i = 0; i < proposals.size(); i++) {
      if (proposals.get(i) instanceof ProposalOrRef.ByValue byValue) {
        list.add(
            validator.validate(
                byValue.proposal(), sender, Occasion.COMMIT, ProposalLists.place(i)));
      } else {
        ProposalOrRef.ByReference byReference = (ProposalOrRef.ByReference) proposals.get(i);
        ValidProposal known = resolve(byReference.reference(), sender, i);
        if (known == null) {
          missing.add(byReference.reference());
        } else {
          list.add(known);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw MissingInput.proposals(missing);
    }
    return list;
  }

  private static List<Proposal> byValue(List<ProposalOrRef> proposals) {
    return proposals.stream()
        .filter(ProposalOrRef.ByValue.class::isInstance)
        .map(proposal -> ((ProposalOrRef.ByValue) proposal).proposal())
        .toList();
  }

  /** The proposal that a commit refers to; null if it is not known. */
  private @Nullable ValidProposal resolve(ProposalRef reference, Sender sender, int i)
      throws RuleViolation {
    ProposalCache.Entry known = state.proposals.find(reference);
    if (sender instanceof Sender.NewMemberCommit) {
      boolean allowed =
          known == null
              ? state.config.registrations().externalCommitsRefer()
              : known.proposal().fitsExternalCommit();
      if (!allowed) {
        throw new RuleViolation(Rule.EXTERNAL_COMMIT_BY_VALUE, ProposalLists.place(i));
      }
    }
    return known == null ? null : known.proposal();
  }

  private Optional<MergedPath> mergePath(
      Commit commit, AppliedProposals applied, LeafIndex committer) throws RuleViolation {
    if (commit.path().isEmpty()) {
      return Optional.empty();
    }
    UpdatePath path = commit.path().get();
    MergedPath merged = applied.tree().mergePath(committer, path, applied.joiners());
    PathLeaf.check(current.epoch(), applied, merged.tree(), committer, state.config.validation());
    registered().check(path.leafNode(), Place.of("path.leaf_node").withLeaf(committer.value()));
    return Optional.of(merged);
  }

  private EpochState advance(
      AuthenticatedContent content,
      AppliedProposals applied,
      RatchetTree tree,
      Optional<MergedPath> path)
      throws RuleViolation, MissingInput {
    try (PskSecret psks = Psks.of(state).secret(applied.psks());
        InitSecret initSecret = initSecret(applied.externalInit());
        PrivateKeys own = ownKeys(applied)) {
      if (path.isEmpty()) {
        try (Secret none = Secret.zeros(suite.hashLength())) {
          return finish(content, applied, tree, own.retainedIn(tree), none, initSecret, psks);
        }
      }
      GroupContext provisional = current.epoch().provisional(tree, applied.extensions());
      try (DecryptedPath decrypted = TreeKem.decryptPath(path.get(), own, provisional.encode())) {
        return finish(
            content,
            applied,
            tree,
            decrypted.privateKeys().copy(),
            decrypted.commitSecret(),
            initSecret,
            psks);
      }
    }
  }

  private EpochState finish(
      AuthenticatedContent content,
      AppliedProposals applied,
      RatchetTree tree,
      PrivateKeys keys,
      Secret commitSecret,
      InitSecret initSecret,
      PskSecret psks)
      throws RuleViolation {
    GroupContext context =
        current
            .epoch()
            .next(
                tree,
                applied.extensions(),
                new ConfirmedTranscriptHashInput(
                    content.wireFormat(), content.content(), content.auth().signature()));
    EpochSecrets secrets;
    try (KeySchedule schedule = KeySchedule.next(suite, initSecret, commitSecret, psks, context)) {
      secrets = schedule.epoch(context);
    }
    try {
      secrets.verifyConfirmationTag(
          context.confirmedTranscriptHash(), content.auth().confirmationTag().orElseThrow());
    } catch (RuleViolation e) {
      secrets.close();
      keys.close();
      throw e;
    }
    return EpochState.enter(state.config, context, tree, secrets, keys);
  }

  /** §8.3: an external commit brings its own init secret, encrypted to the group. */
  private InitSecret initSecret(Optional<Proposal.ExternalInit> externalInit) throws RuleViolation {
    if (externalInit.isEmpty()) {
      return InitSecret.takeOver(current.secrets().initSecret().secret().copy());
    }
    return current.secrets().receiveExternalInit(externalInit.get().kemOutput());
  }

  /** Our keys for the tree with the proposals applied: an own Update brings a new leaf key. */
  private PrivateKeys ownKeys(AppliedProposals applied) {
    if (applied.updated().containsKey(current.ownLeaf())) {
      KemPublicKey wanted = applied.tree().member(current.ownLeaf()).encryptionKey();
      for (ProposalCache.Entry entry : state.proposals.entries().values()) {
        KemPrivateKey key = entry.ownKey();
        if (key != null && key.publicKey().equals(wanted)) {
          return current.keys().withLeafKey(key.copy());
        }
      }
      throw new IllegalStateException("an own Update whose key is gone");
    }
    return current.keys().copy();
  }
}
