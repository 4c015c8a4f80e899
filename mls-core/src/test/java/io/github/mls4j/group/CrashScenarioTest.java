package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One story with all kinds of steps, told again for every write of every member: that write is the
 * last of its process, be it taken in or not. The group goes on, all agree, and nobody ever uses a
 * generation twice.
 */
class CrashScenarioTest {

  private static final CipherSuite SUITE = Circle.SUITE;

  private final List<Survivor> members = new ArrayList<>();
  private Wire wire;
  private Survivor alice;
  private Survivor bob;
  private Survivor carol;
  private Survivor dave;
  private Survivor victim;

  private Survivor client(String name) {
    return new Survivor(
        new TestClient(
            name,
            SUITE,
            builder ->
                builder
                    .psks(TestClient::sharedPsk)
                    .pastEpochs(2)
                    .commitBeforeSending(false)
                    .store(new TestStore())),
        wire);
  }

  @ParameterizedTest
  @CsvSource({
    "0,BEFORE_THE_BATCH", "0,AFTER_THE_BATCH",
    "1,BEFORE_THE_BATCH", "1,AFTER_THE_BATCH",
    "2,BEFORE_THE_BATCH", "2,AFTER_THE_BATCH",
    "3,BEFORE_THE_BATCH", "3,AFTER_THE_BATCH"
  })
  void everyWriteMayBeTheLast(int who, TestStore.Crash crash) throws Exception {
    int write = 0;
    boolean crashed = true;
    while (crashed) {
      wire = new Wire();
      alice = client("alice");
      bob = client("bob");
      carol = client("carol");
      dave = client("dave");
      victim = List.of(alice, bob, carol, dave).get(who);
      victim.store().crash(crash, write);
      members.clear();
      try {
        story();
      } catch (Exception | AssertionError e) {
        throw new AssertionError(victim.name() + " dies, write " + write + " " + crash, e);
      }
      crashed = !victim.store().isCrashAhead();
      write++;
    }
    assertThat(write).as("writes of one member").isGreaterThan(10);
  }

  private void story() throws Exception {
    alice.create();
    members.add(alice);
    commit(
        alice,
        commit -> commit.add(bob.client.published()).add(carol.client.published()),
        bob,
        carol);
    talk();
    all(bob, bob.propose(Proposer::update));
    all(carol, carol.propose(p -> p.externalPsk(TestClient.PSK_ID)));
    Bytes late = bob.say("late");
    talk();
    alice.discard(alice.commit(commit -> commit));
    commit(alice, commit -> commit);
    all(bob, late);
    externalJoin(dave, null);
    all(dave, dave.propose(Proposer::update));
    ProposalRef unwanted = unwanted();
    for (Survivor member : members) {
      member.drop(found(member, unwanted));
    }
    commit(bob, commit -> commit);
    resync(carol);
    talk();
    PendingCommit lost = dave.commit(commit -> commit);
    commit(alice, commit -> commit);
    assertThat(dave.group().pendingCommit(lost.id())).isEmpty();
    LeafIndex removed = bob.client.leaf();
    members.remove(bob);
    PendingCommit removal = alice.commit(commit -> commit.remove(removed));
    follow(alice, removal);
    assertThat(bob.follow(removal.message())).isFalse();
    assertThat(bob.store().records(Survivor.GROUP)).isZero();
    talk();
    commit(
        carol,
        commit ->
            commit.reInit(Bytes.ofUtf8("next"), ProtocolVersion.MLS10, SUITE.id(), List.of()));
    for (Survivor member : members) {
      assertThat(member.group().reInit()).isPresent();
      member.client.assertStored();
    }
  }

  private ProposalRef unwanted() throws Exception {
    Bytes message = alice.propose(p -> p.remove(carol.client.leaf()));
    List<PendingProposal> before = alice.group().pendingProposals();
    all(alice, message);
    return before.get(before.size() - 1).reference();
  }

  private static PendingProposal found(Survivor member, ProposalRef reference) {
    return member.group().pendingProposals().stream()
        .filter(proposal -> proposal.reference().equals(reference))
        .findFirst()
        .orElseThrow();
  }

  private void all(Survivor sender, Bytes message) throws Exception {
    for (Survivor member : members) {
      if (member != sender) {
        member.receive(message);
      }
    }
  }

  private void talk() throws Exception {
    for (Survivor sender : members) {
      all(sender, sender.say("from " + sender.name()));
    }
  }

  private void commit(Survivor by, Circle.Plan plan, Survivor... joiners) throws Exception {
    PendingCommit commit = by.commit(plan);
    Bytes welcome = commit.welcome().orElse(Bytes.EMPTY);
    follow(by, commit);
    for (Survivor joiner : joiners) {
      joiner.join(welcome);
      members.add(joiner);
    }
    assertAgree();
  }

  private void follow(Survivor by, PendingCommit commit) throws Exception {
    for (Survivor member : members) {
      if (member != by) {
        member.follow(commit.message());
      }
    }
    by.merge(commit);
    assertAgree();
  }

  private void externalJoin(Survivor joiner, Group older) throws Exception {
    Bytes commit = joiner.joinExternally(alice.group().groupInfo(true), older);
    for (Survivor member : members) {
      if (member != joiner) {
        member.follow(commit);
      }
    }
    joiner.mergeJoin();
    if (older == null) {
      members.add(joiner);
    }
    assertAgree();
  }

  private void resync(Survivor lost) throws Exception {
    externalJoin(lost, lost.group());
  }

  private void assertAgree() {
    TestClient.assertAgree(
        members.get(0).client, members.stream().map(m -> m.client).toArray(TestClient[]::new));
  }
}
