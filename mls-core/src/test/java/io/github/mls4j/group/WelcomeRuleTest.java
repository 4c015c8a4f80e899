package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Welcomes to Dave that Bob makes, and that are not as they should be (§12.4.3.1). */
class WelcomeRuleTest extends InsiderStage {

  private static final CipherSuiteId OTHER_SUITE =
      CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519;

  private InsiderWelcome welcome() throws Exception {
    return welcome(insider());
  }

  private InsiderWelcome welcome(InsiderBuilder insider) throws Exception {
    return new InsiderWelcome(
        insider.propose(new Proposal.Add(dave.published())).made(), bob, dave.published());
  }

  private void assertRefused(Rule rule, InsiderWelcome welcome) throws Exception {
    Bytes message = welcome.message();
    Refusals.assertRefused(rule, () -> dave.join(message));
    assertThat(dave.group).isNull();
    dave.join(welcome().message());
    assertThat(dave.group.members()).hasSize(4);
    dave.group = null;
  }

  private static UnaryOperator<GroupInfoTBS> context(UnaryOperator<GroupContext> change) {
    return tbs ->
        new GroupInfoTBS(
            change.apply(tbs.groupContext()),
            tbs.extensions(),
            tbs.confirmationTag(),
            tbs.signer());
  }

  @Test
  void suite() throws Exception {
    assertRefused(Rule.WELCOME_SUITE_MATCHES, welcome().suite(OTHER_SUITE));
    assertRefused(
        Rule.GROUP_INFO_SUITE_MATCHES,
        welcome()
            .groupInfo(
                context(
                    c ->
                        new GroupContext(
                            c.version(),
                            OTHER_SUITE,
                            c.groupId(),
                            c.epoch(),
                            c.treeHash(),
                            c.confirmedTranscriptHash(),
                            c.extensions()))));
  }

  @Test
  void version() throws Exception {
    assertRefused(
        Rule.GROUP_INFO_VERSION_MATCHES,
        welcome()
            .groupInfo(
                context(
                    c ->
                        new GroupContext(
                            new ProtocolVersion(2),
                            c.cipherSuite(),
                            c.groupId(),
                            c.epoch(),
                            c.treeHash(),
                            c.confirmedTranscriptHash(),
                            c.extensions()))));
  }

  private static Bytes flipped(Bytes bytes) {
    byte[] copy = bytes.toByteArray();
    copy[copy.length - 1] ^= 1;
    return Bytes.wrap(copy);
  }

  @Test
  void encryption() throws Exception {
    assertRefused(
        Rule.WELCOME_SECRETS_OPEN,
        welcome().ciphertext(c -> new HPKECiphertext(c.kemOutput(), flipped(c.ciphertext()))));
    assertRefused(
        Rule.WELCOME_SECRETS_OPEN,
        welcome().ciphertext(c -> new HPKECiphertext(Bytes.wrap(new byte[32]), c.ciphertext())));
    assertRefused(Rule.WELCOME_GROUP_INFO_OPENS, welcome().sealed(WelcomeRuleTest::flipped));
  }

  @Test
  void signer() throws Exception {
    for (long index : new long[] {4, 9, 0xffff_ffffL}) {
      assertRefused(
          Rule.GROUP_INFO_SIGNER_IS_MEMBER,
          welcome()
              .groupInfo(
                  tbs ->
                      new GroupInfoTBS(
                          tbs.groupContext(),
                          tbs.extensions(),
                          tbs.confirmationTag(),
                          new LeafIndex(index))));
    }
    assertRefused(
        Rule.GROUP_INFO_SIGNATURE_VALID,
        welcome()
            .groupInfo(
                tbs ->
                    new GroupInfoTBS(
                        tbs.groupContext(),
                        tbs.extensions(),
                        tbs.confirmationTag(),
                        alice.leaf())));
    assertRefused(Rule.GROUP_INFO_SIGNATURE_VALID, welcome().signature(WelcomeRuleTest::flipped));
    // Said to be signed by the joiner itself.
    assertRefused(
        Rule.GROUP_INFO_SIGNATURE_VALID,
        welcome()
            .groupInfo(
                tbs ->
                    new GroupInfoTBS(
                        tbs.groupContext(),
                        tbs.extensions(),
                        tbs.confirmationTag(),
                        new LeafIndex(3))));
  }

  private static UnaryOperator<GroupInfoTBS> extensions(Extension... extensions) {
    return tbs ->
        new GroupInfoTBS(
            tbs.groupContext(), List.of(extensions), tbs.confirmationTag(), tbs.signer());
  }

  @Test
  void tree() throws Exception {
    assertRefused(
        Rule.TREE_HASH_MATCHES,
        welcome()
            .groupInfo(
                extensions(new Extension(ExtensionType.RATCHET_TREE, bob.group.ratchetTree()))));
    Extension tree = new Extension(ExtensionType.RATCHET_TREE, bob.group.ratchetTree());
    assertRefused(Rule.EXTENSION_TYPES_UNIQUE, welcome().groupInfo(extensions(tree, tree)));
    assertRefused(
        Rule.EXTENSION_WELL_FORMED,
        welcome()
            .groupInfo(extensions(new Extension(ExtensionType.RATCHET_TREE, Bytes.fromHex("01")))));
  }

  @Test
  void extensionsOfTheGroup() throws Exception {
    Extension topic = topic().get(0);
    assertRefused(
        Rule.EXTENSION_TYPES_UNIQUE,
        welcome()
            .groupInfo(
                context(
                    c ->
                        new GroupContext(
                            c.version(),
                            c.cipherSuite(),
                            c.groupId(),
                            c.epoch(),
                            c.treeHash(),
                            c.confirmedTranscriptHash(),
                            List.of(topic, topic)))));
  }

  @Test
  void whoIsNotAdded() throws Exception {
    TestClient erin = circle.outsider("erin");
    InsiderBuilder.Made made =
        insider()
            .propose(new Proposal.Add(erin.published()))
            .propose(new Proposal.PreSharedKey(psk(1)))
            .withoutPath()
            .made();
    assertRefused(Rule.JOINER_IS_IN_TREE, new InsiderWelcome(made, bob, dave.published()));
    erin.join(new InsiderWelcome(made, bob, erin.published()).message());
  }

  @Test
  void confirmationTag() throws Exception {
    assertRefused(
        Rule.CONFIRMATION_TAG_VALID,
        welcome()
            .groupInfo(
                tbs ->
                    new GroupInfoTBS(
                        tbs.groupContext(),
                        tbs.extensions(),
                        flipped(tbs.confirmationTag()),
                        tbs.signer())));
  }

  private static PreSharedKeyID branch(TestClient member, int salt) {
    return new PreSharedKeyID.Resumption(
        ResumptionPSKUsage.BRANCH,
        member.group.groupId(),
        member.group.epoch(),
        psk(salt).pskNonce());
  }

  private static PreSharedKeyID reInit(TestClient member, int salt) {
    return new PreSharedKeyID.Resumption(
        ResumptionPSKUsage.REINIT,
        member.group.groupId(),
        member.group.epoch(),
        psk(salt).pskNonce());
  }

  @Test
  void onePskOfSuccession() throws Exception {
    for (List<PreSharedKeyID> two :
        List.of(
            List.of(branch(bob, 1), branch(bob, 2)),
            List.of(reInit(bob, 1), reInit(bob, 2)),
            List.of(branch(bob, 1), reInit(bob, 1)),
            List.of(reInit(bob, 1), psk(1), branch(bob, 1)))) {
      assertRefused(Rule.WELCOME_ONE_SUCCESSION_PSK, welcome().psks(none -> two));
    }
  }

  private InsiderBuilder withTwoPsks() throws Exception {
    return insider()
        .propose(new Proposal.PreSharedKey(psk(1)))
        .propose(new Proposal.PreSharedKey(psk(2)));
  }

  @Test
  void psks() throws Exception {
    assertRefused(Rule.PSK_IDS_UNIQUE, welcome().psks(none -> List.of(psk(1), psk(2), psk(1))));
    for (int length : new int[] {0, SUITE.hashLength() - 1, SUITE.hashLength() + 1}) {
      assertRefused(Rule.PSK_NONCE_LENGTH, welcome().psks(none -> List.of(psk(1, length))));
    }
    // Other PSKs than the commit's, and the same in another order: another welcome secret.
    assertRefused(
        Rule.WELCOME_GROUP_INFO_OPENS, welcome(withTwoPsks()).psks(both -> both.subList(0, 1)));
    assertRefused(
        Rule.WELCOME_GROUP_INFO_OPENS,
        welcome(withTwoPsks()).psks(both -> List.of(both.get(1), both.get(0))));
    assertRefused(Rule.WELCOME_GROUP_INFO_OPENS, welcome().psks(none -> List.of(psk(1))));
    dave.join(welcome(withTwoPsks()).message());
  }

  @Test
  void missingPsk() throws Exception {
    PreSharedKeyID unknown =
        new PreSharedKeyID.External(Bytes.ofUtf8("nobody has it"), psk(1).pskNonce());
    assertMissing(MissingInput.Kind.PRE_SHARED_KEY, welcome().psks(none -> List.of(unknown)));
    // A successor's, of whose origin the joiner says nothing.
    assertMissing(
        MissingInput.Kind.PRE_SHARED_KEY, welcome().psks(none -> List.of(branch(bob, 1))));
  }

  @Test
  void otherKeyPackage() throws Exception {
    TestClient erin = circle.outsider("erin");
    InsiderBuilder insider = insider().propose(new Proposal.Add(erin.published()));
    assertMissing(
        MissingInput.Kind.KEY_PACKAGE, new InsiderWelcome(insider.made(), bob, erin.published()));
  }

  private void assertMissing(MissingInput.Kind kind, InsiderWelcome welcome) throws Exception {
    Bytes message = welcome.message();
    assertThatThrownBy(() -> dave.join(message))
        .isInstanceOfSatisfying(
            MissingInput.class, missing -> assertThat(missing.kind()).isEqualTo(kind));
    dave.join(welcome().message());
    dave.group = null;
  }

  /** What nobody knows in a GroupInfo is ignored (§13.4), what is in the GroupContext is not. */
  @Test
  void unknownExtensions() throws Exception {
    Extension unknown = new Extension(UNHEARD_OF, Bytes.ofUtf8("whatever"));
    Extension grease = new Extension(new ExtensionType(0x0a0a), Bytes.EMPTY);
    assertRefused(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, welcome().groupInfo(contextWith(unknown)));
    assertRefused(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, welcome().groupInfo(contextWith(grease)));
    assertRefused(
        Rule.EXTENSION_TYPES_UNIQUE, welcome().groupInfo(tbs -> withMore(tbs, unknown, unknown)));
    dave.join(welcome().groupInfo(tbs -> withMore(tbs, unknown, grease)).message());
  }

  private static GroupInfoTBS withMore(GroupInfoTBS tbs, Extension... more) {
    List<Extension> all = new ArrayList<>(tbs.extensions());
    all.addAll(List.of(more));
    return new GroupInfoTBS(tbs.groupContext(), all, tbs.confirmationTag(), tbs.signer());
  }

  private static UnaryOperator<GroupInfoTBS> contextWith(Extension... extensions) {
    return context(
        c ->
            new GroupContext(
                c.version(),
                c.cipherSuite(),
                c.groupId(),
                c.epoch(),
                c.treeHash(),
                c.confirmedTranscriptHash(),
                List.of(extensions)));
  }

  @Test
  void requirementsOfTheGroup() throws Exception {
    assertRefused(
        Rule.EXTENSION_WELL_FORMED,
        welcome()
            .groupInfo(
                contextWith(
                    new Extension(ExtensionType.REQUIRED_CAPABILITIES, Bytes.fromHex("00")))));
    RequiredCapabilities required =
        new RequiredCapabilities(List.of(UNHEARD_OF), List.of(), List.of());
    assertRefused(
        Rule.LEAF_HAS_REQUIRED_CAPABILITIES,
        welcome()
            .groupInfo(
                contextWith(
                    new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()))));
  }

  @Test
  void contextIsPartOfTheSecrets() throws Exception {
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        welcome().groupInfo(context(c -> with(c, Bytes.ofUtf8("another group"), c.epoch()))));
    assertRefused(
        Rule.CONFIRMATION_TAG_VALID,
        welcome().groupInfo(context(c -> with(c, c.groupId(), c.epoch() + 1))));
    dave.join(welcome().groupInfo(context(c -> with(c, c.groupId(), c.epoch()))).message());
  }

  private static GroupContext with(GroupContext c, Bytes groupId, long epoch) {
    return new GroupContext(
        c.version(),
        c.cipherSuite(),
        groupId,
        epoch,
        c.treeHash(),
        c.confirmedTranscriptHash(),
        c.extensions());
  }

  @Test
  void epochOfASuccessor() throws Exception {
    InsiderBuilder.Made late =
        insider()
            .propose(new Proposal.Add(dave.published()))
            .propose(new Proposal.PreSharedKey(branch(bob, 1)))
            .made();
    Bytes message = new InsiderWelcome(late, bob, dave.published()).message();
    Refusals.assertRefused(
        Rule.SUCCESSOR_GROUP_EPOCH,
        () ->
            Group.joinByWelcome(dave.config, dave.identity, message)
                .keyPackage(dave.keyPackage)
                .origin(carol.group)
                .join());
  }

  @Test
  void treeBesideTheWelcome() throws Exception {
    Bytes tree = bob.group.ratchetTree();
    assertThat(TlsReader.decode(tree, RatchetTreeExtension::readFrom).ratchetTree()).isNotEmpty();
    Bytes message = welcome().message();
    Refusals.assertRefused(Rule.TREE_HASH_MATCHES, () -> dave.join(message, tree));
  }

  /** The secret of the lowest node above joiner and committer, and of no other (§12.4.3.1). */
  @Test
  void pathSecret() throws Exception {
    for (int length : new int[] {0, SUITE.hashLength() - 1, SUITE.hashLength()}) {
      assertRefused(
          Rule.JOINER_PATH_SECRET_FITS_TREE,
          welcome().pathSecret(right -> Optional.of(Secret.random(bob.config.random(), length))));
    }
    assertRefused(
        Rule.JOINER_KNOWS_ALL_BUT_UNMERGED, welcome().pathSecret(right -> Optional.empty()));
    dave.join(welcome().pathSecret(Optional::of).message());
  }

  /** Where the commit has no path there is nothing that a path secret could be of. */
  @Test
  void pathSecretOfNoPath() throws Exception {
    assertRefused(
        Rule.JOINER_PATH_SECRET_FITS_TREE,
        welcome(insider().withoutPath())
            .withPathSecret(Secret.random(bob.config.random(), SUITE.hashLength())));
    dave.join(welcome(insider().withoutPath()).message());
  }

  /** What is encrypted ends where it should (§2.1), after which the genuine Welcome is good. */
  @Test
  void bytesLeftOver() throws Exception {
    try (PendingCommit commit = bob.group.commit().add(dave.published()).build()) {
      Bytes genuine = commit.welcome().orElseThrow();
      WelcomeForger forger = new WelcomeForger(bob, dave, genuine);
      for (Bytes secrets :
          List.of(
              Bytes.concat(forger.groupSecrets, Bytes.copyOf((byte) 0)),
              forger.groupSecrets.slice(0, forger.groupSecrets.size() - 1),
              Bytes.EMPTY)) {
        Bytes message = forger.welcome(secrets, forger.groupInfo);
        assertThatThrownBy(() -> dave.join(message)).isInstanceOf(DecodeException.class);
        assertThat(dave.group).isNull();
      }
      dave.join(forger.welcome(forger.groupSecrets, forger.groupInfo));
      dave.join(genuine);
    }
  }
}
