package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What this client sends for no other reason than to be ignored (§13.5), and where it does not. */
class GreaseTest {

  private static final CustomExtension<Bytes> TOPIC =
      CustomExtension.ofBytes(ExtensionType.of(0xf001), CustomExtension.ANYWHERE);

  private static TestClient client(boolean grease) {
    return new TestClient(
        "alice",
        Circle.SUITE,
        builder ->
            builder
                .extensions(List.of(TOPIC))
                .proposals(List.of(new Vote()))
                .leafExtensions(List.of(TOPIC.with(Bytes.ofUtf8("leaf"))))
                .groupInfoExtensions(List.of(TOPIC.with(Bytes.ofUtf8("info"))))
                .grease(grease));
  }

  private static GroupInfo groupInfo(TestClient client) throws Exception {
    return (GroupInfo) TlsReader.decode(client.group.groupInfo(true), MLSMessage::readFrom).body();
  }

  private static List<ExtensionType> types(List<Extension> extensions) {
    return extensions.stream().map(Extension::extensionType).toList();
  }

  private static List<ExtensionType> grease(List<Extension> extensions) {
    return types(extensions).stream().filter(ExtensionType::isGrease).toList();
  }

  private static void assertGreased(LeafNode leaf) {
    Capabilities capabilities = leaf.capabilities();
    assertThat(capabilities.versions()).containsExactly(ProtocolVersion.MLS10);
    assertThat(capabilities.cipherSuites()).filteredOn(CipherSuiteId::isGrease).hasSize(1);
    assertThat(capabilities.proposals()).filteredOn(ProposalType::isGrease).hasSize(1);
    assertThat(capabilities.credentials()).filteredOn(CredentialType::isGrease).hasSize(1);
    assertThat(capabilities.extensions())
        .doesNotHaveDuplicates()
        .filteredOn(ExtensionType::isGrease)
        .isNotEmpty()
        .containsAll(grease(leaf.extensions()));
    assertThat(grease(leaf.extensions())).hasSize(1);
  }

  @Test
  void standsInEachFieldThatTheRfcNames() throws Exception {
    TestClient alice = client(true).create("group");
    KeyPackage keyPackage = alice.published();
    assertGreased(keyPackage.leafNode());
    assertThat(grease(keyPackage.extensions())).hasSize(1);
    assertThat(keyPackage.leafNode().capabilities().extensions())
        .containsAll(types(keyPackage.extensions()));
    assertGreased(alice.group.self().leafNode());
    try (PendingCommit commit = alice.group.commit().build()) {
      alice.group.merge(commit);
    }
    assertGreased(alice.group.self().leafNode());
    GroupInfo groupInfo = groupInfo(alice);
    assertThat(grease(groupInfo.extensions())).hasSize(1);
    assertThat(groupInfo.groupContext().extensions()).isEmpty();
  }

  @Test
  void leavesWhatIsMeantAsItIs() throws Exception {
    TestClient greased = client(true).create("group");
    TestClient plain = client(false).create("group");
    LeafNode one = greased.group.self().leafNode();
    LeafNode other = plain.group.self().leafNode();
    assertThat(without(one.capabilities())).isEqualTo(other.capabilities());
    assertThat(without(one.extensions())).isEqualTo(other.extensions());
    assertThat(without(groupInfo(greased).extensions())).hasSize(3);
    assertThat(types(groupInfo(plain).extensions()))
        .containsExactly(TOPIC.type(), ExtensionType.RATCHET_TREE, ExtensionType.EXTERNAL_PUB);
    assertThat(plain.published().extensions()).isEmpty();
  }

  private static List<Extension> without(List<Extension> extensions) {
    return extensions.stream().filter(e -> !e.extensionType().isGrease()).toList();
  }

  private static Capabilities without(Capabilities c) {
    return new Capabilities(
        c.versions(),
        c.cipherSuites().stream().filter(v -> !v.isGrease()).toList(),
        c.extensions().stream().filter(v -> !v.isGrease()).toList(),
        c.proposals().stream().filter(v -> !v.isGrease()).toList(),
        c.credentials().stream().filter(v -> !v.isGrease()).toList());
  }

  /** §7.2: all that is configured is listed, and no default type is. */
  @Test
  void capabilitiesAreWhatIsConfigured() throws Exception {
    Capabilities capabilities = client(false).published().leafNode().capabilities();
    assertThat(capabilities)
        .isEqualTo(
            new Capabilities(
                List.of(ProtocolVersion.MLS10),
                CipherSuiteId.REGISTERED,
                List.of(TOPIC.type()),
                List.of(Vote.TYPE),
                List.of(CredentialType.BASIC)));
    TestClient frugal =
        new TestClient(
            "frugal",
            Circle.SUITE,
            b -> b.grease(false).cipherSuites(List.of()).credentialTypes(List.of()));
    assertThat(frugal.published().leafNode().capabilities())
        .isEqualTo(
            new Capabilities(
                List.of(ProtocolVersion.MLS10),
                List.of(Circle.SUITE.id()),
                List.of(),
                List.of(),
                List.of(CredentialType.BASIC)));
  }

  @Test
  void isAllOfItsFifteenValuesAndNoOthers() throws Exception {
    TestClient alice = client(true);
    Set<ExtensionType> seen = new HashSet<>();
    Set<Integer> sizes = new HashSet<>();
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      List<Extension> extensions =
          new Grease(alice.config).amongExtensions(alice.config.leafExtensions());
      for (Extension extension : extensions) {
        if (extension.extensionType().isGrease()) {
          seen.add(extension.extensionType());
          sizes.add(extension.extensionData().size());
          places.add(extensions.indexOf(extension));
        }
      }
    }
    assertThat(seen).hasSize(15).doesNotContain(ExtensionType.of(0xfafa));
    assertThat(sizes).contains(0, 1, 8);
    assertThat(places).containsExactlyInAnyOrder(0, 1);
  }

  /** A client whose GREASE is always the first of the values. */
  private static TestClient predictable(String name) {
    SecureRandom random =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public int nextInt(int bound) {
            return 0;
          }
        };
    return new TestClient(name, Circle.SUITE, builder -> builder.random(random));
  }

  /**
   * Leaves list 0x0A0A, and the group requires it: neither its founder nor a joiner takes that for
   * support of its own.
   */
  @Test
  void isNoSupportOfWhatAGroupRequires() throws Exception {
    ExtensionType value = ExtensionType.of(0x0a0a);
    List<Extension> extensions =
        List.of(
            new Extension(
                ExtensionType.REQUIRED_CAPABILITIES,
                new RequiredCapabilities(List.of(value), List.of(), List.of()).encode()));
    TestClient alice = predictable("alice");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Group.create(alice.config, alice.identity, Bytes.ofUtf8("group"), extensions));
    alice.group = EpochRuleTest.group(alice, 7, extensions);
    assertThat(alice.group.self().leafNode().capabilities().extensions()).contains(value);
    TestClient bob = predictable("bob");
    ExternalJoin join = Group.joinExternally(bob.config, bob.identity, alice.group.groupInfo(true));
    Refusals.assertRefused(Rule.CLIENT_SUPPORTS_GROUP, join::build);
    alice.group = EpochRuleTest.group(alice, 7, List.of());
    Group.joinExternally(bob.config, bob.identity, alice.group.groupInfo(true)).build().close();
  }

  /** What a client supports is kept without the values that mean nothing (§13.5). */
  @Test
  void isNotWhatAClientTakesItselfToSupport() {
    TestClient alice = client(true);
    assertThat(alice.config.registrations().extensionTypes()).containsExactly(TOPIC.type());
    assertThat(alice.config.registrations().proposalTypes()).containsExactly(Vote.TYPE);
    assertThat(alice.config.registrations().credentialTypes())
        .containsExactly(CredentialType.BASIC);
    assertThat(alice.config.cipherSuites()).noneMatch(CipherSuiteId::isGrease);
  }
}
