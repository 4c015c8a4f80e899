package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One extension of a group context is changed, and all others stay (§11.1, §12.1.7). */
class GroupContextEditScenarioTest {

  private static final CustomExtension<Bytes> TOPIC =
      CustomExtension.ofBytes(ExtensionType.of(0xf001), CustomExtension.ANYWHERE);
  private static final CustomExtension<Bytes> MOOD =
      CustomExtension.ofBytes(ExtensionType.of(0xf002), CustomExtension.ANYWHERE);
  private static final RequiredCapabilities NOTHING =
      new RequiredCapabilities(List.of(), List.of(), List.of());

  private Circle circle;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void gather() throws Exception {
    circle =
        Circle.of(
            builder -> builder.extensions(List.of(TOPIC, MOOD)).proposals(List.of(new Vote())),
            "alice",
            "bob");
    alice = circle.member(0);
    bob = circle.member(1);
  }

  private static Bytes text(String text) {
    return Bytes.ofUtf8(text);
  }

  private List<ExtensionType> types() {
    return bob.group.context().extensions().stream().map(Extension::extensionType).toList();
  }

  private static ExternalSender sender(String name) {
    TestClient client = TestClient.of(name, Circle.SUITE);
    return new ExternalSender(
        client.identity.signer().publicKey(), new Credential.Basic(text(name)));
  }

  @Test
  void theOthersStay() throws Exception {
    circle.commit(alice, commit -> commit.setExtension(TOPIC.with(text("cats"))));
    circle.commit(bob, commit -> commit.setExtension(MOOD.with(text("good"))));
    circle.commit(alice, commit -> commit.externalSenders(List.of(sender("server"))));
    circle.commit(
        bob,
        commit ->
            commit
                .setExtension(TOPIC.with(text("dogs")))
                .requireCapabilities(
                    new RequiredCapabilities(List.of(), List.of(Vote.TYPE), List.of())));
    assertThat(types())
        .containsExactly(
            TOPIC.type(),
            MOOD.type(),
            ExtensionType.EXTERNAL_SENDERS,
            ExtensionType.REQUIRED_CAPABILITIES);
    List<Extension> extensions = alice.group.context().extensions();
    assertThat(TOPIC.find(extensions)).contains(text("dogs"));
    assertThat(MOOD.find(extensions)).contains(text("good"));
    circle.commit(
        alice,
        commit ->
            commit
                .dropExtension(TOPIC.type())
                .externalSenders(List.of())
                .dropExtension(ExtensionType.of(0xf0ff)));
    circle.commit(bob, commit -> commit.requireCapabilities(NOTHING));
    assertThat(types()).containsExactly(MOOD.type());
    circle.assertAllTalk();
  }

  @Test
  void byProposal() throws Exception {
    circle.commit(alice, commit -> commit.setExtension(TOPIC.with(text("cats"))));
    circle.propose(bob, p -> p.setExtension(MOOD.with(text("good"))));
    circle.commit(alice, commit -> commit);
    circle.propose(bob, p -> p.externalSenders(List.of(sender("server"))));
    circle.commit(alice, commit -> commit);
    circle.propose(
        bob,
        p ->
            p.requireCapabilities(
                new RequiredCapabilities(List.of(MOOD.type()), List.of(), List.of())));
    circle.commit(alice, commit -> commit);
    circle.propose(bob, p -> p.dropExtension(TOPIC.type()));
    circle.commit(alice, commit -> commit);
    assertThat(types())
        .containsExactly(
            MOOD.type(), ExtensionType.EXTERNAL_SENDERS, ExtensionType.REQUIRED_CAPABILITIES);
  }

  /** What is required of all members: each kind of capability, and no default has to be listed. */
  @Test
  void whatIsRequired() throws Exception {
    RequiredCapabilities required =
        new RequiredCapabilities(
            List.of(TOPIC.type(), ExtensionType.EXTERNAL_PUB),
            List.of(Vote.TYPE, io.github.mls4j.wire.ProposalType.ADD),
            List.of(CredentialType.BASIC));
    circle.commit(alice, commit -> commit.requireCapabilities(required));
    TestClient carol = circle.outsider("carol");
    circle.add(bob, carol);
    TestClient noExtension =
        new TestClient("no extension", Circle.SUITE, b -> b.proposals(List.of(new Vote())));
    TestClient noProposal =
        new TestClient("no proposal", Circle.SUITE, b -> b.extensions(List.of(TOPIC)));
    for (TestClient incapable : List.of(noExtension, noProposal)) {
      Refusals.assertRefused(
          Rule.LEAF_HAS_REQUIRED_CAPABILITIES,
          () -> alice.group.commit().add(incapable.published()).build());
    }
    for (RequiredCapabilities tooMuch :
        List.of(
            new RequiredCapabilities(List.of(ExtensionType.of(0xf0ff)), List.of(), List.of()),
            new RequiredCapabilities(List.of(), List.of(Appeal.TYPE), List.of()),
            new RequiredCapabilities(List.of(), List.of(), List.of(CredentialType.of(0xf0ff))))) {
      Refusals.assertRefused(
          Rule.GROUP_REQUIREMENTS_SUPPORTED,
          () -> alice.group.commit().requireCapabilities(tooMuch).build());
    }
    circle.assertAllTalk();
  }

  /** One that were a part of the message would keep all of that alive, with the tree in it. */
  @Test
  void aContextKeepsNothingOfTheMessageThatItCameIn() throws Exception {
    circle.commit(alice, commit -> commit.setExtension(TOPIC.with(text("cats"))));
    TestClient carol = circle.outsider("carol");
    circle.add(alice, carol);
    TestClient dave = circle.outsider("dave");
    try (PendingJoin join =
        Group.joinExternally(dave.config, dave.identity, alice.group.groupInfo(true)).build()) {
      dave.group = join.merge();
    }
    for (TestClient client : List.of(bob, carol, dave)) {
      GroupContext context = client.group.context();
      assertAlone(context.groupId());
      assertAlone(context.treeHash());
      assertAlone(context.confirmedTranscriptHash());
      assertAlone(context.extensions().get(0).extensionData());
    }
  }

  private static void assertAlone(Bytes bytes) {
    int[] backing = {0};
    bytes.read((array, offset, length) -> backing[0] = array.length);
    assertThat(bytes.size()).isPositive().isEqualTo(backing[0]);
  }
}
