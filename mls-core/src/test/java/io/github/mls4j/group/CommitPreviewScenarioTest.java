package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a commit would do can be looked at before any key is made for it. */
class CommitPreviewScenarioTest {

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
  void aPreviewIsWhatTheCommitDoesButForTheOwnLeaf() throws Exception {
    TestClient dave = circle.outsider("dave");
    circle.propose(bob, Proposer::update);
    Bytes before = State.of(alice);
    CommitBuilder builder =
        alice.group.commit().add(dave.published()).externalPsk(TestClient.PSK_ID);
    CommitPreview preview = builder.preview();
    assertThat(State.of(alice)).isEqualTo(before);
    assertThat(preview.withPath()).isTrue();
    assertThat(preview.leftOut()).isEmpty();
    try (PendingCommit commit = builder.build()) {
      CommitChanges changes = commit.changes();
      assertThat(preview.changes().proposals()).isEqualTo(changes.proposals());
      assertThat(preview.changes().added()).isEqualTo(changes.added());
      assertThat(preview.changes().psks()).isEqualTo(changes.psks());
      assertThat(preview.changes().updated()).isEqualTo(changes.updated().subList(0, 1));
      assertThat(preview.changes().committer()).isEqualTo(alice.group.self());
      bob.follow(commit.message());
      carol.follow(commit.message());
      alice.group.merge(commit);
      dave.join(commit.welcome().orElseThrow());
    }
    circle.members.add(dave);
    circle.assertAgree();
  }

  @Test
  void whatIsLeftOutIsSaidWithItsReason() throws Exception {
    PendingProposal update = circle.propose(bob, Proposer::update);
    PendingProposal reInit =
        circle.propose(
            carol,
            proposer ->
                proposer.reInit(
                    Bytes.ofUtf8("next"), ProtocolVersion.MLS10, Circle.SUITE.id(), List.of()));
    CommitPreview preview = alice.group.commit().preview();
    assertThat(preview.leftOut()).hasSize(1);
    assertThat(preview.leftOut().get(0).proposal()).isEqualTo(reInit);
    Refusals.assertRefused(
        Rule.REINIT_ALONE,
        () -> {
          throw preview.leftOut().get(0).reason();
        });
    assertThat(preview.changes().proposals())
        .extracting(CommittedProposal::proposal)
        .containsExactly(update.proposal());
    assertThat(alice.group.drop(update.reference())).isTrue();
    assertThat(alice.group.commit().preview().changes().reInit()).isPresent();
  }

  @Test
  void aMissingPskLeavesAPendingProposalOutAndRefusesAnOwnOne() throws Exception {
    TestClient without = TestClient.of("dave", Circle.SUITE);
    circle.add(alice, without);
    circle.propose(bob, proposer -> proposer.externalPsk(TestClient.PSK_ID));
    CommitPreview preview = without.group.commit().preview();
    assertThat(preview.leftOut())
        .extracting(LeftOut::reason)
        .singleElement()
        .isInstanceOf(MissingInput.class);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> without.group.commit().externalPsk(TestClient.PSK_ID).preview()))
        .isInstanceOf(MissingInput.class);
  }

  @Test
  void whetherThereWouldBeAPath() throws Exception {
    TestClient dave = circle.outsider("dave");
    assertThat(alice.group.commit().withoutPath().add(dave.published()).preview().withPath())
        .isFalse();
    assertThat(alice.group.commit().withoutPath().remove(bob.leaf()).preview().withPath()).isTrue();
    assertThat(alice.group.commit().withoutPath().preview().withPath()).isTrue();
  }
}
