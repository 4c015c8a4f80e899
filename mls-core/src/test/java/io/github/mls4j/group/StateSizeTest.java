package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.spi.StateBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What steps write in a group of a thousand: a little of the path, never the group. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateSizeTest {

  private static final int MEMBERS = 1000;

  /** These are there, and have all committed; all others never come. */
  private static final int PRESENT = 8;

  private static final int KIB = 1 << 10;

  private final List<TestClient> present = new ArrayList<>();

  @BeforeAll
  void setUp() throws Exception {
    TestClient creator = client("member 0").create("large");
    present.add(creator);
    CommitBuilder commit = creator.group.commit();
    for (int i = 1; i < MEMBERS; i++) {
      TestClient member = client("member " + i);
      commit.add(member.published());
      if (i % (MEMBERS / PRESENT) == 0) {
        present.add(member);
      }
    }
    try (PendingCommit adding = commit.build()) {
      creator.group.merge(adding);
      for (TestClient member : present.subList(1, PRESENT)) {
        member.join(adding.welcome().orElseThrow());
      }
    }
    for (TestClient member : present) {
      commit(member);
    }
  }

  private static TestClient client(String name) {
    return new TestClient(
        name, Circle.SUITE, builder -> builder.grease(false).store(new TestStore()));
  }

  private Bytes commit(TestClient by) throws Exception {
    PendingCommit commit = by.group.commit().build();
    for (TestClient member : present) {
      if (member != by) {
        member.follow(commit.message());
      }
    }
    by.group.merge(commit);
    return commit.message();
  }

  private static int lastWrite(TestClient client) {
    return TestStore.bytes(client.store().last());
  }

  @Test
  void aCommitOfAnotherWritesItsPath() throws Exception {
    commit(present.get(5));
    commit(present.get(3));
    int whole;
    try (Secret saved = present.get(0).group.save()) {
      whole = saved.size();
    }
    assertThat(whole).isGreaterThan(200 * KIB);
    for (TestClient member : present) {
      if (member != present.get(3)) {
        assertThat(lastWrite(member)).as(member.name).isBetween(KIB, 16 * KIB);
      }
    }
  }

  @Test
  void anOwnCommitWritesItsPathAndItsMessage() throws Exception {
    TestClient committer = present.get(2);
    int batches = committer.store().batches.size();
    Bytes message = commit(committer);
    List<StateBatch> written = committer.store().batches.subList(batches, batches + 2);
    assertThat(TestStore.bytes(written.get(0))).isLessThan(message.size() + 16 * KIB);
    assertThat(TestStore.bytes(written.get(1))).isLessThan(16 * KIB);
  }

  @Test
  void aMessageWritesItsRatchet() throws Exception {
    TestClient sender = present.get(1);
    TestClient receiver = present.get(6);
    commit(present.get(0));
    receiver.read(sender.say("the first expands the secret tree towards its sender"));
    assertThat(lastWrite(sender)).isLessThan(2 * KIB);
    assertThat(lastWrite(receiver)).isLessThan(2 * KIB);
    receiver.read(sender.say("all others move a ratchet"));
    assertThat(lastWrite(sender)).isLessThan(KIB / 4);
    assertThat(lastWrite(receiver)).isLessThan(KIB / 4);
  }

  @Test
  void aProposalWritesItself() throws Exception {
    TestClient sender = present.get(1);
    Bytes proposal = sender.group.propose().update();
    assertThat(lastWrite(sender)).isLessThan(4 * KIB);
    present.get(4).group.receive(proposal);
    assertThat(lastWrite(present.get(4))).isLessThan(4 * KIB);
    for (TestClient member : present) {
      for (PendingProposal pending : member.group.pendingProposals()) {
        member.group.drop(pending.reference());
      }
    }
  }
}
