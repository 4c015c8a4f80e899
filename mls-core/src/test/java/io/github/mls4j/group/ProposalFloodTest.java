package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.Sender;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a member can make others keep by sending proposals that nobody commits. */
class ProposalFloodTest {

  private static ValidProposal proposal(int bytes) throws Exception {
    return ValidProposal.restore(
        Circle.SUITE,
        new Registrations(List.of(), List.of(), List.of()),
        new Proposal.GroupContextExtensions(
            List.of(new Extension(ExtensionType.of(0xf00e), Bytes.wrap(new byte[bytes])))),
        new Sender.Member(new LeafIndex(1)));
  }

  private static ProposalRef reference(int i) {
    return new ProposalRef(Bytes.copyOf((byte) (i >> 8), (byte) i));
  }

  @Test
  void theirNumberIsBounded() throws Exception {
    ProposalCache cache = new ProposalCache(new Journal());
    ValidProposal small = proposal(1);
    for (int i = 0; i <= ProposalCache.MAX_PROPOSALS; i++) {
      cache.put(reference(i), small, null);
    }
    assertThat(cache.entries()).hasSize(ProposalCache.MAX_PROPOSALS);
    assertThat(cache.find(reference(0))).isNull();
    assertThat(cache.find(reference(1))).isNotNull();
  }

  @Test
  void theirSizeIsBounded() throws Exception {
    ProposalCache cache = new ProposalCache(new Journal());
    int size = 1 << 20;
    int fit = ProposalCache.MAX_BYTES / size - 1;
    ValidProposal large = proposal(size);
    for (int i = 0; i < 2 * fit; i++) {
      cache.put(reference(i), large, null);
      cache.put(reference(i), large, null);
    }
    assertThat(cache.entries()).hasSize(fit);
    assertThat(cache.find(reference(2 * fit - 1))).isNotNull();
    for (int i = fit; i < 2 * fit; i++) {
      assertThat(cache.drop(reference(i))).isTrue();
    }
    for (int i = 0; i < fit; i++) {
      cache.put(reference(i), large, null);
    }
    assertThat(cache.entries()).hasSize(fit);
    cache.close();
    assertThat(cache.isEmpty()).isTrue();
  }

  /** A short proposal in a long message: the message is let go of. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMessageIsNotKeptWithItsProposal(boolean encrypted) throws Exception {
    Circle circle = Circle.of(encrypted, "alice", "bob");
    TestClient alice = circle.member(0);
    WeakReference<byte[]> message =
        receive(
            alice,
            circle
                .member(1)
                .group
                .propose()
                .authenticatedData(Bytes.wrap(new byte[1 << 20]))
                .add(circle.outsider("carol").published()));
    assertThat(alice.group.pendingProposals()).hasSize(1);
    for (int i = 0; i < 100 && message.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(message.get()).isNull();
  }

  private static WeakReference<byte[]> receive(TestClient by, Bytes message) throws Exception {
    byte[] copy = message.toByteArray();
    by.group.receive(Bytes.wrap(copy));
    return new WeakReference<>(copy);
  }

  /** One half of very many does not go together with the group, which shows late: §11.1. */
  @Test
  void aCommitIsMadeInTheFaceOfMany() throws Exception {
    Circle circle = Circle.of("alice", "bob");
    TestClient alice = circle.member(0);
    KeyPackage plain = circle.outsider("carol").published();
    int half = 2_500;
    for (int i = 0; i < 2 * half; i += 2) {
      add(alice, i, joiner(plain, CredentialType.BASIC));
      add(alice, i + 1, joiner(plain, CredentialType.X509));
    }
    CommitPreview preview =
        assertTimeoutPreemptively(
            Duration.ofSeconds(40),
            () -> alice.group.commit().remove(circle.member(1).leaf()).preview());
    assertThat(preview.leftOut()).hasSizeGreaterThanOrEqualTo(half);
    assertThat(preview.leftOut().size() + preview.changes().added().size()).isEqualTo(2 * half);
    assertThat(preview.changes().added()).isNotEmpty();
    assertThat(preview.changes().removed()).hasSize(1);
  }

  private static void add(TestClient to, int i, KeyPackage joiner) throws Exception {
    to.group.state.proposals.put(
        reference(i),
        ValidProposal.restore(
            Circle.SUITE,
            new Registrations(List.of(), List.of(), List.of()),
            new Proposal.Add(joiner),
            new Sender.Member(new LeafIndex(1))),
        null);
  }

  /** With keys of its own, which nobody has to prove any more by then. */
  private static KeyPackage joiner(KeyPackage plain, CredentialType supported) {
    SecureRandom random = new SecureRandom();
    LeafNode leaf = plain.leafNode();
    Capabilities all = leaf.capabilities();
    try (KemKeyPair encryption = Circle.SUITE.generateKemKeyPair(random);
        SignatureKeyPair signature = Circle.SUITE.generateSignatureKeyPair(random)) {
      return new KeyPackage(
          plain.version(),
          plain.cipherSuite(),
          plain.initKey(),
          new LeafNode(
              encryption.publicKey().wire(),
              signature.publicKey(),
              leaf.credential(),
              new Capabilities(
                  all.versions(),
                  all.cipherSuites(),
                  all.extensions(),
                  all.proposals(),
                  List.of(supported)),
              leaf.leafNodeSource(),
              leaf.extensions(),
              leaf.signature()),
          plain.extensions(),
          plain.signature());
    }
  }
}
