package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.spi.PskStore;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.RequiredCapabilities;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A small group with some history, so that its tree has parents, blanks and unmerged leaves: Alice,
 * who creates it and encrypts what she sends, Bob, who sends in the open, and Carol; and two
 * clients outside. Their keys are the same in every run.
 */
final class Cast {

  static final Bytes PSK_ID = Bytes.ofUtf8("psk");
  private static final PskStore PSKS =
      id -> id.equals(PSK_ID) ? Secret.copyOf(Bytes.ofUtf8("shared")) : null;

  final TestClient alice;
  final TestClient bob;
  final TestClient carol;
  final TestClient dave;
  final TestClient eve;

  Cast(CipherSuite suite) throws Exception {
    this(suite, settings -> settings);
  }

  Cast(CipherSuite suite, UnaryOperator<GroupConfig.Builder> settings) throws Exception {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(GroupFuzzTest.SEED);
    UnaryOperator<GroupConfig.Builder> shared =
        builder -> settings.apply(new TestClock().settings(builder)).psks(PSKS).random(random);
    alice = new TestClient("alice", suite, shared).create("fuzz");
    bob = new TestClient("bob", suite, builder -> shared.apply(builder).encryptHandshake(false));
    carol = new TestClient("carol", suite, shared);
    dave = new TestClient("dave", suite, shared);
    eve = new TestClient("eve", suite, shared);
    try (PendingCommit commit =
        alice.group.commit().add(bob.published()).add(carol.published()).build()) {
      alice.group.merge(commit);
      join(bob, commit);
      join(carol, commit);
    }
    try (PendingCommit commit = bob.group.commit().build()) {
      alice.follow(commit.message());
      carol.follow(commit.message());
      bob.group.merge(commit);
    }
  }

  private void join(TestClient client, PendingCommit commit) throws Exception {
    client.group =
        Group.joinByWelcome(client.config, client.identity, commit.welcome().orElseThrow())
            .keyPackage(client.keyPackage)
            .ratchetTree(alice.group.ratchetTree())
            .join();
  }

  /** Messages for Alice of every kind, in the open and encrypted. */
  Map<String, Bytes> handshakes() throws Exception {
    Map<String, Bytes> messages = new LinkedHashMap<>();
    List<Extension> extensions = extensions();
    messages.put("add", bob.group.propose().add(dave.published()));
    messages.put("update", bob.group.propose().update());
    messages.put("remove", bob.group.propose().remove(carol.leaf()));
    messages.put("external psk", bob.group.propose().externalPsk(PSK_ID));
    messages.put("resumption psk", bob.group.propose().resumptionPsk(bob.group.epoch()));
    messages.put("extensions", bob.group.propose().groupContextExtensions(extensions));
    messages.put("encrypted update", carol.group.propose().update());
    try (PendingCommit open =
            bob.group
                .commit()
                .withoutPending()
                .add(dave.published())
                .remove(carol.leaf())
                .externalPsk(PSK_ID)
                .groupContextExtensions(extensions)
                .build();
        PendingCommit pathless =
            bob.group.commit().withoutPending().withoutPath().add(dave.published()).build();
        PendingCommit encrypted = carol.group.commit().withoutPending().build();
        PendingJoin external =
            Group.joinExternally(eve.config, eve.identity, bob.group.groupInfo(true)).build()) {
      messages.put("commit", open.message());
      messages.put("commit without path", pathless.message());
      messages.put("encrypted commit", encrypted.message());
      messages.put("external commit", external.message());
    }
    bob.group.pendingProposals().forEach(proposal -> bob.group.drop(proposal.reference()));
    return messages;
  }

  private static List<Extension> extensions() {
    return List.of(
        new Extension(
            ExtensionType.REQUIRED_CAPABILITIES,
            new RequiredCapabilities(List.of(), List.of(), List.of()).encode()));
  }

  /** A Welcome of Alice's to the two outside. */
  Bytes welcomeForDaveAndEve() throws Exception {
    try (PendingCommit commit =
        alice.group.commit().add(dave.published()).add(eve.published()).build()) {
      alice.group.merge(commit);
      return commit.welcome().orElseThrow();
    }
  }
}
