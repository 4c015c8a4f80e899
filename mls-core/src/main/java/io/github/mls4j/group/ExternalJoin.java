package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.ExternalInitSecret;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.framing.ContentAuthentication;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.InitSecret;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.AllowedProposals;
import io.github.mls4j.validation.CustomProposals;
import io.github.mls4j.validation.GroupExtensions;
import io.github.mls4j.validation.Occasion;
import io.github.mls4j.validation.ProposalLists;
import io.github.mls4j.validation.ProposalValidator;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalPub;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.WireFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins a group by a commit of one's own (RFC 9420 §12.4.3.2), from a GroupInfo that some member
 * has published.
 */
public final class ExternalJoin {

  private final GroupConfig config;
  private final MlsIdentity identity;
  private final GroupEpoch base;
  private final HPKEPublicKey externalPub;
  private final List<Proposal> proposals = new ArrayList<>();
  private Psks.Resumptions resumptions = Psks.Resumptions.none();
  private final Map<ProposalRef, ValidProposal> covered = new LinkedHashMap<>();
  private Bytes authenticatedData = Bytes.EMPTY;

  /** {@code tree} has been validated with {@code groupInfo}. */
  ExternalJoin(GroupConfig config, MlsIdentity identity, GroupInfo groupInfo, RatchetTree tree)
      throws RuleViolation {
    this.config = config;
    this.identity = identity;
    this.base = GroupEpoch.of(groupInfo.groupContext(), tree, groupInfo.confirmationTag());
    this.externalPub =
        GroupExtensions.decode(
                groupInfo.extensions(),
                ExtensionType.EXTERNAL_PUB,
                ExternalPub::readFrom,
                Place.of("group_info"))
            .orElseThrow(
                () -> new RuleViolation(Rule.EXTERNAL_PUB_PRESENT, "group_info.extensions"))
            .externalPub();
  }

  /** The members before the join: one of them may be an older self. */
  public List<Member> members() {
    return Member.all(base.tree());
  }

  /**
   * Takes the place of an older self, which is removed ("resync"). Only so can a group be joined
   * that the store still has: it is given up when the join is merged.
   */
  public ExternalJoin replacing(LeafIndex older) {
    return propose(new Proposal.Remove(older));
  }

  /** Any proposal at all: whether it may be sent is judged when the commit is made. */
  ExternalJoin propose(Proposal proposal) {
    proposals.add(proposal);
    return this;
  }

  /**
   * Takes the place of an older self of which this client still has the group, however old: its
   * leaf is looked up by its signature key. The resumption secrets of that group can then be mixed
   * in. It is the caller's to close once the join has been merged.
   *
   * @throws IllegalArgumentException if that is another group, or the older self is gone
   */
  public ExternalJoin replacing(Group older) {
    SignaturePublicKey key = older.self().leafNode().signatureKey();
    if (!older.groupId().equals(base.context().groupId())) {
      throw new IllegalArgumentException("the older self is in another group");
    }
    Member place =
        members().stream()
            .filter(member -> member.leafNode().signatureKey().equals(key))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the older self is not in the group"));
    resumptions = (groupId, epoch) -> older.resumptionPsk(groupId, epoch);
    return replacing(place.index());
  }

  /** Mixes in a key that all members hold. */
  public ExternalJoin externalPsk(Bytes pskId) {
    return propose(new Proposal.PreSharedKey(new PreSharedKeyID.External(pskId, nonce())));
  }

  /** Mixes in the secret of an epoch of this group in which this client was a member (§8.6). */
  public ExternalJoin resumptionPsk(long epoch) {
    return resumptionPsk(base.context().groupId(), epoch);
  }

  /** Mixes in the secret of an epoch of another group in which all members were (§8.6). */
  public ExternalJoin resumptionPsk(Bytes groupId, long epoch) {
    return propose(Proposals.resumptionPsk(groupId, epoch, nonce()));
  }

  private Bytes nonce() {
    return Proposals.nonce(config.random(), base.suite().hashLength());
  }

  /**
   * Brings along a proposal that only the application knows the meaning of, of a type that external
   * commits may cover (§13.2).
   *
   * @param body of the proposal, as its registration reads it
   * @throws IllegalArgumentException if the type is not registered, or the body is malformed
   */
  public ExternalJoin custom(ProposalType type, Bytes body) {
    proposals.add(Proposals.custom(config.registrations(), type, body));
    return this;
  }

  /**
   * Covers a proposal that waits for a commit, of a type that external commits may cover by
   * reference. The members have to know it too: it comes from the delivery service, with the
   * GroupInfo. All is checked but its membership tag, which only members can.
   *
   * @param proposal an MLSMessage
   * @throws RuleViolation if it is none, not of this epoch, not valid, or not for external commits
   */
  public ExternalJoin covering(Bytes proposal) throws DecodeException, RuleViolation {
    MLSMessage decoded = TlsReader.decode(proposal, MLSMessage::readFrom, config.registrations());
    if (!(decoded.body() instanceof PublicMessage message)
        || !(message.content().content() instanceof Content.OfProposal content)) {
      throw new RuleViolation(Rule.MESSAGE_KIND_FITS, "wire_format");
    }
    FramedContent framed = message.content();
    if (!framed.groupId().equals(base.context().groupId())) {
      throw new RuleViolation(Rule.MESSAGE_GROUP_MATCHES, "group_id");
    }
    if (framed.epoch() != base.context().epoch()) {
      throw new RuleViolation(Rule.PROPOSAL_EPOCH_CURRENT, "epoch");
    }
    AuthenticatedContent verified =
        ContentAuthentication.verifyOutside(
            base.suite(), message, base.context(), EpochState.roster(base.tree()));
    ValidProposal valid =
        Proposals.validator(base, config)
            .validateSent(
                content.proposal(),
                framed.sender(),
                WireFormat.MLS_PUBLIC_MESSAGE,
                Occasion.PROPOSAL,
                Place.of("proposal"));
    if (!valid.fitsExternalCommit()) {
      throw new RuleViolation(Rule.EXTERNAL_COMMIT_BY_VALUE, "proposal");
    }
    covered.put(base.suite().proposalRef(verified), valid);
    return this;
  }

  /** Sends these bytes along, in the open and authenticated. */
  public ExternalJoin authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  /**
   * Makes the commit.
   *
   * @throws RuleViolation if members would refuse it, or the group's external key is no key
   * @throws MissingInput if a pre-shared key is not here
   */
  public PendingJoin build() throws RuleViolation, MissingInput {
    CipherSuite suite = base.suite();
    try (ExternalInitSecret init =
            suite.sendExternalInit(suite.kemPublicKey(externalPub), config.random());
        InitSecret initSecret = InitSecret.takeOver(init.initSecret().copy())) {
      List<Proposal> all = new ArrayList<>();
      all.add(new Proposal.ExternalInit(init.kemOutput()));
      all.addAll(proposals);
      return make(all, initSecret);
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.EXTERNAL_PUB_FITS_SUITE, "external_pub", e);
    }
  }

  private PendingJoin make(List<Proposal> all, InitSecret initSecret)
      throws RuleViolation, MissingInput {
    if (all.stream().noneMatch(Proposal.Remove.class::isInstance)) {
      StoredGroups.requireFree(config, base.context().groupId());
    }
    Sender sender = new Sender.NewMemberCommit();
    ProposalValidator validator = Proposals.validator(base, config);
    List<ValidProposal> valid = new ArrayList<>();
    for (Proposal proposal : all) {
      valid.add(
          validator.validate(
              proposal, sender, Occasion.SENDING, ProposalLists.place(valid.size())));
    }
    List<ProposalOrRef> listed = new ArrayList<>();
    all.forEach(proposal -> listed.add(new ProposalOrRef.ByValue(proposal)));
    covered.forEach(
        (reference, proposal) -> {
          listed.add(new ProposalOrRef.ByReference(reference));
          valid.add(proposal);
        });
    ProposalLists.checkExternal(valid);
    CustomProposals.checkSupported(base.tree(), valid);
    AppliedProposals applied =
        AppliedProposals.apply(base.tree(), base.context().extensions(), valid);
    Psks psks = new Psks(base.suite(), config.psks(), resumptions);
    LeafIndex leaf = applied.tree().nextLeaf();
    try (PskSecret pskSecret = psks.secret(applied.psks())) {
      CommitMaker.Made made =
          new CommitMaker(config, identity, base, sender, leaf)
              .withPath(
                  new CommitMaker.Inputs(
                      listed,
                      applied,
                      initSecret,
                      pskSecret,
                      authenticatedData,
                      WireFormat.MLS_PUBLIC_MESSAGE,
                      false));
      try {
        new AllowedProposals(config.validation().proposals(), base.context(), base.tree())
            .checkCommit(valid, sender, made.state().tree().member(leaf).leafNode());
      } catch (RuleViolation e) {
        made.state().close();
        throw e;
      }
      Bytes message = Outbox.message(ContentAuthentication.publicMessage(made.content()));
      GroupState joined = new GroupState(config, identity, made.state());
      joined.ownCommits.add(PendingCommit.id(base.suite(), message), base.context().epoch());
      PendingJoin join = new PendingJoin(message, joined);
      join.begin();
      return join;
    }
  }
}
