package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.PaddingPolicy;
import io.github.mls4j.wire.ContentType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Application messages: late, early, doubled, out of order, from members that are gone. */
class ApplicationMessageScenarioTest {

  private static final int PAST_EPOCHS = 2;

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(builder -> builder.pastEpochs(PAST_EPOCHS), "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  private static MissingInput.Kind missing(TestClient client, Bytes message) {
    return catchThrowableOfType(MissingInput.class, () -> client.group.receive(message)).kind();
  }

  @Test
  void outOfOrder() throws Exception {
    List<Bytes> messages = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      messages.add(alice.say("message " + i));
      order.add(i);
    }
    Collections.shuffle(order, new Random(1));
    for (int i : order) {
      assertThat(bob.read(messages.get(i))).isEqualTo("message " + i);
      Refusals.assertRefused(Rule.GENERATION_NOT_USED_TWICE, bob, messages.get(i));
    }
    Collections.shuffle(order, new Random(2));
    for (int i : order) {
      carol.restart();
      assertThat(carol.read(messages.get(i))).isEqualTo("message " + i);
    }
    circle.assertAllTalk();
  }

  @Test
  void ofPastEpochsForAsLongAsTheyAreKept() throws Exception {
    List<Bytes> first = new ArrayList<>();
    List<Bytes> second = new ArrayList<>();
    long epoch = alice.group.epoch();
    for (int i = 0; i <= PAST_EPOCHS; i++) {
      first.add(alice.say("first " + i));
      second.add(alice.say("second " + i));
      circle.commit(circle.member(i), commit -> commit);
    }
    for (int i = 1; i <= PAST_EPOCHS; i++) {
      ApplicationMessage late = (ApplicationMessage) bob.group.receive(second.get(i));
      assertThat(late.epoch()).isEqualTo(epoch + i);
      assertThat(late.sender().credential()).isEqualTo(alice.identity.credential());
      assertThat(bob.read(first.get(i))).isEqualTo("first " + i);
      Refusals.assertRefused(Rule.GENERATION_NOT_USED_TWICE, bob, first.get(i));
    }
    assertThat(missing(bob, first.get(0))).isEqualTo(MissingInput.Kind.PAST_EPOCH);
    carol.restart();
    assertThat(missing(carol, first.get(0))).isEqualTo(MissingInput.Kind.PAST_EPOCH);
    assertThat(carol.read(first.get(1))).isEqualTo("first 1");
    assertThat(alice.group.receive(first.get(1)))
        .isEqualTo(new OwnMessage(ContentType.APPLICATION, epoch + 1, Optional.empty()));
  }

  @Test
  void ofPastEpochsWhereNoneIsKept() throws Exception {
    Circle forgetful =
        Circle.of(builder -> builder.pastEpochs(0).resumptionEpochs(0), "alice", "bob");
    Bytes late = forgetful.member(0).say("late");
    forgetful.commit(forgetful.member(1), commit -> commit);
    Refusals.assertMissing(MissingInput.Kind.PAST_EPOCH, forgetful.member(1), late);
    forgetful.member(0).restart();
    forgetful.assertAllTalk();
  }

  @Test
  void aJoinerHasNoKeysOfEarlierEpochs() throws Exception {
    Bytes early = alice.say("before dave");
    TestClient dave = circle.outsider("dave");
    circle.add(alice, dave);
    assertThat(missing(dave, early)).isEqualTo(MissingInput.Kind.PAST_EPOCH);
  }

  @Test
  void ofARemovedMemberBelongToTheRosterOfTheirEpoch() throws Exception {
    Bytes last = carol.say("my last words");
    Member gone = carol.group.self();
    TestClient dave = circle.outsider("dave");
    circle.commit(alice, commit -> commit.remove(gone.index()).add(dave.published()), dave);
    assertThat(dave.leaf()).as("dave sits where carol sat").isEqualTo(gone.index());
    ApplicationMessage late = (ApplicationMessage) bob.group.receive(last);
    assertThat(late.sender()).isEqualTo(gone);
    assertThat(late.sender()).isNotEqualTo(dave.group.self());
    assertThat(missing(dave, last)).isEqualTo(MissingInput.Kind.PAST_EPOCH);
  }

  @Test
  void ofAFutureEpochWaitForItsCommit() throws Exception {
    try (PendingCommit commit = alice.group.commit().build()) {
      alice.group.merge(commit);
      Bytes early = alice.say("from the future");
      Bytes before = State.of(bob);
      assertThat(missing(bob, early)).isEqualTo(MissingInput.Kind.FUTURE_EPOCH);
      assertThat(State.of(bob)).isEqualTo(before);
      bob.follow(commit.message());
      assertThat(bob.read(early)).isEqualTo("from the future");
      carol.follow(commit.message());
    }
    circle.assertAgree();
  }

  @Test
  void ownMessagesComeBack() throws Exception {
    long epoch = alice.group.epoch();
    Bytes hello = alice.say("hello");
    for (int i = 0; i < 2; i++) {
      assertThat(alice.group.receive(hello))
          .isEqualTo(new OwnMessage(ContentType.APPLICATION, epoch, Optional.empty()));
    }
    Bytes update = alice.group.propose().update();
    assertThat(alice.group.receive(update))
        .isEqualTo(new OwnMessage(ContentType.PROPOSAL, epoch, Optional.empty()));
    assertThat(alice.group.pendingProposals()).hasSize(1);
    try (PendingCommit commit = alice.group.commit().build()) {
      assertThat(alice.group.receive(commit.message()))
          .isEqualTo(new OwnMessage(ContentType.COMMIT, epoch, Optional.of(commit.id())));
      alice.group.merge(commit);
    }
  }

  @Test
  void authenticatedDataComesAlong() throws Exception {
    Bytes aad = Bytes.ofUtf8("to whom it may concern");
    Bytes message = alice.group.protect(Bytes.ofUtf8("hello"), aad);
    ApplicationMessage received = (ApplicationMessage) bob.group.receive(message);
    assertThat(received.authenticatedData()).isEqualTo(aad);
    assertThat(received.sender()).isEqualTo(alice.group.self());
    assertThat(received.data()).isEqualTo(Bytes.ofUtf8("hello"));
  }

  @Test
  void paddingHidesTheLength() throws Exception {
    Circle padded =
        Circle.of(builder -> builder.padding(PaddingPolicy.toMultipleOf(256)), "alice", "bob");
    TestClient sender = padded.member(0);
    Bytes shorter = sender.say("yes");
    Bytes longer = sender.say("no, and that for a good number of reasons");
    assertThat(shorter.size()).isEqualTo(longer.size());
    assertThat(padded.member(1).read(shorter)).isEqualTo("yes");
    assertThat(padded.member(1).read(longer)).startsWith("no");
  }

  @Test
  void nothingIsSentBeforePendingProposalsAreCommitted() throws Exception {
    Circle lenient = Circle.of(builder -> builder.commitBeforeSending(false), "alice", "bob");
    lenient.propose(lenient.member(0), Proposer::update);
    Bytes message = lenient.member(1).say("all the same");
    assertThat(lenient.member(0).read(message)).isEqualTo("all the same");

    PendingProposal pending = circle.propose(bob, Proposer::update);
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> alice.say("too early")))
        .isNotNull();
    assertThat(alice.group.drop(pending.reference())).isTrue();
    assertThat(bob.read(alice.say("now"))).isEqualTo("now");
  }
}
