package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import io.github.mls4j.wire.Welcome;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What depends on the primitives of a suite is refused in each of them: keys, tags, ciphertexts.
 */
class SuitesRuleTest {

  private CipherSuite suite;
  private TestClient alice;
  private TestClient bob;
  private TestClient dave;

  private void gather(int id) throws Exception {
    suite = CipherSuite.of(CipherSuiteId.of(id));
    UnaryOperator<GroupConfig.Builder> settings = builder -> builder.psks(TestClient::sharedPsk);
    alice = new TestClient("alice", suite, settings).create("group");
    bob = new TestClient("bob", suite, settings);
    dave = new TestClient("dave", suite, settings);
    try (PendingCommit commit = alice.group.commit().add(bob.published()).build()) {
      alice.group.merge(commit);
      bob.join(commit.welcome().orElseThrow());
    }
  }

  private InsiderBuilder insider() throws Exception {
    return InsiderBuilder.of(bob);
  }

  private void assertRefused(Rule rule, Bytes message) {
    Refusals.assertRefused(rule, alice, message);
  }

  /** The genuine thing still works, and so does the group. */
  private void assertUnharmed() throws Exception {
    alice.follow(commitOfBob());
    assertThat(alice.read(bob.say("all is well"))).isEqualTo("all is well");
  }

  private Bytes commitOfBob() throws Exception {
    try (PendingCommit commit = bob.group.commit().withoutPending().build()) {
      bob.group.merge(commit);
      return commit.message();
    }
  }

  private static Bytes flipped(Bytes bytes, int index) {
    byte[] copy = bytes.toByteArray();
    copy[index] ^= 1;
    return Bytes.wrap(copy);
  }

  private static List<Bytes> damaged(Bytes bytes) {
    int size = bytes.size();
    return List.of(
        Bytes.EMPTY,
        flipped(bytes, 0),
        flipped(bytes, size - 1),
        bytes.slice(0, size - 1),
        Bytes.concat(bytes, Bytes.copyOf((byte) 0)),
        Bytes.wrap(new byte[size]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void tagsOfAMemberInTheOpen(int id) throws Exception {
    gather(id);
    Bytes sent = insider().proposal(new Proposal.Remove(alice.leaf()));
    PublicMessage good = (PublicMessage) TlsReader.decode(sent, MLSMessage::readFrom).body();
    for (Bytes tag : damaged(good.membershipTag().orElseThrow())) {
      assertRefused(
          Rule.MEMBERSHIP_TAG_VALID,
          MLSMessage.of(new PublicMessage(good.content(), good.auth(), Optional.of(tag))).encode());
    }
    for (UnaryOperator<Bytes> change : changes()) {
      assertRefused(Rule.CONFIRMATION_TAG_VALID, insider().confirmationTag(change).commit());
      assertRefused(
          Rule.CONFIRMATION_TAG_VALID, insider().encrypted().confirmationTag(change).commit());
    }
    alice.group.receive(sent);
    assertUnharmed();
  }

  /** One of each kind, where making the message takes time. */
  private static List<UnaryOperator<Bytes>> changes() {
    return List.of(
        bytes -> Bytes.EMPTY,
        bytes -> flipped(bytes, bytes.size() / 2),
        bytes -> bytes.slice(0, bytes.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void signatures(int id) throws Exception {
    gather(id);
    for (UnaryOperator<Bytes> change : changes()) {
      assertRefused(
          Rule.LEAF_SIGNATURE_VALID,
          insider()
              .signedLeaf(leaf -> Forgery.signature(leaf, change.apply(leaf.signature())))
              .commit());
      assertRefused(
          Rule.CONTENT_SIGNATURE_VALID,
          insider().signature(change).proposal(new Proposal.Remove(alice.leaf())));
      assertRefused(Rule.CONTENT_SIGNATURE_VALID, insider().encrypted().signature(change).commit());
    }
    assertUnharmed();
  }

  /** Nothing of another length, off the curve or of small order is a key. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void keys(int id) throws Exception {
    gather(id);
    Bytes good = dave.published().leafNode().encryptionKey().value();
    for (Bytes bad :
        List.of(
            Bytes.EMPTY,
            good.slice(0, good.size() - 1),
            Bytes.concat(good, Bytes.copyOf((byte) 0)),
            Bytes.wrap(new byte[good.size()]),
            Bytes.ofUtf8("no key"))) {
      HPKEPublicKey key = new HPKEPublicKey(bad);
      assertRefused(Rule.LEAF_KEYS_FIT_SUITE, add(leaf -> Forgery.encryptionKey(leaf, key)));
      assertRefused(
          Rule.PARENT_KEY_FITS_SUITE, insider().path(path -> withNodeKey(path, key)).commit());
      assertRefused(
          Rule.INIT_KEY_FITS_SUITE,
          insider().proposal(new Proposal.Add(Forgery.withInitKey(dave, key))));
    }
    Bytes signatureKey = dave.published().leafNode().signatureKey().value();
    for (Bytes bad :
        List.of(
            Bytes.EMPTY,
            signatureKey.slice(0, signatureKey.size() - 1),
            Bytes.concat(signatureKey, Bytes.copyOf((byte) 0)),
            Bytes.ofUtf8("no key"))) {
      assertRefused(
          Rule.LEAF_KEYS_FIT_SUITE,
          add(leaf -> Forgery.signatureKey(leaf, new SignaturePublicKey(bad))));
    }
    alice.group.receive(add(leaf -> leaf));
    assertUnharmed();
  }

  private Bytes add(UnaryOperator<LeafNode> change) throws Exception {
    return insider().proposal(new Proposal.Add(Forgery.withLeaf(dave, change)));
  }

  private static UpdatePath withNodeKey(UpdatePath path, HPKEPublicKey key) {
    UpdatePathNode only = path.nodes().get(0);
    return new UpdatePath(
        path.leafNode(), List.of(new UpdatePathNode(key, only.encryptedPathSecret())));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void pathSecrets(int id) throws Exception {
    gather(id);
    for (UnaryOperator<Bytes> change : changes()) {
      assertRefused(
          Rule.PATH_SECRET_OPENS,
          insider().path(path -> withCiphertext(path, c -> withKemOutput(c, change))).commit());
      assertRefused(
          Rule.PATH_SECRET_OPENS,
          insider()
              .path(
                  path ->
                      withCiphertext(
                          path,
                          c -> new HPKECiphertext(c.kemOutput(), change.apply(c.ciphertext()))))
              .commit());
    }
    assertUnharmed();
  }

  private static HPKECiphertext withKemOutput(HPKECiphertext c, UnaryOperator<Bytes> change) {
    return new HPKECiphertext(change.apply(c.kemOutput()), c.ciphertext());
  }

  private static UpdatePath withCiphertext(UpdatePath path, UnaryOperator<HPKECiphertext> change) {
    UpdatePathNode only = path.nodes().get(0);
    HPKECiphertext changed = change.apply(only.encryptedPathSecret().get(0));
    return new UpdatePath(
        path.leafNode(), List.of(new UpdatePathNode(only.encryptionKey(), List.of(changed))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void nonceOfPsk(int id) throws Exception {
    gather(id);
    int length = suite.hashLength();
    for (int other : new int[] {0, length - 1, length + 1, length == 32 ? 48 : 32}) {
      assertRefused(Rule.PSK_NONCE_LENGTH, insider().proposal(psk(other)));
      assertRefused(Rule.PSK_NONCE_LENGTH, insider().propose(psk(other)).commit());
    }
    alice.group.receive(insider().proposal(psk(length)));
    assertUnharmed();
  }

  private static Proposal psk(int nonceLength) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyID.External(TestClient.PSK_ID, Bytes.wrap(new byte[nonceLength])));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void privateMessages(int id) throws Exception {
    gather(id);
    PrivateMessage good =
        (PrivateMessage) TlsReader.decode(bob.say("hello"), MLSMessage::readFrom).body();
    for (Bytes senderData : damaged(good.encryptedSenderData())) {
      assertRefused(Rule.SENDER_DATA_OPENS, privateMessage(good, senderData, good.ciphertext()));
    }
    Bytes ciphertext = good.ciphertext();
    assertRefused(
        Rule.SENDER_DATA_OPENS,
        privateMessage(good, good.encryptedSenderData(), flipped(ciphertext, 0)));
    assertRefused(
        Rule.SENDER_DATA_OPENS,
        privateMessage(
            good, good.encryptedSenderData(), flipped(ciphertext, suite.hashLength() - 1)));
    for (Bytes bad :
        List.of(
            flipped(ciphertext, suite.hashLength()),
            flipped(ciphertext, ciphertext.size() - 1),
            ciphertext.slice(0, ciphertext.size() - 1),
            ciphertext.slice(0, suite.hashLength()),
            Bytes.concat(ciphertext, Bytes.copyOf((byte) 0)))) {
      assertRefused(
          Rule.PRIVATE_CONTENT_OPENS, privateMessage(good, good.encryptedSenderData(), bad));
    }
    assertThat(alice.read(MLSMessage.of(good).encode())).isEqualTo("hello");
    assertUnharmed();
  }

  private static Bytes privateMessage(PrivateMessage good, Bytes senderData, Bytes ciphertext) {
    return MLSMessage.of(
            new PrivateMessage(
                good.groupId(),
                good.epoch(),
                good.contentType(),
                good.authenticatedData(),
                senderData,
                ciphertext))
        .encode();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void welcomes(int id) throws Exception {
    gather(id);
    for (UnaryOperator<Bytes> change : changes()) {
      refusesToJoin(Rule.WELCOME_SECRETS_OPEN, welcome().ciphertext(c -> withKemOutput(c, change)));
      refusesToJoin(
          Rule.WELCOME_SECRETS_OPEN,
          welcome()
              .ciphertext(c -> new HPKECiphertext(c.kemOutput(), change.apply(c.ciphertext()))));
      refusesToJoin(Rule.WELCOME_GROUP_INFO_OPENS, welcome().sealed(change));
      refusesToJoin(Rule.GROUP_INFO_SIGNATURE_VALID, welcome().signature(change));
      refusesToJoin(
          Rule.CONFIRMATION_TAG_VALID,
          welcome()
              .groupInfo(
                  tbs ->
                      new GroupInfoTBS(
                          tbs.groupContext(),
                          tbs.extensions(),
                          change.apply(tbs.confirmationTag()),
                          tbs.signer())));
    }
    dave.join(welcome().message());
    assertThat(dave.group.members()).hasSize(3);
  }

  private InsiderWelcome welcome() throws Exception {
    return new InsiderWelcome(
        insider().propose(new Proposal.Add(dave.published())).made(), bob, dave.published());
  }

  private void refusesToJoin(Rule rule, InsiderWelcome welcome) throws Exception {
    Bytes message = welcome.message();
    Refusals.assertRefused(rule, () -> dave.join(message));
    assertThat(dave.group).isNull();
  }

  /** A Welcome to others is none of ours, and one in another suite not even read on. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void welcomeInAnotherSuite(int id) throws Exception {
    gather(id);
    for (int other = 1; other <= 7; other++) {
      if (other != id) {
        Bytes message = welcome().suite(CipherSuiteId.of(other)).message();
        Refusals.assertRefused(Rule.WELCOME_SUITE_MATCHES, () -> dave.join(message));
      }
    }
    Welcome good = (Welcome) read(welcome().message()).body();
    assertThat(good.cipherSuite()).isEqualTo(suite.id());
    dave.join(MLSMessage.of(good).encode());
  }

  private static MLSMessage read(Bytes message) throws DecodeException {
    return TlsReader.decode(message, MLSMessage::readFrom);
  }
}
