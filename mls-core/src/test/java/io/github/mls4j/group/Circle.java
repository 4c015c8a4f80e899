package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The members of one group, all in the same epoch. Nothing but bytes passes between them. */
final class Circle {

  static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  /** What a member puts into a commit. */
  @FunctionalInterface
  interface Plan {
    CommitBuilder of(CommitBuilder commit) throws Exception;
  }

  /** A message that a member makes. */
  @FunctionalInterface
  interface Sending {
    Bytes by(Proposer proposer) throws Exception;
  }

  final List<TestClient> members = new ArrayList<>();
  private final CipherSuite suite;
  private final UnaryOperator<GroupConfig.Builder> settings;

  private Circle(CipherSuite suite, UnaryOperator<GroupConfig.Builder> settings) {
    this.suite = suite;
    this.settings = settings;
  }

  /** A group of clients with these names, made by the first, who added all others at once. */
  static Circle of(CipherSuite suite, UnaryOperator<GroupConfig.Builder> settings, String... names)
      throws Exception {
    Circle circle = new Circle(suite, settings);
    TestClient creator = circle.outsider(names[0]).create("group");
    circle.members.add(creator);
    if (names.length > 1) {
      TestClient[] others = new TestClient[names.length - 1];
      for (int i = 1; i < names.length; i++) {
        others[i - 1] = circle.outsider(names[i]);
      }
      circle.add(creator, others);
    }
    return circle;
  }

  static Circle of(UnaryOperator<GroupConfig.Builder> settings, String... names) throws Exception {
    return of(SUITE, settings, names);
  }

  static Circle of(String... names) throws Exception {
    return of(UnaryOperator.identity(), names);
  }

  /** Handshake messages as PublicMessage or as PrivateMessage, and all have the shared PSK. */
  static Circle of(boolean encryptHandshake, String... names) throws Exception {
    return of(
        builder -> builder.encryptHandshake(encryptHandshake).psks(TestClient::sharedPsk), names);
  }

  /** A client with the settings of the others. */
  TestClient outsider(String name) {
    return new TestClient(name, suite, settings);
  }

  TestClient member(int position) {
    return members.get(position);
  }

  /** All others receive the proposal. */
  PendingProposal propose(TestClient by, Sending what) throws Exception {
    Bytes message = what.by(by.group.propose());
    List<PendingProposal> received = new ArrayList<>();
    for (TestClient other : others(by)) {
      received.add((PendingProposal) other.group.receive(message));
    }
    assertThat(received).allMatch(received.get(0)::equals);
    assertThat(by.group.pendingProposals()).contains(received.get(0));
    return received.get(0);
  }

  CommitChanges add(TestClient by, TestClient... joiners) throws Exception {
    return commit(
        by,
        commit -> {
          for (TestClient joiner : joiners) {
            commit.add(joiner.published());
          }
          return commit;
        },
        joiners);
  }

  /** Commits; all others follow, joiners join, and they agree. The removed leave the circle. */
  CommitChanges commit(TestClient by, Plan plan, TestClient... joiners) throws Exception {
    try (PendingCommit commit = plan.of(by.group.commit()).build()) {
      assertThat(commit.leftOut()).isEmpty();
      assertThat(commit.welcome().isPresent()).isEqualTo(joiners.length > 0);
      for (TestClient other : others(by)) {
        CommitChanges changes = other.follow(commit.message());
        if (changes.removesSelf()) {
          members.remove(other);
        } else {
          assertThat(changes).isEqualTo(commit.changes());
        }
      }
      by.group.merge(commit);
      for (TestClient joiner : joiners) {
        if (by.config.treeInWelcome()) {
          joiner.join(commit.welcome().orElseThrow());
        } else {
          joiner.join(commit.welcome().orElseThrow(), by.group.ratchetTree());
        }
        members.add(joiner);
      }
      assertAgree();
      return commit.changes();
    }
  }

  /** All others follow a commit from outside, and they agree with the one who joined by it. */
  CommitChanges welcome(TestClient joiner, PendingJoin join) throws Exception {
    CommitChanges changes = null;
    for (TestClient member : List.copyOf(members)) {
      changes = member.follow(join.message());
      if (changes.removesSelf()) {
        members.remove(member);
      }
    }
    joiner.group = join.merge();
    members.add(joiner);
    assertAgree();
    assertThat(changes).isNotNull();
    return changes;
  }

  List<TestClient> others(TestClient one) {
    return members.stream().filter(member -> member != one).toList();
  }

  void assertAgree() {
    TestClient.assertAgree(members.get(0), members.toArray(TestClient[]::new));
  }

  /** Each member is heard by all others. */
  void assertAllTalk() throws Exception {
    for (TestClient sender : members) {
      Bytes message = sender.say("from " + sender.name);
      for (TestClient other : others(sender)) {
        assertThat(other.read(message)).isEqualTo("from " + sender.name);
      }
    }
  }
}
