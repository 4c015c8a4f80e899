package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.ExternalInitSecret;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.InitSecret;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.schedule.TranscriptHashes;
import io.github.mls4j.tree.NewPath;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeKem;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.AuthenticatedContentTBM;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.FramedContentTBS;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.WireFormat;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with bad intentions who has all the keys that a member has, or, as an {@link #outsider},
 * those that a GroupInfo gives: it puts into a proposal or commit whatever it is told, and makes
 * all signatures, tags and secrets fit, so that only the one fault that a test asks for is in the
 * message. What it does not know how to do is to obey a rule.
 *
 * <p>It works on a copy of the member's state: the member itself stays as it is.
 */
final class InsiderBuilder {

  private final GroupState state;
  private final MlsIdentity identity;
  private final EpochState current;
  private final CipherSuite suite;
  private final SecureRandom random;
  private final List<ProposalOrRef> listed = new ArrayList<>();
  private final List<ValidProposal> applied = new ArrayList<>();
  private Sender sender;
  private Psks sources;
  private boolean encrypted;
  private boolean withPath = true;
  private ProtocolVersion version = ProtocolVersion.MLS10;
  private UnaryOperator<FramedContent> framing = UnaryOperator.identity();
  private UnaryOperator<LeafNode> leaf = UnaryOperator.identity();
  private UnaryOperator<LeafNode> signedLeaf = UnaryOperator.identity();
  private UnaryOperator<UpdatePath> path = UnaryOperator.identity();
  private UnaryOperator<Bytes> confirmationTag = UnaryOperator.identity();
  private UnaryOperator<Bytes> signature = UnaryOperator.identity();
  private String signatureLabel = "FramedContentTBS";
  private boolean otherFormat;
  private boolean withContext = true;
  private @Nullable Secret externalInit;
  private @Nullable List<PreSharedKeyID> mixed;
  private @Nullable ForgedPath forgedPath;
  private @Nullable Bytes provisionalContext;

  private InsiderBuilder(TestClient keys, MlsIdentity identity, Sender sender) throws Exception {
    try (Secret saved = keys.group.save()) {
      state = GroupStateCodec.read(keys.config, keys.identity, saved);
    }
    this.identity = identity;
    this.current = state.current();
    this.suite = current.epoch().suite();
    this.random = keys.config.random();
    this.sources = Psks.of(state);
    this.sender = sender;
  }

  /** A member in its current epoch. */
  static InsiderBuilder of(TestClient member) throws Exception {
    return new InsiderBuilder(member, member.identity, new Sender.Member(member.leaf()));
  }

  /** A client that is about to join the group of {@code member} by a commit of its own. */
  static InsiderBuilder outsider(TestClient client, TestClient member) throws Exception {
    return new InsiderBuilder(member, client.identity, new Sender.NewMemberCommit());
  }

  /** Whoever {@code identity} is, with the keys of {@code member} and under any sender's name. */
  static InsiderBuilder as(Sender sender, MlsIdentity identity, TestClient member)
      throws Exception {
    return new InsiderBuilder(member, identity, sender);
  }

  // What it sends

  /** As a PrivateMessage rather than a PublicMessage. */
  InsiderBuilder encrypted() {
    encrypted = true;
    return this;
  }

  /** Under another version of the MLSMessage. */
  InsiderBuilder version(ProtocolVersion other) {
    version = other;
    return this;
  }

  /** Another framing, before it is signed. */
  InsiderBuilder framing(UnaryOperator<FramedContent> change) {
    framing = change;
    return this;
  }

  /** Puts a proposal into the commit. */
  InsiderBuilder propose(Proposal proposal) {
    listed.add(new ProposalOrRef.ByValue(proposal));
    apply(proposal, sender);
    return this;
  }

  /** Refers in the commit to a proposal that the member has received, or sent. */
  InsiderBuilder refer(PendingProposal pending) throws Exception {
    listed.add(new ProposalOrRef.ByReference(pending.reference()));
    apply(pending.proposal(), pending.sender());
    return this;
  }

  /** Of a leaf whose keys are none, or a type that nobody knows, nothing comes. */
  private void apply(Proposal proposal, Sender by) {
    try {
      applied.add(ValidProposal.restore(suite, state.config.registrations(), proposal, by));
    } catch (RuleViolation | IllegalArgumentException e) {
      // So it is only listed.
    }
  }

  /** Puts an ExternalInit that works into the commit. */
  InsiderBuilder externalInit() throws Exception {
    return externalInit(UnaryOperator.identity());
  }

  /** The kem_output that would bring another secret. */
  Bytes otherKemOutput() throws Exception {
    return suite
        .sendExternalInit(suite.kemPublicKey(current.secrets().externalPub()), random)
        .kemOutput();
  }

  /** Puts an ExternalInit with another kem_output into the commit. */
  InsiderBuilder externalInit(UnaryOperator<Bytes> change) throws Exception {
    ExternalInitSecret made =
        suite.sendExternalInit(suite.kemPublicKey(current.secrets().externalPub()), random);
    if (externalInit == null) {
      externalInit = made.initSecret();
    }
    return propose(new Proposal.ExternalInit(change.apply(made.kemOutput())));
  }

  /** An ExternalInit that works, as a proposal of its own. */
  Bytes externalInitAlone() throws Exception {
    externalInit();
    ProposalOrRef last = listed.get(listed.size() - 1);
    return proposal(((ProposalOrRef.ByValue) last).proposal());
  }

  /** Takes resumption secrets from another group, as who founds a group from it does. */
  InsiderBuilder resumptions(Group origin) {
    sources = new Psks(suite, state.config.psks(), Psks.resumptions(origin.state));
    return this;
  }

  InsiderBuilder withoutPath() {
    withPath = false;
    return this;
  }

  /** Another leaf in the path, before it is signed. */
  InsiderBuilder leaf(UnaryOperator<LeafNode> change) {
    leaf = change;
    return this;
  }

  /** Another leaf in the path, after it has been signed. */
  InsiderBuilder signedLeaf(UnaryOperator<LeafNode> change) {
    signedLeaf = change;
    return this;
  }

  /** What path secrets are bound to: to be asked for while the path is changed. */
  Bytes provisionalContext() {
    return Objects.requireNonNull(provisionalContext);
  }

  /** Another path, before the commit is signed. */
  InsiderBuilder path(UnaryOperator<UpdatePath> change) {
    path = change;
    return this;
  }

  /** Makes the path by other means, so that anything in it may be wrong and the rest fits. */
  InsiderBuilder forgedPath(Consumer<ForgedPath> change) {
    forgedPath = new ForgedPath();
    change.accept(forgedPath);
    return this;
  }

  /** Mixes other PSKs into the key schedule than those that are proposed. */
  InsiderBuilder mixing(List<PreSharedKeyID> psks) {
    mixed = psks;
    return this;
  }

  InsiderBuilder confirmationTag(UnaryOperator<Bytes> change) {
    confirmationTag = change;
    return this;
  }

  /** Another signature of the content, which the tags then cover. */
  InsiderBuilder signature(UnaryOperator<Bytes> change) {
    signature = change;
    return this;
  }

  InsiderBuilder signatureLabel(String label) {
    signatureLabel = label;
    return this;
  }

  /** Signs as if a PublicMessage were a PrivateMessage, or the other way round. */
  InsiderBuilder signedForTheOtherFormat() {
    otherFormat = true;
    return this;
  }

  InsiderBuilder signedWithoutContext() {
    withContext = false;
    return this;
  }

  // What comes of it

  /** The proposal as a message of its own. */
  Bytes proposal(Proposal proposal) {
    return sent(proposal).message;
  }

  /** A proposal as a message of its own, and as those who keep it refer to it. */
  record Sent(Bytes message, PendingProposal pending) {}

  Sent sent(Proposal proposal) {
    FramedContent framed = frame(new Content.OfProposal(proposal));
    FramedContentAuthData auth = new FramedContentAuthData(sign(framed), Optional.empty());
    return new Sent(
        message(framed, auth),
        new PendingProposal(
            suite.proposalRef(new AuthenticatedContent(format(), framed, auth)),
            framed.sender(),
            proposal));
  }

  /** Application data. */
  Bytes application(Bytes data) {
    FramedContent framed = frame(new Content.Application(data));
    return message(framed, new FramedContentAuthData(sign(framed), Optional.empty()));
  }

  /** A leaf for an Update of this member, changed before it is signed. */
  Proposal.Update update(UnaryOperator<LeafNode> change) {
    leaf = change;
    try (var keys = suite.generateKemKeyPair(random)) {
      return new Proposal.Update(
          signLeaf(keys.publicKey().wire(), new LeafNodeSource.Update(), current.ownLeaf()));
    }
  }

  /** The commit. */
  Bytes commit() throws Exception {
    return made().message;
  }

  /**
   * A commit with what a Welcome needs.
   *
   * @param message the commit
   * @param context of the next epoch
   * @param tree of the next epoch
   * @param schedule in which the joiner secret is
   * @param confirmationTag of the next epoch
   * @param path if it has one
   * @param psks that it mixes in
   */
  record Made(
      Bytes message,
      GroupContext context,
      RatchetTree tree,
      KeySchedule schedule,
      Bytes confirmationTag,
      @Nullable NewPath path,
      List<PreSharedKeyID> psks) {

    /** The leaf that the client of this key package has got. */
    LeafIndex joiner(KeyPackage keyPackage) {
      for (RatchetTree.Member member : tree.members()) {
        if (member.leaf().leafNode().equals(keyPackage.leafNode())) {
          return member.index();
        }
      }
      throw new IllegalArgumentException("the commit adds somebody else");
    }
  }

  Made made() throws Exception {
    AppliedProposals next =
        AppliedProposals.apply(current.tree(), current.context().extensions(), sensible());
    LeafIndex committer = committer(next.tree());
    NewPath newPath = withPath && forgedPath == null ? newPath(next.tree(), committer) : null;
    RatchetTree tree = newPath == null ? next.tree() : newPath.tree();
    ForgedPath.Made forged = forgedPath == null || !withPath ? null : forge(next, committer);
    Bytes treeHash = forged == null ? tree.treeHash() : forged.treeHash();
    Bytes provisional = provisional(treeHash, next.extensions()).encode();
    provisionalContext = provisional;
    Optional<UpdatePath> updatePath = Optional.empty();
    if (newPath != null) {
      updatePath = Optional.of(newPath.encrypt(provisional, next.joiners(), random));
    } else if (forged != null) {
      updatePath = Optional.of(forged.path());
    }
    FramedContent framed = frame(new Content.OfCommit(new Commit(listed, updatePath.map(path))));
    Bytes signature = sign(framed);
    GroupContext context =
        context(
            treeHash,
            next.extensions(),
            TranscriptHashes.confirmed(
                suite,
                current.epoch().interimTranscriptHash(),
                new ConfirmedTranscriptHashInput(format(), framed, signature)));
    InitSecret initSecret =
        externalInit == null
            ? current.secrets().initSecret()
            : InitSecret.takeOver(externalInit.copy());
    try (PskSecret psks = sources.secret(mixed == null ? next.psks() : mixed);
        Secret none = Secret.zeros(suite.hashLength())) {
      Secret commitSecret = newPath == null ? none : newPath.commitSecret();
      KeySchedule schedule =
          KeySchedule.next(
              suite,
              initSecret,
              forged == null ? commitSecret : forged.commitSecret(),
              psks,
              context);
      Bytes tag;
      try (var secrets = schedule.epoch(context)) {
        tag = confirmationTag.apply(secrets.confirmationTag(context.confirmedTranscriptHash()));
      }
      return new Made(
          message(framed, new FramedContentAuthData(signature, Optional.of(tag))),
          context,
          tree,
          schedule,
          tag,
          newPath,
          next.psks());
    }
  }

  /** Of proposals that cannot be carried out, or not twice, nothing comes. */
  private List<ValidProposal> sensible() {
    Set<LeafIndex> removed = new HashSet<>();
    return applied.stream()
        .filter(
            valid ->
                valid.removes() == null
                    || (current.tree().leaf(valid.removes()) != null
                        && removed.add(valid.removes())))
        .toList();
  }

  private LeafIndex committer(RatchetTree tree) {
    return sender instanceof Sender.Member member ? member.leafIndex() : tree.nextLeaf();
  }

  private ForgedPath.Made forge(AppliedProposals next, LeafIndex committer) throws Exception {
    return Objects.requireNonNull(forgedPath)
        .make(
            suite,
            next.tree(),
            committer,
            next.joiners(),
            (key, parentHash) -> signLeaf(key, new LeafNodeSource.Commit(parentHash), committer),
            treeHash -> provisional(treeHash, next.extensions()),
            random);
  }

  private GroupContext provisional(Bytes treeHash, List<Extension> extensions) {
    return context(treeHash, extensions, current.context().confirmedTranscriptHash());
  }

  private GroupContext context(
      Bytes treeHash, List<Extension> extensions, Bytes confirmedTranscriptHash) {
    GroupContext now = current.context();
    return new GroupContext(
        now.version(),
        now.cipherSuite(),
        now.groupId(),
        now.epoch() + 1,
        treeHash,
        confirmedTranscriptHash,
        extensions);
  }

  private NewPath newPath(RatchetTree tree, LeafIndex committer) throws Exception {
    return TreeKem.newPath(
        tree,
        committer,
        (key, parentHash) -> signLeaf(key, new LeafNodeSource.Commit(parentHash), committer),
        random);
  }

  private LeafNode signLeaf(HPKEPublicKey key, LeafNodeSource source, LeafIndex index) {
    LeafNode honest =
        OwnLeaf.sign(state.config, identity, key, source, current.context().groupId(), index);
    return signedLeaf.apply(
        Forgery.sign(identity, leaf.apply(honest), current.context().groupId(), index));
  }

  private WireFormat format() {
    return encrypted ? WireFormat.MLS_PRIVATE_MESSAGE : WireFormat.MLS_PUBLIC_MESSAGE;
  }

  private FramedContent frame(Content content) {
    GroupContext context = current.context();
    return framing.apply(
        new FramedContent(context.groupId(), context.epoch(), sender, Bytes.EMPTY, content));
  }

  private FramedContentTBS tbs(FramedContent framed, WireFormat format) {
    boolean signsContext =
        framed.sender() instanceof Sender.Member
            || framed.sender() instanceof Sender.NewMemberCommit;
    return new FramedContentTBS(
        ProtocolVersion.MLS10,
        format,
        framed,
        signsContext ? Optional.of(current.context()) : Optional.empty());
  }

  private Bytes sign(FramedContent framed) {
    WireFormat format = format();
    if (otherFormat) {
      format = encrypted ? WireFormat.MLS_PUBLIC_MESSAGE : WireFormat.MLS_PRIVATE_MESSAGE;
    }
    Bytes tbs = tbs(framed, format).encode();
    if (!withContext) {
      tbs = tbs.slice(0, tbs.size() - current.context().encode().size());
    }
    return signature.apply(suite.signWithLabel(identity.signer(), signatureLabel, tbs));
  }

  private Bytes message(FramedContent framed, FramedContentAuthData auth) {
    MLSMessageBody body =
        encrypted
            ? current
                .messages()
                .protectPrivate(
                    new AuthenticatedContent(format(), framed, auth), length -> 0, random)
            : new PublicMessage(framed, auth, membershipTag(framed, auth));
    return new MLSMessage(version, body).encode();
  }

  private Optional<Bytes> membershipTag(FramedContent framed, FramedContentAuthData auth) {
    return framed.sender() instanceof Sender.Member
        ? Optional.of(
            suite.mac(
                current.secrets().membershipKey(),
                new AuthenticatedContentTBM(tbs(framed, format()), auth).encode()))
        : Optional.empty();
  }
}
