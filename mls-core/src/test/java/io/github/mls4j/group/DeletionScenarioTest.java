package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.spi.InMemoryStore;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * RFC 9420 §9.2 and every other sentence that has something deleted, put to the test: stories stop
 * at the step that consumes a secret, and a dump of the heap is searched for it. {@code
 * spec-notes/secrets.md} has the schedule.
 */
class DeletionScenarioTest {

  /** A story up to the step in question. */
  @FunctionalInterface
  private interface Story {
    void tell(Deletions story) throws Exception;
  }

  private final SecretRecorder recorder = new SecretRecorder();
  private final List<Deletions> told = new ArrayList<>();
  private final CountDownLatch searched = new CountDownLatch(1);

  @TestFactory
  Stream<DynamicNode> consumedSecretsAreNowhereInTheHeap() throws Exception {
    for (CipherSuite suite :
        List.of(
            suite("hybrid", CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519),
            suite("hybrid", CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384),
            suite("bc", CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519))) {
      tell("a message sent", suite, this::sent);
      tell("a message received", suite, this::received);
      tell("a late message received", suite, this::receivedLate);
      tell("a commit sent", suite, this::committed);
      tell("a commit followed", suite, this::followed);
      tell("a commit without a path followed", suite, this::followedWithoutPath);
      tell("an own update committed", suite, this::updated);
      tell("an own update in vain", suite, this::updatedInVain);
      tell("commits discarded", suite, this::discarded);
      tell("a commit that lost", suite, this::lost);
      tell("a commit held back", suite, this::heldBack);
      tell("joined by a Welcome", suite, this::joined);
      tell("joined from outside", suite, this::joinedExternally);
      tell("a join from outside discarded", suite, this::joinDiscarded);
      tell("removed", suite, this::removed);
      tell("closed", suite, this::closed);
      tell("past epochs forgotten", suite, this::pastEpochs);
      tell("written down and read back", suite, this::restored);
      tell("kept in a store", suite, this::stored);
      tell("a secret exported", suite, this::exported);
      tell("a group started from another", suite, this::branched);
      tell("a group reinitialized", suite, this::reInitialized);
      tell("messages refused", suite, this::refused);
    }
    Set<Bytes> noted = new LinkedHashSet<>();
    told.forEach(story -> story.expectations.forEach(e -> noted.addAll(e.masked())));
    Set<Bytes> found = HeapSearch.inHeap(recorder, noted);
    searched.countDown();
    return told.stream()
        .map(
            story ->
                DynamicContainer.dynamicContainer(
                    story.toString(),
                    story.expectations.stream()
                        .map(e -> DynamicTest.dynamicTest(e.toString(), () -> check(e, found)))));
  }

  private static CipherSuite suite(String provider, CipherSuiteId id) {
    return CipherSuite.of(id, CryptoProviders.named(provider));
  }

  /** Each story has a thread, which lives on with all that a provider keeps for it. */
  private void tell(String name, CipherSuite suite, Story story) throws Exception {
    CipherSuite recorded =
        CipherSuite.of(suite.id(), new RecordingProvider(suite.provider(), recorder));
    Deletions deletions = new Deletions(name, recorded, recorder);
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread narrator =
        new Thread(
            () -> {
              try {
                story.tell(deletions);
                done.complete(null);
                searched.await();
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    narrator.setDaemon(true);
    narrator.start();
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new AssertionError(name, e.getCause());
    }
    told.add(deletions);
  }

  private void check(Deletions.Expectation expectation, Set<Bytes> found) {
    assertThat(
            expectation.masked().stream()
                .filter(masked -> found.contains(masked) != expectation.present())
                .map(recorder::label))
        .as(expectation.present() ? "not found" : "found")
        .isEmpty();
  }

  private void sent(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol", "dave");
    TestClient alice = circle.member(0);
    circle.commit(alice, commit -> commit);
    int mark = story.mark();
    story.gone("joiner", "path", "node", "epoch", "extract", "encryption");
    alice.say("hello");
    story.goneSince(mark, "tree left", "application", "key 0", "nonce 0");
    story.goneSince(mark, "nonce of AEAD", "sender data key", "sender data nonce");
    story.keptSince(mark, "tree right", "handshake", "secret 0");
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  /** The example of §9.2: D's second message comes before its first. */
  private void received(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol", "dave");
    TestClient bob = circle.member(1);
    TestClient dave = circle.member(3);
    int mark = story.mark();
    dave.say("first");
    bob.read(dave.say("second"));
    story.gone("encryption", "epoch", "joiner", "extract");
    story.goneSince(mark, "tree right", "application", "secret 0", "key 1", "nonce 1");
    story.keptSince(mark, "tree left", "handshake", "secret 1", "key 0", "nonce 0");
    story.only(circle, bob);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void receivedLate(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol", "dave");
    TestClient bob = circle.member(1);
    TestClient dave = circle.member(3);
    int mark = story.mark();
    Bytes first = dave.say("first");
    bob.read(dave.say("second"));
    bob.read(first);
    story.goneSince(mark, "key 0", "nonce 0", "key 1", "nonce 1");
    story.keptSince(mark, "secret 1");
    story.only(circle, bob);
    story.nothingElse();
  }

  private void committed(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol", "dave");
    TestClient alice = circle.member(0);
    circle.commit(alice, commit -> commit);
    story.noteKeys("old key", alice);
    int mark = story.mark();
    TestClient erin = circle.outsider("erin");
    story.gone(
        "init", "exporter", "external", "confirm", "membership", "sender data", "encryption");
    circle.commit(
        alice, commit -> commit.add(erin.published()).externalPsk(TestClient.PSK_ID), erin);
    story.goneSince(mark, "path", "node", "joiner", "extract", "epoch", "derived psk");
    story.goneSince(mark, "welcome", "welcome key", "welcome nonce", "agreement");
    erin.closeKeyPackage();
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void followed(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol", "dave");
    TestClient bob = circle.member(1);
    circle.commit(bob, commit -> commit);
    story.gone(
        "init", "exporter", "external", "confirm", "membership", "sender data", "encryption");
    int mark = story.mark();
    circle.commit(circle.member(0), commit -> commit.externalPsk(TestClient.PSK_ID));
    story.goneSince(mark, "path", "node", "joiner", "extract", "epoch", "derived psk", "agreement");
    story.only(circle, bob);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void followedWithoutPath(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob");
    TestClient bob = circle.member(1);
    story.gone("init", "exporter", "encryption");
    circle.commit(circle.member(0), commit -> commit.externalPsk(TestClient.PSK_ID).withoutPath());
    story.only(circle, bob);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void updated(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol", "dave");
    TestClient bob = circle.member(1);
    int before = story.mark();
    try (Secret old = bob.group.state.current().keys().leafKey().serialize()) {
      recorder.note("leaf key", old);
    }
    int mark = story.mark();
    circle.propose(bob, Proposer::update);
    List<Bytes> updated = recorder.since(mark, "private key");
    circle.commit(circle.member(0), commit -> commit);
    assertThat(before).isLessThanOrEqualTo(mark);
    story.expect("the new leaf key", true, updated.subList(0, 1));
    story.only(circle, bob);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  /** One is dropped, one is not in the commit. */
  private void updatedInVain(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol");
    TestClient bob = circle.member(1);
    int mark = story.mark();
    PendingProposal dropped = circle.propose(bob, Proposer::update);
    bob.group.drop(dropped.reference());
    bob.group.propose().update();
    story.goneSince(mark, "private key");
    circle.commit(circle.member(0), commit -> commit.withoutPending());
    story.only(circle, bob);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void discarded(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    TestClient dave = circle.outsider("dave");
    int mark = story.mark();
    PendingCommit pending = story.holds(alice.group.commit().add(dave.published()).build());
    StagedCommit staged = story.holds((StagedCommit) bob.group.receive(pending.message()));
    pending.close();
    staged.close();
    dave.closeKeyPackage();
    story.goneSince(mark, "path", "node", "joiner", "epoch", "welcome", "private key");
    story.goneSince(mark, "init", "exporter", "external", "confirm", "membership", "encryption");
    story.goneSince(mark, "resumption", "sender data");
    story.only(circle, alice, bob);
    story.nothingElse();
  }

  /** Merging the one that won is enough: the application need not close its own. */
  private void lost(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob");
    TestClient alice = circle.member(0);
    int mark = story.mark();
    story.holds(alice.group.commit().build());
    story.goneSince(mark, "path", "node", "joiner", "epoch", "private key", "init", "encryption");
    circle.commit(circle.member(1), commit -> commit);
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  /** Its key is not consumed before it is merged, but nothing of it is held in the meantime. */
  private void heldBack(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol", "dave");
    TestClient bob = circle.member(1);
    TestClient dave = circle.member(3);
    int mark = story.mark();
    try (PendingCommit commit = dave.group.commit().build()) {
      story.holds(bob.group.receive(commit.message()));
    }
    story.goneSince(mark, "key 0", "nonce 0", "handshake", "application", "tree right");
    story.goneSince(mark, "path", "node", "joiner", "epoch");
    story.only(circle, bob);
    story.expect("the root of the secret tree", true, last(story.noted("encryption"), 2));
  }

  /** The one before the last is the current epoch's, where the last is a staged one's. */
  private static List<Bytes> last(List<Bytes> all, int back) {
    return all.subList(all.size() - back, all.size() - back + 1);
  }

  private void joined(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol");
    int keys = story.mark();
    TestClient dave = circle.outsider("dave");
    List<Bytes> own = recorder.since(keys, "private key");
    int mark = story.mark();
    circle.commit(
        circle.member(1),
        commit -> commit.add(dave.published()).externalPsk(TestClient.PSK_ID),
        dave);
    dave.closeKeyPackage();
    story.expect("the init key", false, own.subList(0, 1));
    story.expect("the leaf key", true, own.subList(1, 2));
    story.goneSince(mark, "joiner", "path", "node", "extract", "derived psk", "epoch", "agreement");
    story.goneSince(mark, "welcome", "welcome key", "welcome nonce");
    story.only(circle, dave);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void joinedExternally(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol");
    TestClient bob = circle.member(1);
    TestClient erin = circle.outsider("erin");
    erin.closeKeyPackage();
    story.gone("init", "external");
    int mark = story.mark();
    circle.welcome(
        erin, Group.joinExternally(erin.config, erin.identity, bob.group.groupInfo(true)).build());
    story.goneSince(mark, "path", "node", "joiner", "extract", "epoch", "agreement", "hpke");
    story.only(circle, bob, erin);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void joinDiscarded(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob");
    TestClient alice = circle.member(0);
    TestClient erin = circle.outsider("erin");
    erin.closeKeyPackage();
    int mark = story.mark();
    PendingJoin join =
        Group.joinExternally(erin.config, erin.identity, alice.group.groupInfo(true)).build();
    story.holds(join).close();
    story.goneSince(mark, "path", "node", "joiner", "epoch", "private key", "init", "exporter");
    story.only(circle, alice);
    story.nothingElse();
  }

  /** §12.4.2: who is removed keeps neither the group's state nor its secret tree. */
  private void removed(Deletions story) throws Exception {
    Circle circle = story.circle(settings -> settings.pastEpochs(3), "alice", "bob", "carol");
    TestClient carol = story.holds(circle.member(2));
    carol.read(circle.member(0).say("hello"));
    carol.group.propose().update();
    circle.commit(circle.member(0), commit -> commit.withoutPending().remove(carol.leaf()));
    story.gone("init", "exporter", "sender data", "resumption", "private key", "tree left");
    story.only(circle);
    story.nothingElse();
  }

  private void closed(Deletions story) throws Exception {
    Circle circle = story.circle(settings -> settings.pastEpochs(3), "alice", "bob", "carol");
    TestClient alice = story.holds(circle.member(0));
    TestClient bob = circle.member(1);
    bob.say("skipped");
    alice.read(bob.say("hello"));
    alice.group.propose().update();
    story.only(circle);
    story.gone("init", "exporter", "sender data", "resumption", "private key", "key 0");
    story.nothingElse();
  }

  private void pastEpochs(Deletions story) throws Exception {
    Circle circle = story.circle(settings -> settings.pastEpochs(1), "alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    bob.say("not delivered");
    alice.read(bob.say("hello"));
    circle.commit(bob, commit -> commit);
    List<Bytes> kept = last(story.noted("membership"), 1);
    List<Bytes> forgotten = last(story.noted("membership"), 2);
    circle.commit(bob, commit -> commit);
    story.expect("the last membership key", true, kept);
    story.expect("the one before it", false, forgotten);
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void restored(Deletions story) throws Exception {
    Circle circle = story.circle(settings -> settings.pastEpochs(1), "alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    bob.say("not delivered");
    alice.read(bob.say("hello"));
    circle.propose(alice, Proposer::update);
    alice.restart();
    circle.commit(bob, commit -> commit);
    alice.restart();
    story.gone("path", "node", "joiner", "epoch");
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  /** What a step deletes from the store, or replaces there, is gone. */
  private void stored(Deletions story) throws Exception {
    Circle circle =
        story.circle(
            settings -> settings.pastEpochs(1).store(new InMemoryStore()), "alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    bob.say("not delivered");
    alice.read(bob.say("hello"));
    alice.say("hello");
    circle.propose(alice, Proposer::update);
    alice.group.commit().build();
    alice.restart();
    circle.commit(bob, commit -> commit);
    alice.restart();
    circle.commit(alice, commit -> commit);
    story.gone("path", "node", "joiner", "epoch");
    for (TestClient member : circle.others(alice)) {
      member.group.delete();
    }
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void exported(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob");
    TestClient alice = circle.member(0);
    int mark = story.mark();
    alice.group.export("label", Bytes.EMPTY, 32).close();
    story.goneSince(mark, "label", "exported");
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void branched(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient bob = new TestClient(circle.member(1), "bob");
    int mark = story.mark();
    FoundedGroup founded =
        alice.group.branch(Bytes.ofUtf8("branch"), List.of(), List.of(bob.keyPackage.message()));
    Group joined =
        Group.joinByWelcome(bob.config, bob.identity, founded.welcome())
            .keyPackage(bob.keyPackage)
            .origin(circle.member(1).group)
            .join();
    bob.closeKeyPackage();
    story.goneSince(mark, "path", "node", "joiner", "epoch", "extract", "derived psk", "welcome");
    story.only(circle);
    founded.group().close();
    bob.group = joined;
    circle.members.add(bob);
    story.only(circle, bob);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  private void reInitialized(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob");
    TestClient alice = circle.member(0);
    TestClient bob = new TestClient(circle.member(1), "bob");
    circle.commit(
        alice,
        commit ->
            commit.reInit(
                Bytes.ofUtf8("next"), ProtocolVersion.MLS10, story.suite.id(), List.of()));
    int mark = story.mark();
    FoundedGroup founded =
        alice.group.reInitialize(alice.identity, List.of(bob.keyPackage.message()));
    bob.closeKeyPackage();
    alice.group.close();
    circle.member(1).group.close();
    alice.group = founded.group();
    story.goneSince(mark, "path", "node", "joiner", "extract", "derived psk", "welcome");
    circle.members.remove(1);
    story.only(circle, alice);
    story.keepsTheLastEpoch();
    story.nothingElse();
  }

  /** Not even what is thrown holds a secret. */
  private void refused(Deletions story) throws Exception {
    Circle circle = story.circle("alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    story.keepsTheLastEpoch();
    try (PendingCommit commit = bob.group.commit().build()) {
      for (Bytes message : List.of(bob.say("hello"), commit.message())) {
        for (int at = 0; at < message.size(); at += 7) {
          byte[] damaged = message.toByteArray();
          damaged[at] ^= 1;
          try {
            alice.group.receive(Bytes.wrap(damaged));
          } catch (Exception e) {
            story.holds(e);
          }
        }
      }
    }
    story.only(circle, alice);
    story.nothingElse();
  }
}
