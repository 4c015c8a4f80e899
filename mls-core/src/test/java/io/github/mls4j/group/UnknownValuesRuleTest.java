package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values that nobody has told us of (§13): borne where the RFC wants it, and refused elsewhere.
 * Those of GREASE (§13.5) and all others fare alike, so each test takes one of both.
 */
class UnknownValuesRuleTest extends InsiderStage {

  private static final int GREASE = 0x1a1a;
  private static final int OTHER = 0x1b1b;

  private static Extension extension(int value) {
    return new Extension(ExtensionType.of(value), Bytes.ofUtf8("whatever"));
  }

  private static <T> List<T> with(List<T> values, T more) {
    List<T> all = new ArrayList<>(values);
    all.add(0, more);
    return all;
  }

  /** The value in all lists of the capabilities, whose type the signer knows and we do not. */
  private static LeafNode capable(LeafNode leaf, int value) {
    return Forgery.capabilities(
        leaf,
        c ->
            new Capabilities(
                with(c.versions(), new ProtocolVersion(value)),
                with(c.cipherSuites(), CipherSuiteId.of(value)),
                c.extensions().contains(ExtensionType.of(value))
                    ? c.extensions()
                    : with(c.extensions(), ExtensionType.of(value)),
                with(c.proposals(), ProposalType.of(value)),
                with(c.credentials(), CredentialType.of(value))));
  }

  private static LeafNode withExtension(LeafNode leaf, int value) {
    List<Extension> extensions = new ArrayList<>(leaf.extensions());
    extensions.removeIf(e -> e.extensionType().equals(ExtensionType.of(value)));
    return Forgery.extensions(leaf, with(extensions, extension(value)));
  }

  /** A leaf that says it supports none but the types that the tests are about. */
  private static LeafNode plain(LeafNode leaf) {
    return Forgery.extensions(
        Forgery.capabilities(
            leaf,
            c ->
                new Capabilities(
                    c.versions(),
                    c.cipherSuites(),
                    List.of(TOPIC),
                    c.proposals(),
                    c.credentials())),
        List.of());
  }

  private Proposal add(UnaryOperator<LeafNode> change) throws Exception {
    return new Proposal.Add(Forgery.withLeaf(dave, change));
  }

  @ParameterizedTest
  @ValueSource(ints = {GREASE, OTHER})
  void inCapabilitiesAreIgnored(int value) throws Exception {
    assertAccepted(insider().propose(add(leaf -> capable(leaf, value))).commit());
    assertAccepted(insider().leaf(leaf -> capable(leaf, value)).commit());
  }

  @ParameterizedTest
  @ValueSource(ints = {GREASE, OTHER})
  void asLeafExtensionsNeedToBeListed(int value) throws Exception {
    assertAccepted(
        insider().propose(add(leaf -> withExtension(capable(plain(leaf), value), value))).commit());
    assertRefused(
        Rule.LEAF_EXTENSIONS_IN_CAPABILITIES,
        insider().propose(add(leaf -> withExtension(plain(leaf), value))).commit());
  }

  @ParameterizedTest
  @ValueSource(ints = {GREASE, OTHER})
  void asKeyPackageExtensionsAreIgnored(int value) throws Exception {
    KeyPackage keyPackage =
        Forgery.with(
            dave,
            tbs ->
                new KeyPackageTBS(
                    tbs.version(),
                    tbs.cipherSuite(),
                    tbs.initKey(),
                    tbs.leafNode(),
                    List.of(extension(value))));
    assertAccepted(insider().proposal(new Proposal.Add(keyPackage)));
    assertAccepted(insider().propose(new Proposal.Add(keyPackage)).commit());
  }

  @ParameterizedTest
  @ValueSource(ints = {GREASE, OTHER})
  void asGroupInfoExtensionsAreIgnored(int value) throws Exception {
    GroupInfo honest =
        (GroupInfo) TlsReader.decode(bob.group.groupInfo(true), MLSMessage::readFrom).body();
    List<Extension> extensions = new ArrayList<>(honest.extensions());
    extensions.removeIf(e -> e.extensionType().equals(ExtensionType.of(value)));
    GroupInfoTBS tbs =
        new GroupInfoTBS(
            honest.groupContext(),
            with(extensions, extension(value)),
            honest.confirmationTag(),
            honest.signer());
    Bytes message =
        new MLSMessage(
                ProtocolVersion.MLS10, InsiderWelcome.sign(bob, tbs, UnaryOperator.identity()))
            .encode();
    try (PendingJoin join = Group.joinExternally(dave.config, dave.identity, message).build()) {
      assertAccepted(join.message());
    }
  }

  /** Neither has a group extensions that not all support, nor does it require them. */
  @ParameterizedTest
  @ValueSource(ints = {GREASE, OTHER})
  void asGroupExtensionsAreRefused(int value) throws Exception {
    assertRefused(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        insider()
            .propose(new Proposal.GroupContextExtensions(List.of(extension(value))))
            .leaf(UnknownValuesRuleTest::plain)
            .commit());
    RequiredCapabilities required =
        new RequiredCapabilities(List.of(ExtensionType.of(value)), List.of(), List.of());
    assertRefused(
        Rule.GROUP_REQUIREMENTS_SUPPORTED,
        insider()
            .propose(
                new Proposal.GroupContextExtensions(
                    List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()))))
            .leaf(UnknownValuesRuleTest::plain)
            .commit());
  }

  /** Who does not support an extension of the group does not join it, however it is invited. */
  @Test
  void aJoinerHasToSupportTheExtensionsOfTheGroup() throws Exception {
    circle.commit(alice, commit -> commit.groupContextExtensions(topic()));
    TestClient simple = simpleton();
    Bytes welcome =
        new InsiderWelcome(
                insider().propose(new Proposal.Add(simple.published())).made(),
                bob,
                simple.published())
            .message();
    Refusals.assertRefused(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, () -> simple.join(welcome));
    assertThat(simple.group).isNull();
    Bytes groupInfo = bob.group.groupInfo(true);
    Refusals.assertRefused(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        () -> Group.joinExternally(simple.config, simple.identity, groupInfo).build());
    Group.joinExternally(dave.config, dave.identity, groupInfo).build().close();
    circle.add(alice, dave);
  }
}
