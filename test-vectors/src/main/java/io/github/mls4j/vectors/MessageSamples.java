package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PathSecret;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of everything that goes over the wire: what a group has really sent, and around it what is
 * well-formed only, since {@code messages.json} is about structure.
 */
final class MessageSamples {

  private static final int LEAVES = 1 << 20;

  private final CipherSuite suite;
  private final Draws draws;
  private final VectorGroup group;

  private MessageSamples(VectorGroup group) {
    this.suite = group.suite;
    this.draws = group.draws;
    this.group = group;
  }

  /** Nothing special in it. */
  static MessagesVector plain(CipherSuite suite, Draws draws) throws Exception {
    return of(suite, draws, GroupManner.PUBLIC, new Sender.Member(leaf(draws)), psk(suite, draws));
  }

  static List<MessagesVector> variants(CipherSuite suite, Draws draws) throws Exception {
    VectorAuthority root = VectorAuthority.root(suite, draws);
    VectorAuthority authority = root.intermediate();
    OutsiderStories.Senders senders = new OutsiderStories.Senders(suite, draws);
    Extension applicationId =
        new Extension(ExtensionType.APPLICATION_ID, new ApplicationId(draws.hash(suite)).encode());
    GroupManner greased = GroupManner.PUBLIC.with(settings -> settings.grease(true));
    List<MessagesVector> cases = new ArrayList<>();
    cases.add(
        of(
            suite,
            draws,
            greased,
            new Sender.Member(new LeafIndex(LAST_LEAF)),
            resumption(suite, draws, ResumptionPSKUsage.APPLICATION)));
    cases.add(
        of(
            suite,
            draws,
            greased
                .with(settings -> settings.leafExtensions(List.of(applicationId)))
                .withExtensions(List.of(senders.extension())),
            new Sender.External(draws.uint32()),
            resumption(suite, draws, ResumptionPSKUsage.REINIT)));
    cases.add(
        of(
            suite,
            draws,
            GroupManner.PUBLIC.with(settings -> settings.treeInWelcome(false)),
            new Sender.NewMemberProposal(),
            resumption(suite, draws, ResumptionPSKUsage.BRANCH)));
    cases.add(
        of(
            suite,
            draws,
            IdentityStories.certified(
                root, name -> keys -> authority.certify(name, keys.publicKey(), 3)),
            new Sender.NewMemberCommit(),
            psk(suite, draws)));
    return cases;
  }

  /** The greatest index that a leaf can have. */
  private static final long LAST_LEAF = 0xffff_ffffL;

  private static MessagesVector of(
      CipherSuite suite, Draws draws, GroupManner manner, Sender sender, PreSharedKeyID psk)
      throws Exception {
    try (VectorGroup group = new VectorGroup(suite, draws, manner)) {
      boolean withPath = sender instanceof Sender.Member;
      return new MessageSamples(group)
          .vector(sender, psk, withPath ? Optional.of(draws.secret(suite)) : Optional.empty());
    }
  }

  private static PreSharedKeyID psk(CipherSuite suite, Draws draws) {
    return new PreSharedKeyID.External(draws.hash(suite), draws.hash(suite));
  }

  private static PreSharedKeyID resumption(
      CipherSuite suite, Draws draws, ResumptionPSKUsage usage) {
    return new PreSharedKeyID.Resumption(
        usage, draws.hash(suite), draws.uint32(), draws.hash(suite));
  }

  /**
   * @param sender of public messages
   * @param psk in the proposal and in the GroupSecrets
   * @param pathSecret in the GroupSecrets
   */
  private MessagesVector vector(Sender sender, PreSharedKeyID psk, Optional<Secret> pathSecret)
      throws Exception {
    VectorClient first = group.member(0);
    VectorClient joiner = group.client();
    Bytes update = content(group.propose(first, proposer -> proposer.update()));
    group.commit(first, commit -> commit.withoutPending());
    VectorGroup.Sent sent = group.add(first, joiner);
    List<Extension> extensions = List.of(group.topic());
    Proposal remove = new Proposal.Remove(leaf(draws));
    Commit commit = commit(remove, first);
    return new MessagesVector(
        sent.welcome().orElseThrow(),
        first.group().groupInfo(true),
        joiner.keys.keyPackageMessage(),
        first.group().ratchetTree(),
        groupSecrets(psk, pathSecret),
        body(new Proposal.Add(joiner.keys.keyPackage())),
        update,
        body(remove),
        body(new Proposal.PreSharedKey(psk)),
        body(new Proposal.ReInit(draws.hash(suite), ProtocolVersion.MLS10, suite.id(), extensions)),
        body(new Proposal.ExternalInit(draws.hash(suite))),
        body(new Proposal.GroupContextExtensions(extensions)),
        commit.encode(),
        publicMessage(sender, new Content.Application(draws.hash(suite))),
        publicMessage(sender, new Content.OfProposal(remove)),
        publicMessage(sender, new Content.OfCommit(commit)),
        first.group().protect(draws.hash(suite), draws.hash(suite)));
  }

  private static LeafIndex leaf(Draws draws) {
    return new LeafIndex(draws.below(LEAVES));
  }

  /** A commit whose path is one that has been sent. */
  private Commit commit(Proposal proposal, VectorClient by) throws Exception {
    Bytes sent = group.commit(by, builder -> builder).commit();
    PublicMessage message = Decode.message("commit", sent, PublicMessage.class);
    Content.OfCommit content =
        Decode.instance("commit", message.content().content(), Content.OfCommit.class);
    List<ProposalOrRef> proposals = new ArrayList<>();
    proposals.add(new ProposalOrRef.ByValue(proposal));
    proposals.add(new ProposalOrRef.ByReference(new ProposalRef(draws.hash(suite))));
    return new Commit(proposals, content.commit().path());
  }

  private static Bytes content(Bytes sent) throws Exception {
    PublicMessage message = Decode.message("proposal", sent, PublicMessage.class);
    return body(
        Decode.instance("proposal", message.content().content(), Content.OfProposal.class)
            .proposal());
  }

  /** Without its type, as the format has it. */
  private static Bytes body(Proposal proposal) {
    Bytes encoded = proposal.encode();
    int type = proposal.proposalType().encode().size();
    return encoded.slice(type, encoded.size() - type);
  }

  private Bytes groupSecrets(PreSharedKeyID psk, Optional<Secret> pathSecret) {
    try (GroupSecrets secrets =
            new GroupSecrets(draws.secret(suite), pathSecret.map(PathSecret::new), List.of(psk));
        Secret encoded = secrets.encodeSecret()) {
      return Encode.lent(encoded);
    }
  }

  /** Signature and tags are random. */
  private Bytes publicMessage(Sender sender, Content content) {
    FramedContent framed =
        new FramedContent(draws.hash(suite), draws.uint32(), sender, draws.hash(suite), content);
    FramedContentAuthData auth =
        new FramedContentAuthData(
            draws.hash(suite),
            content instanceof Content.OfCommit
                ? Optional.of(draws.hash(suite))
                : Optional.empty());
    return MLSMessage.of(
            new PublicMessage(
                framed,
                auth,
                sender instanceof Sender.Member
                    ? Optional.of(draws.hash(suite))
                    : Optional.empty()))
        .encode();
  }
}
