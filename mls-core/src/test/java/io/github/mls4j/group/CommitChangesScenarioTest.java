package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.Sender;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a commit says of itself before it is merged. */
class CommitChangesScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(true, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  @Test
  void whoProposedWhat() throws Exception {
    TestClient dave = circle.outsider("dave");
    circle.propose(bob, Proposer::update);
    circle.propose(carol, p -> p.add(dave.published()));
    CommitChanges changes =
        circle.commit(alice, commit -> commit.externalPsk(TestClient.PSK_ID), dave);
    assertThat(changes.proposals())
        .extracting(CommittedProposal::sender)
        .as("in the order in which they are applied")
        .containsExactly(
            new Sender.Member(bob.leaf()),
            new Sender.Member(carol.leaf()),
            new Sender.Member(alice.leaf()));
    assertThat(changes.proposals().get(1).proposal()).isEqualTo(new Proposal.Add(dave.published()));
    assertThat(changes.proposals().get(2).proposal()).isInstanceOf(Proposal.PreSharedKey.class);
    assertThat(changes.added()).containsExactly(dave.group.self());
  }

  @Test
  void newLeafNodesBesideTheOldOnes() throws Exception {
    Member bobBefore = bob.group.self();
    Member aliceBefore = alice.group.self();
    circle.propose(bob, Proposer::update);
    CommitChanges changes = circle.commit(alice, commit -> commit);
    assertThat(changes.updated())
        .containsExactly(
            new LeafChange(bobBefore, bob.group.self()),
            new LeafChange(aliceBefore, alice.group.self()));
    assertThat(changes.updated()).noneMatch(LeafChange::credentialChanged);
    assertThat(changes.updated()).noneMatch(LeafChange::signatureKeyChanged);
  }

  @Test
  void extensionsBeforeAndAfter() throws Exception {
    List<Extension> first = required();
    CommitChanges changes = circle.commit(alice, commit -> commit.groupContextExtensions(first));
    assertThat(changes.extensions()).contains(new ExtensionsChange(List.of(), first));
    changes = circle.commit(bob, commit -> commit.groupContextExtensions(List.of()));
    assertThat(changes.extensions()).contains(new ExtensionsChange(first, List.of()));
    assertThat(circle.commit(bob, commit -> commit).extensions()).isEmpty();
  }

  private static List<Extension> required() {
    return List.of(
        new Extension(
            ExtensionType.REQUIRED_CAPABILITIES,
            new RequiredCapabilities(List.of(), List.of(), List.of()).encode()));
  }
}
