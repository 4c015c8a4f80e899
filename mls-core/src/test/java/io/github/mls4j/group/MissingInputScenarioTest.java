package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.wire.PreSharedKeyID;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is missing is told so that an application can fetch it and try again. */
class MissingInputScenarioTest {

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

  private static MissingInput missing(TestClient client, Bytes message) {
    Bytes before = State.of(client);
    MissingInput missing =
        catchThrowableOfType(MissingInput.class, () -> client.group.receive(message));
    assertThat(State.of(client)).isEqualTo(before);
    return missing;
  }

  @Test
  void messagesOfEpochsToComeWaitInTheirOrder() throws Exception {
    List<Bytes> early = new ArrayList<>();
    List<Bytes> commits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (PendingCommit commit = alice.group.commit().build()) {
        carol.follow(commit.message());
        alice.group.merge(commit);
        commits.add(commit.message());
        early.add(alice.say("epoch " + alice.group.epoch()));
      }
    }
    for (int i = 2; i >= 0; i--) {
      assertThat(missing(bob, early.get(i)).epoch()).isEqualTo(i + 2);
      assertThat(missing(bob, early.get(i)).kind()).isEqualTo(MissingInput.Kind.FUTURE_EPOCH);
    }
    assertThat(missing(bob, commits.get(2)).epoch()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      bob.follow(commits.get(i));
      assertThat(bob.read(early.get(i))).isEqualTo("epoch " + (i + 2));
    }
    circle.assertAgree();
  }

  @Test
  void aPastEpochIsNamed() throws Exception {
    Bytes late = alice.say("before dave");
    TestClient dave = circle.outsider("dave");
    circle.add(alice, dave);
    assertThat(missing(dave, late).epoch()).isEqualTo(1);
    assertThat(missing(dave, late).kind()).isEqualTo(MissingInput.Kind.PAST_EPOCH);
  }

  @Test
  void allProposalsThatHaveNotArrivedAreNamed() throws Exception {
    Bytes first = bob.group.propose().update();
    Bytes second = bob.group.propose().externalPsk(TestClient.PSK_ID);
    alice.group.receive(first);
    alice.group.receive(second);
    try (PendingCommit commit = alice.group.commit().build()) {
      MissingInput missing = missing(carol, commit.message());
      assertThat(missing.proposals())
          .containsExactlyElementsOf(
              alice.group.pendingProposals().stream().map(PendingProposal::reference).toList());
      carol.group.receive(second);
      assertThat(missing(carol, commit.message()).proposals()).hasSize(1);
      carol.group.receive(first);
      carol.follow(commit.message());
      bob.follow(commit.message());
      alice.group.merge(commit);
    }
    circle.assertAgree();
  }

  @Test
  void allPsksThatAreNotHereAreNamed() throws Exception {
    TestClient without = TestClient.of("dave", Circle.SUITE);
    circle.add(alice, without);
    try (PendingCommit commit =
        alice
            .group
            .commit()
            .externalPsk(TestClient.PSK_ID)
            .resumptionPsk(1)
            .resumptionPsk(2)
            .build()) {
      assertThat(missing(without, commit.message()).psks())
          .containsExactlyElementsOf(commit.changes().psks().subList(0, 2))
          .hasAtLeastOneElementOfType(PreSharedKeyID.External.class);
    }
  }

  @Test
  void aWelcomeForOthersSaysForWhich() throws Exception {
    TestClient dave = circle.outsider("dave");
    TestClient erin = circle.outsider("erin");
    try (PendingCommit commit = alice.group.commit().add(dave.published()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      MissingInput missing = catchThrowableOfType(MissingInput.class, () -> erin.join(welcome));
      assertThat(missing.kind()).isEqualTo(MissingInput.Kind.KEY_PACKAGE);
      assertThat(missing.keyPackages())
          .containsExactly(dave.keyPackage.reference(CryptoProviders.defaultProvider()));
    }
  }
}
