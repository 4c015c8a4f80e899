package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a refusal vector is made whose welcome is good: Bob, Carol, Alice and Dave are in a group,
 * in this order of leaves, and Erin is not. Alice is the client of the vector, who is sent to what
 * Bob, or somebody else with bad intentions, makes; the others are genuine.
 */
final class RefusalScene {

  final RefusalClients clients;
  final CipherSuite suite;
  final TestClient bob;
  final TestClient carol;
  final TestClient alice;
  final TestClient dave;
  final TestClient erin;
  private final Bytes welcome;
  private final Bytes initialEpochAuthenticator;
  private final List<RefusalCase.Step> steps = new ArrayList<>();
  private @Nullable String note;
  private boolean over;

  RefusalScene(RefusalClients clients) throws Exception {
    this.clients = clients;
    this.suite = clients.suite;
    bob = clients.client("bob").create("group");
    carol = clients.client("carol");
    alice = clients.client("alice");
    dave = clients.client("dave");
    erin = clients.client("erin");
    try (PendingCommit commit = bob.group.commit().add(carol.published()).build()) {
      bob.group.merge(commit);
      carol.join(commit.welcome().orElseThrow());
    }
    try (PendingCommit commit = carol.group.commit().build()) {
      bob.follow(commit.message());
      carol.group.merge(commit);
    }
    try (PendingCommit commit =
        bob.group.commit().add(alice.published()).add(dave.published()).build()) {
      carol.follow(commit.message());
      bob.group.merge(commit);
      welcome = commit.welcome().orElseThrow();
      dave.join(welcome);
    }
    initialEpochAuthenticator = bob.group.epochAuthenticator();
  }

  // Who does what

  /** Bob, who has bad intentions. */
  InsiderBuilder insider() throws Exception {
    return InsiderBuilder.of(bob).forgedPath(path -> {});
  }

  /** Erin, who wants to get in by a commit of her own, with Bob's help. */
  InsiderBuilder outsider() throws Exception {
    return outsider(erin);
  }

  /** Somebody else who wants to. */
  InsiderBuilder outsider(TestClient client) throws Exception {
    return InsiderBuilder.outsider(client, bob).forgedPath(path -> {});
  }

  PreSharedKeyID psk(int salt) {
    return clients.psk(salt);
  }

  // What Alice is sent

  /** Says in a line what the next message is. */
  RefusalScene note(String text) {
    note = text;
    return this;
  }

  void refuse(Bytes message) {
    step(message, "refuse", null, null);
  }

  /** A proposal that may be refused at once or with the commit that refers to it. */
  void any(Bytes proposal) {
    step(proposal, "any", null, null);
  }

  /** Something that is in order, whoever made it: Dave takes it, too. */
  void accept(Bytes message) throws Exception {
    accept(message, dave);
  }

  /**
   * @param witness who takes it as well, and says what comes of it
   */
  void accept(Bytes message, TestClient witness) throws Exception {
    Received received = witness.group.receive(message);
    if (received instanceof StagedCommit staged) {
      witness.group.merge(staged);
      step(message, "accept", witness.group.epochAuthenticator(), null);
    } else if (received instanceof ApplicationMessage data) {
      step(message, "accept", null, data.data());
    } else {
      step(message, "accept", null, null);
    }
  }

  /** A genuine proposal, which all get. */
  PendingProposal propose(TestClient by, Circle.Sending what) throws Exception {
    Bytes message = what.by(by.group.propose());
    PendingProposal received = null;
    for (TestClient other : others(by)) {
      received = (PendingProposal) other.group.receive(message);
    }
    step(message, "accept", null, null);
    return Objects.requireNonNull(received);
  }

  /** A genuine commit, which all follow. */
  Bytes commit(TestClient by, Circle.Plan plan) throws Exception {
    try (PendingCommit commit = plan.of(by.group.commit()).build()) {
      for (TestClient other : others(by)) {
        other.follow(commit.message());
      }
      by.group.merge(commit);
      step(commit.message(), "accept", by.group.epochAuthenticator(), null);
      return commit.message();
    }
  }

  /** A bad proposal in a commit of Bob's; and sent before, and referred to by a commit. */
  void refuseProposal(Proposal proposal) throws Exception {
    note("in a commit");
    refuse(insider().propose(proposal).commit());
    refuseByReference(insider(), proposal);
  }

  /** A bad proposal that {@code sender} sends, and Bob's commit refers to. */
  void refuseByReference(InsiderBuilder sender, Proposal proposal) throws Exception {
    InsiderBuilder.Sent sent = sender.sent(proposal);
    note("by itself");
    any(sent.message());
    note("by reference");
    refuse(insider().refer(sent.pending()).commit());
  }

  /** Nothing can come after this any more. */
  void over() {
    over = true;
  }

  private void step(
      Bytes message, String expect, @Nullable Bytes authenticator, @Nullable Bytes data) {
    steps.add(new RefusalCase.Step(message, expect, authenticator, data, note));
    note = null;
  }

  private List<TestClient> others(TestClient by) {
    return List.of(bob, carol, dave).stream().filter(member -> member != by).toList();
  }

  /** The case, which ends with a step that is accepted, if anything is possible any more. */
  RefusalCase finish(Attack attack, String name) throws Exception {
    if (!over && !steps.get(steps.size() - 1).expect().equals("accept")) {
      note("an ordinary commit");
      accept(insider().commit());
    }
    return new RefusalCase(
        name,
        attack.section(),
        attack.requirement(),
        suite.id(),
        RefusalClients.published(alice),
        welcome,
        null,
        initialEpochAuthenticator,
        steps);
  }
}
