package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.rules.MissingInput;
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
import io.github.mls4j.validation.Occasion;
import io.github.mls4j.validation.ProposalLists;
import io.github.mls4j.validation.ProposalValidator;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.Sender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a member computes on its way to the epoch that a commit leads to (RFC 9420 §12.4.2), step by
 * step, as far as it gets: also where the confirmation tag turns out to be another one, which is
 * when somebody wants to know. Checks that no secret depends on are left to the group.
 */
public final class CommitTrace implements AutoCloseable {

  private final GroupState state;
  private final EpochState current;
  private final CipherSuite suite;
  private final Map<String, Secret> secrets = new LinkedHashMap<>();
  private @Nullable GroupContext provisional;
  private @Nullable GroupContext context;
  private @Nullable RatchetTree tree;
  private @Nullable EpochSecrets epoch;
  private @Nullable String stopped;

  private CommitTrace(GroupInspection member) {
    this.state = member.group().state;
    this.current = state.current();
    this.suite = current.epoch().suite();
  }

  /**
   * Follows a commit of somebody else; the member stays as it is.
   *
   * @throws IllegalArgumentException if it is no commit
   */
  public static CommitTrace of(GroupInspection member, AuthenticatedContent content) {
    if (!(content.content().content() instanceof Content.OfCommit commit)) {
      throw new IllegalArgumentException("no commit");
    }
    CommitTrace trace = new CommitTrace(member);
    try {
      trace.follow(content, commit.commit());
    } catch (MlsException e) {
      trace.stopped = String.valueOf(e.getMessage());
    }
    return trace;
  }

  /** What kept it from getting any further; null if nothing did. */
  public @Nullable String stopped() {
    return stopped;
  }

  /** What path secrets are encrypted with; null if there is no path, or it did not get there. */
  public @Nullable GroupContext provisional() {
    return provisional;
  }

  /** Of the new epoch; null if it did not get there. */
  public @Nullable GroupContext context() {
    return context;
  }

  /** Of the new epoch; null if it did not get there. */
  public @Nullable RatchetTree tree() {
    return tree;
  }

  /** What goes into the key schedule and comes of it on the way, by name; lent. */
  public Map<String, Secret> secrets() {
    return secrets;
  }

  /** Of the new epoch, lent; null if it did not get there. */
  public @Nullable EpochSecrets epoch() {
    return epoch;
  }

  private void follow(AuthenticatedContent content, Commit commit)
      throws RuleViolation, MissingInput {
    Sender sender = content.content().sender();
    List<ValidProposal> list = resolve(commit.proposals(), sender);
    if (sender instanceof Sender.Member member) {
      ProposalLists.checkRegular(list, member.leafIndex());
    } else {
      ProposalLists.checkExternal(list);
    }
    AppliedProposals applied =
        AppliedProposals.apply(current.tree(), current.context().extensions(), list);
    if (applied.removed().contains(current.ownLeaf())) {
      stopped = "the commit removes this member";
      return;
    }
    LeafIndex committer =
        sender instanceof Sender.Member member ? member.leafIndex() : applied.tree().nextLeaf();
    Optional<MergedPath> path =
        commit.path().isEmpty()
            ? Optional.empty()
            : Optional.of(
                applied.tree().mergePath(committer, commit.path().get(), applied.joiners()));
    RatchetTree next = path.map(MergedPath::tree).orElse(applied.tree());
    tree = next;
    Secret commitSecret = put("commit_secret", commitSecret(applied, next, path));
    put("init_secret_before", initSecret(applied));
    try (PskSecret psks = Psks.of(state).secret(applied.psks());
        InitSecret init = InitSecret.takeOver(secret("init_secret_before").copy())) {
      put("psk_secret", psks.secret().copy());
      GroupContext entered =
          current
              .epoch()
              .next(
                  next,
                  applied.extensions(),
                  new ConfirmedTranscriptHashInput(
                      content.wireFormat(), content.content(), content.auth().signature()));
      context = entered;
      try (KeySchedule schedule = KeySchedule.next(suite, init, commitSecret, psks, entered)) {
        put("joiner_secret", schedule.joinerSecret().copy());
        put("welcome_secret", schedule.welcomeSecret());
        try (Secret member = suite.extract(schedule.joinerSecret(), psks.secret())) {
          put(
              "epoch_secret",
              suite.expandWithLabel(member, "epoch", entered.encode(), suite.hashLength()));
        }
        epoch = schedule.epoch(entered);
      }
    }
  }

  private List<ValidProposal> resolve(List<ProposalOrRef> proposals, Sender sender)
      throws RuleViolation, MissingInput {
    ProposalValidator validator = Proposals.validator(state);
    List<ValidProposal> list = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      if (proposals.get(i) instanceof ProposalOrRef.ByValue byValue) {
        list.add(
            validator.validate(
                byValue.proposal(), sender, Occasion.COMMIT, ProposalLists.place(i)));
      } else {
        var reference = ((ProposalOrRef.ByReference) proposals.get(i)).reference();
        ProposalCache.Entry known = state.proposals.find(reference);
        if (known == null) {
          throw MissingInput.proposals(List.of(reference));
        }
        list.add(known.proposal());
      }
    }
    return list;
  }

  /** Without a path all zeros (§12.4.2). */
  private Secret commitSecret(AppliedProposals applied, RatchetTree next, Optional<MergedPath> path)
      throws RuleViolation {
    if (path.isEmpty()) {
      return Secret.zeros(suite.hashLength());
    }
    GroupContext covered = current.epoch().provisional(next, applied.extensions());
    provisional = covered;
    try (PrivateKeys own = ownKeys(applied);
        DecryptedPath decrypted = TreeKem.decryptPath(path.get(), own, covered.encode())) {
      return decrypted.commitSecret().copy();
    }
  }

  /** An own Update brings a new leaf key. */
  private PrivateKeys ownKeys(AppliedProposals applied) {
    Bytes wanted = applied.tree().member(current.ownLeaf()).leafNode().encryptionKey().value();
    for (ProposalCache.Entry entry : state.proposals.entries().values()) {
      KemPrivateKey key = entry.ownKey();
      if (key != null && key.publicKey().wire().value().equals(wanted)) {
        return current.keys().withLeafKey(key.copy());
      }
    }
    return current.keys().copy();
  }

  private Secret initSecret(AppliedProposals applied) throws RuleViolation {
    if (applied.externalInit().isEmpty()) {
      return current.secrets().initSecret().secret().copy();
    }
    return current.secrets().receiveExternalInit(applied.externalInit().get().kemOutput()).secret();
  }

  private Secret put(String name, Secret secret) {
    secrets.put(name, secret);
    return secret;
  }

  private Secret secret(String name) {
    Secret found = secrets.get(name);
    if (found == null) {
      throw new IllegalStateException(name + " is not there yet");
    }
    return found;
  }

  @Override
  public void close() {
    secrets.values().forEach(Secret::close);
    if (epoch != null) {
      epoch.close();
    }
  }
}
