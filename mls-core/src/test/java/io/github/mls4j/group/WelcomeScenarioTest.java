package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNodeSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Joining by a Welcome. */
class WelcomeScenarioTest {

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "member " + i).toArray(String[]::new);
  }

  @Test
  void theTreeTravelsBesideTheWelcome() throws Exception {
    Circle circle = Circle.of(builder -> builder.treeInWelcome(false), "alice", "bob");
    TestClient alice = circle.member(0);
    TestClient carol = circle.outsider("carol");
    try (PendingCommit commit = alice.group.commit().add(carol.published()).build()) {
      circle.member(1).follow(commit.message());
      alice.group.merge(commit);
      Bytes welcome = commit.welcome().orElseThrow();
      MissingInput missing = catchThrowableOfType(MissingInput.class, () -> carol.join(welcome));
      assertThat(missing.kind()).isEqualTo(MissingInput.Kind.RATCHET_TREE);
      carol.join(welcome, alice.group.ratchetTree());
    }
    circle.members.add(carol);
    circle.assertAgree();
    circle.assertAllTalk();
  }

  @Test
  void eachCommitDecidesWhereTheTreeTravels() throws Exception {
    for (boolean inWelcome : new boolean[] {true, false}) {
      Circle circle = Circle.of(builder -> builder.treeInWelcome(!inWelcome), "alice", "bob");
      TestClient alice = circle.member(0);
      TestClient carol = circle.outsider("carol");
      try (PendingCommit commit =
          alice.group.commit().add(carol.published()).treeInWelcome(inWelcome).build()) {
        Bytes tree = commit.ratchetTree();
        circle.member(1).follow(commit.message());
        alice.group.merge(commit);
        assertThat(tree).isEqualTo(alice.group.ratchetTree());
        assertThatIllegalStateException().isThrownBy(commit::ratchetTree);
        joinBy(carol, commit.welcome().orElseThrow(), tree, inWelcome);
      }
      circle.members.add(carol);
      circle.assertAgree();
    }
  }

  private static void joinBy(TestClient joiner, Bytes welcome, Bytes tree, boolean inWelcome)
      throws Exception {
    if (inWelcome) {
      joiner.join(welcome);
      return;
    }
    MissingInput missing = catchThrowableOfType(MissingInput.class, () -> joiner.join(welcome));
    assertThat(missing.kind()).isEqualTo(MissingInput.Kind.RATCHET_TREE);
    joiner.join(welcome, tree);
  }

  @Test
  void theFounderOfASubgroupSaysHowOthersJoin() throws Exception {
    TestClient alice = Circle.of("alice", "bob").member(0);
    TestClient newBob = TestClient.of("bob", Circle.SUITE);
    FoundedGroup founded =
        alice.group.branch(
            Bytes.ofUtf8("branch"),
            List.of(),
            List.of(newBob.keyPackage.message()),
            commit -> commit.withoutPath().treeInWelcome(false));
    WelcomeJoin join =
        Group.joinByWelcome(newBob.config, newBob.identity, founded.welcome())
            .keyPackage(newBob.keyPackage)
            .origin(alice.group);
    assertThat(catchThrowableOfType(MissingInput.class, join::join).kind())
        .isEqualTo(MissingInput.Kind.RATCHET_TREE);
    newBob.group = join.ratchetTree(founded.group().ratchetTree()).join();
    assertThat(newBob.group.epochAuthenticator()).isEqualTo(founded.group().epochAuthenticator());
    assertThat(founded.group().self().leafNode().leafNodeSource())
        .isInstanceOf(LeafNodeSource.KeyPackage.class);
  }

  @Test
  void joinersInAllSubtreesGetTheirPathSecrets() throws Exception {
    Circle circle = Circle.of(names(8));
    TestClient committer = circle.member(5);
    circle.commit(
        committer,
        c -> c.remove(new LeafIndex(1)).remove(new LeafIndex(4)).remove(new LeafIndex(7)));
    TestClient[] joiners =
        IntStream.range(0, 5).mapToObj(i -> circle.outsider("new " + i)).toArray(TestClient[]::new);
    circle.add(committer, joiners);
    assertThat(joiners)
        .extracting(TestClient::leaf)
        .extracting(LeafIndex::value)
        .containsExactly(1L, 4L, 7L, 8L, 9L);
    for (TestClient joiner : joiners) {
      circle.commit(joiner, c -> c);
    }
    circle.commit(circle.member(0), c -> c);
    circle.assertAllTalk();
  }

  @Test
  void aJoinerComesRightAfterACommitWithoutPath() throws Exception {
    Circle circle = Circle.of(names(5));
    for (int i = 0; i < 3; i++) {
      TestClient joiner = circle.outsider("new " + i);
      circle.commit(
          circle.member(i), commit -> commit.add(joiner.published()).withoutPath(), joiner);
    }
    for (TestClient member : circle.members) {
      circle.commit(member, commit -> commit);
    }
    circle.assertAllTalk();
  }

  @Test
  void aJoinerNeedsTheExternalPsk() throws Exception {
    Circle circle = Circle.of(builder -> builder.psks(TestClient::sharedPsk), "alice", "bob");
    TestClient stranger = new TestClient("stranger", Circle.SUITE, builder -> builder);
    TestClient carol = circle.outsider("carol");
    TestClient alice = circle.member(0);
    try (PendingCommit commit =
        alice
            .group
            .commit()
            .add(carol.published())
            .add(stranger.published())
            .externalPsk(TestClient.PSK_ID)
            .build()) {
      circle.member(1).follow(commit.message());
      alice.group.merge(commit);
      Bytes welcome = commit.welcome().orElseThrow();
      MissingInput missing = catchThrowableOfType(MissingInput.class, () -> stranger.join(welcome));
      assertThat(missing.kind()).isEqualTo(MissingInput.Kind.PRE_SHARED_KEY);
      carol.join(welcome);
    }
    circle.members.add(carol);
    circle.assertAgree();
    circle.assertAllTalk();
  }

  @Test
  void aWelcomeIsForTheOnesItNames() throws Exception {
    Circle circle = Circle.of("alice");
    TestClient bob = circle.outsider("bob");
    TestClient carol = circle.outsider("carol");
    try (PendingCommit commit = circle.member(0).group.commit().add(bob.published()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      MissingInput missing = catchThrowableOfType(MissingInput.class, () -> carol.join(welcome));
      assertThat(missing.kind()).isEqualTo(MissingInput.Kind.KEY_PACKAGE);
      bob.join(welcome);
      assertThat(bob.group.epoch()).isEqualTo(1);
    }
  }

  @Test
  void aKeyPackageThatWasWrittenDownStillOpensItsWelcome() throws Exception {
    Circle circle = Circle.of("alice");
    TestClient bob = circle.outsider("bob");
    TestClient alice = circle.member(0);
    try (var saved = bob.keyPackage.save();
        KeyPackageBundle restored = KeyPackageBundle.restore(saved);
        KeyPackageBundle rebuilt =
            KeyPackageBundle.of(
                bob.published(),
                bob.keyPackage.serializeInitKey(),
                bob.keyPackage.serializeEncryptionKey());
        var savedAgain = rebuilt.save();
        PendingCommit commit = alice.group.commit().add(bob.published()).build()) {
      alice.group.merge(commit);
      bob.group = Group.join(bob.config, bob.identity, restored, commit.welcome().orElseThrow());
      assertThat(savedAgain).isEqualTo(saved);
    }
    circle.members.add(bob);
    circle.assertAgree();
    circle.assertAllTalk();
  }
}
