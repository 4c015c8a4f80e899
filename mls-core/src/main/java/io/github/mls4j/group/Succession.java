package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups that start from another one: the successor after a ReInit (RFC 9420 §11.2), and subgroups
 * (§11.3). A resumption PSK ties the new group to the old one.
 */
final class Succession {

  private final GroupState origin;

  Succession(GroupState origin) {
    this.origin = origin;
  }

  /** Creates the group that a committed ReInit asks for, with the given clients in it. */
  FoundedGroup reInitialize(
      MlsIdentity identity, List<Bytes> keyPackages, Consumer<CommitBuilder> firstCommit)
      throws DecodeException, RuleViolation, MissingInput {
    Proposal.ReInit reInit =
        origin.reInit().orElseThrow(() -> new IllegalStateException("no ReInit was committed"));
    if (!identity.suite().id().equals(reInit.cipherSuite())) {
      throw new IllegalArgumentException("the ReInit asks for " + reInit.cipherSuite());
    }
    return found(
        identity,
        reInit.groupId(),
        reInit.extensions(),
        ResumptionPSKUsage.REINIT,
        keyPackages,
        firstCommit);
  }

  /** Creates a subgroup with the given clients, who have to be members of this group. */
  FoundedGroup branch(
      Bytes groupId,
      List<Extension> extensions,
      List<Bytes> keyPackages,
      Consumer<CommitBuilder> firstCommit)
      throws DecodeException, RuleViolation, MissingInput {
    origin.requireActive();
    return found(
        origin.identity, groupId, extensions, ResumptionPSKUsage.BRANCH, keyPackages, firstCommit);
  }

  private FoundedGroup found(
      MlsIdentity identity,
      Bytes groupId,
      List<Extension> extensions,
      ResumptionPSKUsage usage,
      List<Bytes> keyPackages,
      Consumer<CommitBuilder> firstCommit)
      throws DecodeException, RuleViolation, MissingInput {
    GroupContext old = origin.current().context();
    PreSharedKeyID.Resumption psk =
        new PreSharedKeyID.Resumption(
            usage,
            old.groupId(),
            old.epoch(),
            Proposals.nonce(origin.config.random(), identity.suite().hashLength()));
    if (keyPackages.isEmpty()) {
      throw new IllegalArgumentException("nobody but the creator");
    }
    long held = requireFree(groupId);
    Group group = new Group(GroupCreation.create(origin.config, identity, groupId, extensions));
    boolean founded = false;
    try {
      CommitBuilder builder = group.commit().startingFrom(origin, psk);
      for (Bytes keyPackage : keyPackages) {
        builder.add(keyPackage);
      }
      firstCommit.accept(builder);
      try (PendingCommit commit = builder.build()) {
        group.merge(commit);
        check(psk, group.context(), group.state.current().tree());
        Bytes welcome = commit.welcome().orElseThrow();
        group.state.store(held, List.of(welcome), null);
        founded = true;
        return new FoundedGroup(group, welcome);
      }
    } finally {
      if (!founded) {
        group.close();
      }
    }
  }

  private long requireFree(Bytes groupId) {
    try {
      return StoredGroups.requireFree(origin.config, groupId);
    } catch (RuleViolation e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * What a joiner, and its creator too, has to verify of a group that names this one's secret.
   *
   * @param psk the only one of its usage in the Welcome
   * @throws MissingInput if the members of the epoch that it names are not known any more
   */
  void check(PreSharedKeyID.Resumption psk, GroupContext context, RatchetTree tree)
      throws RuleViolation, MissingInput {
    if (context.epoch() != 1) {
      throw new RuleViolation(Rule.SUCCESSOR_GROUP_EPOCH, "group_context.epoch");
    }
    if (psk.usage().equals(ResumptionPSKUsage.REINIT)) {
      checkSuccessor(psk, context, tree);
    } else {
      checkBranch(psk, context, tree);
    }
  }

  private void checkSuccessor(PreSharedKeyID.Resumption psk, GroupContext context, RatchetTree tree)
      throws RuleViolation {
    GroupContext old = origin.current().context();
    boolean asAgreed =
        psk.pskEpoch() == old.epoch()
            && origin
                .reInit()
                .filter(
                    reInit ->
                        reInit.groupId().equals(context.groupId())
                            && reInit.version().equals(context.version())
                            && reInit.cipherSuite().equals(context.cipherSuite())
                            && reInit.extensions().equals(context.extensions()))
                .isPresent();
    if (!asAgreed) {
      throw new RuleViolation(Rule.SUCCESSOR_MATCHES_REINIT, "group_context");
    }
    checkEachHasCounterpart(origin.current().tree(), tree, Rule.SUCCESSOR_KEEPS_MEMBERS);
  }

  private void checkBranch(PreSharedKeyID.Resumption psk, GroupContext context, RatchetTree tree)
      throws RuleViolation, MissingInput {
    GroupContext old = origin.current().context();
    if (!old.version().equals(context.version())
        || !old.cipherSuite().equals(context.cipherSuite())) {
      throw new RuleViolation(Rule.BRANCH_KEEPS_PARAMETERS, "group_context");
    }
    RatchetTree members =
        psk.pskEpoch() == old.epoch()
            ? origin.current().tree()
            : origin.past(psk.pskEpoch()).tree();
    checkEachHasCounterpart(tree, members, Rule.BRANCH_MEMBERS_ARE_MEMBERS);
  }

  /** Nearly always the credentials are the same; only where not is the application asked. */
  private void checkEachHasCounterpart(RatchetTree all, RatchetTree others, Rule rule)
      throws RuleViolation {
    AuthenticationService authentication = origin.config.validation().authentication();
    Set<Credential> known = new HashSet<>();
    others.members().forEach(other -> known.add(other.leaf().leafNode().credential()));
    Set<@Nullable Bytes> identities = null;
    for (RatchetTree.Member member : all.members()) {
      Credential credential = member.leaf().leafNode().credential();
      if (known.contains(credential)) {
        continue;
      }
      if (identities == null) {
        identities = new HashSet<>();
        for (Credential other : known) {
          identities.add(authentication.identity(other));
        }
      }
      Bytes identity = authentication.identity(credential);
      if (identity == null || !identities.contains(identity)) {
        throw new RuleViolation(rule, Place.of("ratchet_tree").withLeaf(member.index().value()));
      }
    }
  }
}
