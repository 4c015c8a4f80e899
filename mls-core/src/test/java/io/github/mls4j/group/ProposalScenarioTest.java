package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every proposal of a member: by value and by reference, encrypted and in the open. */
class ProposalScenarioTest {

  private static final CustomExtension<Bytes> TOPIC =
      CustomExtension.ofBytes(ExtensionType.of(0xf001), CustomExtension.ANYWHERE);

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;
  private boolean byReference;

  private void setUp(boolean encrypted, boolean reference) throws Exception {
    setUp(builder -> builder.encryptHandshake(encrypted).psks(TestClient::sharedPsk), reference);
  }

  private void setUp(UnaryOperator<GroupConfig.Builder> settings, boolean reference)
      throws Exception {
    circle = Circle.of(settings, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
    byReference = reference;
  }

  /** Bob proposes and Alice commits, or Alice puts it into her commit. */
  private CommitChanges commit(Circle.Sending sending, Circle.Plan plan, TestClient... joiners)
      throws Exception {
    long epoch = alice.group.epoch();
    Bytes authenticator = alice.group.epochAuthenticator();
    CommitChanges changes;
    if (byReference) {
      circle.propose(bob, sending);
      changes = circle.commit(alice, builder -> builder, joiners);
    } else {
      changes = circle.commit(alice, plan, joiners);
    }
    assertThat(alice.group.epoch()).isEqualTo(epoch + 1);
    assertThat(alice.group.epochAuthenticator()).isNotEqualTo(authenticator);
    assertThat(alice.group.pendingProposals()).isEmpty();
    assertThat(changes.committer().index()).isEqualTo(alice.leaf());
    return changes;
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void add(boolean encrypted, boolean reference) throws Exception {
    setUp(encrypted, reference);
    TestClient dave = circle.outsider("dave");
    CommitChanges changes =
        commit(p -> p.add(dave.published()), c -> c.add(dave.published()), dave);
    assertThat(changes.added()).containsExactly(dave.group.self());
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void update(boolean encrypted) throws Exception {
    setUp(encrypted, true);
    Member before = bob.group.self();
    CommitChanges changes = commit(Proposer::update, c -> c);
    assertThat(changes.updated())
        .extracting(change -> change.after().index())
        .containsExactly(bob.leaf(), alice.leaf());
    assertThat(bob.group.self().leafNode().leafNodeSource())
        .isInstanceOf(LeafNodeSource.Update.class);
    assertThat(bob.group.self().leafNode().encryptionKey())
        .isNotEqualTo(before.leafNode().encryptionKey());
    circle.assertAllTalk();
    circle.commit(bob, c -> c);
    circle.commit(carol, c -> c);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void remove(boolean encrypted, boolean reference) throws Exception {
    setUp(encrypted, reference);
    Member self = carol.group.self();
    CommitChanges changes = commit(p -> p.remove(self.index()), c -> c.remove(self.index()));
    assertThat(changes.removed()).containsExactly(self);
    assertThat(circle.members).containsExactly(alice, bob);
    assertThat(carol.group.isActive()).isFalse();
    Bytes unheard = alice.say("without carol");
    assertThatThrownBy(() -> carol.group.receive(unheard))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> carol.say("hello?")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> carol.group.commit().build())
        .isInstanceOf(IllegalStateException.class);
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aMemberProposesItsOwnRemoval(boolean encrypted) throws Exception {
    setUp(encrypted, true);
    LeafIndex leaving = bob.leaf();
    CommitChanges changes = commit(p -> p.remove(leaving), c -> c);
    assertThat(changes.removed()).extracting(Member::index).containsExactly(leaving);
    assertThat(bob.group.isActive()).isFalse();
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void externalPsk(boolean encrypted, boolean reference) throws Exception {
    setUp(encrypted, reference);
    CommitChanges changes =
        commit(p -> p.externalPsk(TestClient.PSK_ID), c -> c.externalPsk(TestClient.PSK_ID));
    assertThat(changes.psks())
        .singleElement()
        .isInstanceOfSatisfying(
            PreSharedKeyID.External.class,
            psk -> assertThat(psk.pskId()).isEqualTo(TestClient.PSK_ID));
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void resumptionPsk(boolean encrypted, boolean reference) throws Exception {
    setUp(encrypted, reference);
    circle.commit(carol, c -> c);
    CommitChanges changes = commit(p -> p.resumptionPsk(1), c -> c.resumptionPsk(1));
    assertThat(changes.psks())
        .singleElement()
        .isInstanceOfSatisfying(
            PreSharedKeyID.Resumption.class,
            psk -> {
              assertThat(psk.usage()).isEqualTo(ResumptionPSKUsage.APPLICATION);
              assertThat(psk.pskEpoch()).isEqualTo(1);
            });
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void groupContextExtensions(boolean encrypted, boolean reference) throws Exception {
    setUp(builder -> builder.encryptHandshake(encrypted).extensions(List.of(TOPIC)), reference);
    List<Extension> topic = List.of(TOPIC.with(Bytes.ofUtf8("tests")));
    CommitChanges changes =
        commit(p -> p.groupContextExtensions(topic), c -> c.groupContextExtensions(topic));
    assertThat(changes.extensions()).isPresent();
    assertThat(carol.group.context().extensions()).isEqualTo(topic);
    circle.add(alice, circle.outsider("dave"));
    assertThat(circle.member(3).group.context().extensions()).isEqualTo(topic);
    commit(p -> p.groupContextExtensions(List.of()), c -> c.groupContextExtensions(List.of()));
    assertThat(carol.group.context().extensions()).isEmpty();
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void reInit(boolean encrypted, boolean reference) throws Exception {
    setUp(encrypted, reference);
    Proposal.ReInit successor =
        new Proposal.ReInit(
            Bytes.ofUtf8("successor"), ProtocolVersion.MLS10, Circle.SUITE.id(), List.of());
    CommitChanges changes =
        commit(
            p ->
                p.reInit(
                    successor.groupId(), successor.version(), successor.cipherSuite(), List.of()),
            c ->
                c.reInit(
                    successor.groupId(), successor.version(), successor.cipherSuite(), List.of()));
    assertThat(changes.reInit()).contains(successor);
    for (TestClient member : circle.members) {
      assertThat(member.group.reInit()).contains(successor);
      assertThat(member.group.isActive()).isFalse();
      assertThatThrownBy(() -> member.say("too late")).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> member.group.propose().update())
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> member.group.commit().build())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void manyTogether(boolean encrypted) throws Exception {
    setUp(
        builder ->
            builder
                .encryptHandshake(encrypted)
                .psks(TestClient::sharedPsk)
                .extensions(List.of(TOPIC)),
        true);
    TestClient dave = circle.outsider("dave");
    TestClient erin = circle.outsider("erin");
    LeafIndex leaving = carol.leaf();
    circle.propose(bob, Proposer::update);
    circle.propose(alice, p -> p.add(dave.published()));
    circle.propose(carol, p -> p.externalPsk(TestClient.PSK_ID));
    circle.propose(carol, p -> p.remove(leaving));
    CommitChanges changes =
        circle.commit(
            alice,
            c ->
                c.add(erin.published())
                    .groupContextExtensions(List.of(TOPIC.with(Bytes.ofUtf8("everything")))),
            dave,
            erin);
    assertThat(changes.removed()).extracting(Member::index).containsExactly(leaving);
    assertThat(changes.updated())
        .extracting(change -> change.after().index())
        .containsExactly(bob.leaf(), alice.leaf());
    assertThat(changes.psks()).hasSize(1);
    assertThat(changes.added()).containsExactlyInAnyOrder(dave.group.self(), erin.group.self());
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void commitWithoutPath(boolean encrypted) throws Exception {
    setUp(encrypted, false);
    Member before = alice.group.self();
    TestClient dave = circle.outsider("dave");
    circle.commit(
        alice, c -> c.add(dave.published()).externalPsk(TestClient.PSK_ID).withoutPath(), dave);
    assertThat(alice.group.self()).isEqualTo(before);
    circle.assertAllTalk();
    circle.commit(dave, c -> c);
    circle.commit(alice, c -> c.externalPsk(TestClient.PSK_ID).withoutPath());
    circle.commit(bob, c -> c.withoutPath());
    assertThat(bob.group.self().leafNode().leafNodeSource())
        .as("an empty commit always has a path")
        .isInstanceOf(LeafNodeSource.Commit.class);
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void emptyCommitOfEachMember(boolean encrypted) throws Exception {
    setUp(encrypted, false);
    for (TestClient member : List.copyOf(circle.members)) {
      Member before = member.group.self();
      CommitChanges changes = circle.commit(member, c -> c.authenticatedData(Bytes.ofUtf8("aad")));
      assertThat(changes.added()).isEmpty();
      assertThat(member.group.self().leafNode().encryptionKey())
          .isNotEqualTo(before.leafNode().encryptionKey());
      circle.assertAllTalk();
    }
  }
}
