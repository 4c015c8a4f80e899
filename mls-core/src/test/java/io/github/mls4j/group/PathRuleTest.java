package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Paths in Bob's commits that Alice must not follow (§7.5, §12.4.2), signed and framed as if they
 * were in order. Bob's path is nodes 1 and 3: the first is encrypted to Alice, the second to Carol.
 */
class PathRuleTest extends InsiderStage {

  private static final HPKEPublicKey SMALL_ORDER = new HPKEPublicKey(Bytes.wrap(new byte[32]));

  /** All have committed once, so that no key is from a key package. */
  @BeforeEach
  void fillTheTree() throws Exception {
    for (TestClient member : List.of(alice, carol, bob)) {
      circle.commit(member, commit -> commit);
    }
    assertAccepted(insider().path(path -> path).commit());
  }

  private void assertRefused(Rule rule, UnaryOperator<UpdatePath> change) throws Exception {
    assertRefused(rule, insider().path(change).commit());
    assertRefused(rule, insider().encrypted().path(change).commit());
  }

  private UnaryOperator<UpdatePath> leaf(UnaryOperator<LeafNode> change) {
    return path ->
        new UpdatePath(
            Forgery.sign(
                bob.identity, change.apply(path.leafNode()), bob.group.groupId(), bob.leaf()),
            path.nodes());
  }

  private static UnaryOperator<UpdatePath> nodes(UnaryOperator<List<UpdatePathNode>> change) {
    return path -> new UpdatePath(path.leafNode(), change.apply(new ArrayList<>(path.nodes())));
  }

  private static UnaryOperator<UpdatePath> node(int step, UnaryOperator<UpdatePathNode> change) {
    return nodes(
        nodes -> {
          nodes.set(step, change.apply(nodes.get(step)));
          return nodes;
        });
  }

  private static UnaryOperator<UpdatePath> nodeKey(int step, HPKEPublicKey key) {
    return node(step, node -> new UpdatePathNode(key, node.encryptedPathSecret()));
  }

  private static UnaryOperator<UpdatePath> ciphertexts(
      int step, UnaryOperator<List<HPKECiphertext>> change) {
    return node(
        step,
        node ->
            new UpdatePathNode(
                node.encryptionKey(), change.apply(new ArrayList<>(node.encryptedPathSecret()))));
  }

  @Test
  void asManyNodesAsTheFilteredDirectPath() throws Exception {
    Rule rule = Rule.UPDATE_PATH_COVERS_FILTERED_DIRECT_PATH;
    assertRefused(rule, nodes(nodes -> nodes.subList(0, 1)));
    assertRefused(rule, nodes(nodes -> List.of()));
    assertRefused(
        rule,
        nodes(
            nodes -> {
              nodes.add(nodes.get(1));
              return nodes;
            }));
  }

  /** Also where it is not for the receiver to decrypt. */
  @Test
  void asManyCiphertextsAsReceivers() throws Exception {
    for (int step : new int[] {0, 1}) {
      assertRefused(
          Rule.UPDATE_PATH_CIPHERTEXTS_MATCH_RESOLUTION, ciphertexts(step, list -> List.of()));
      assertRefused(
          Rule.UPDATE_PATH_CIPHERTEXTS_MATCH_RESOLUTION,
          ciphertexts(
              step,
              list -> {
                list.add(list.get(0));
                return list;
              }));
    }
  }

  /** Nothing is encrypted to who is only just added (§7.5): it has its Welcome. */
  @Test
  void noCiphertextForWhoIsAdded() throws Exception {
    Proposal add = new Proposal.Add(dave.published());
    assertRefused(
        Rule.UPDATE_PATH_CIPHERTEXTS_MATCH_RESOLUTION,
        insider()
            .propose(add)
            .path(
                ciphertexts(
                    1,
                    list -> {
                      list.add(list.get(0));
                      return list;
                    }))
            .commit());
    assertAccepted(insider().propose(add).commit());
  }

  @Test
  void sourceOfTheLeaf() throws Exception {
    LeafNodeSource published = bob.published().leafNode().leafNodeSource();
    assertRefused(Rule.COMMIT_LEAF_SOURCE, leaf(leaf -> Forgery.source(leaf, published)));
    assertRefused(
        Rule.COMMIT_LEAF_SOURCE, leaf(leaf -> Forgery.source(leaf, new LeafNodeSource.Update())));
  }

  @Test
  void parentHashOfTheLeaf() throws Exception {
    for (Bytes wrong : List.of(Bytes.EMPTY, Bytes.wrap(new byte[32]), bob.group.ratchetTree())) {
      assertRefused(
          Rule.UPDATE_PATH_PARENT_HASH_MATCHES,
          leaf(leaf -> Forgery.source(leaf, new LeafNodeSource.Commit(wrong))));
    }
    assertRefused(Rule.UPDATE_PATH_PARENT_HASH_MATCHES, nodeKey(1, freshKey()));
  }

  private HPKEPublicKey freshKey() {
    return SUITE.generateKemKeyPair(bob.config.random()).publicKey().wire();
  }

  @Test
  void keysThatAreNone() throws Exception {
    HPKEPublicKey tooShort = new HPKEPublicKey(Bytes.wrap(new byte[31]));
    for (HPKEPublicKey key : List.of(SMALL_ORDER, tooShort, new HPKEPublicKey(Bytes.EMPTY))) {
      assertRefused(Rule.LEAF_KEYS_FIT_SUITE, leaf(leaf -> Forgery.encryptionKey(leaf, key)));
      assertRefused(Rule.PARENT_KEY_FITS_SUITE, nodeKey(0, key));
      assertRefused(Rule.PARENT_KEY_FITS_SUITE, nodeKey(1, key));
    }
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE,
        leaf(leaf -> Forgery.signatureKey(leaf, new SignaturePublicKey(Bytes.EMPTY))));
  }

  private HPKEPublicKey keyOfNode(int node) throws Exception {
    ParentNode parent =
        ((Node.Parent) alice.group.state.current().tree().node(node).orElseThrow()).parentNode();
    return parent.encryptionKey();
  }

  private static HPKEPublicKey keyOf(TestClient member) {
    return member.group.self().leafNode().encryptionKey();
  }

  @Test
  void keysOfOtherNodes() throws Exception {
    Rule rule = Rule.UPDATE_PATH_KEYS_NEW;
    // Of members, the committer itself included, and of the nodes that the path replaces.
    for (HPKEPublicKey used :
        List.of(keyOf(alice), keyOf(bob), keyOf(carol), keyOfNode(1), keyOfNode(3))) {
      assertRefused(rule, leaf(leaf -> Forgery.encryptionKey(leaf, used)));
      assertRefused(rule, nodeKey(0, used));
      assertRefused(rule, nodeKey(1, used));
    }
  }

  @Test
  void keysTwiceInThePath() throws Exception {
    Rule rule = Rule.UPDATE_PATH_KEYS_NEW;
    assertRefused(rule, path -> nodeKey(0, path.nodes().get(1).encryptionKey()).apply(path));
    assertRefused(rule, path -> nodeKey(1, path.leafNode().encryptionKey()).apply(path));
  }

  @Test
  void keyOfWhoIsAdded() throws Exception {
    Proposal add = new Proposal.Add(dave.published());
    HPKEPublicKey daves = dave.published().leafNode().encryptionKey();
    assertRefused(
        Rule.UPDATE_PATH_KEYS_NEW, insider().propose(add).path(nodeKey(1, daves)).commit());
    assertAccepted(insider().propose(add).commit());
  }

  @Test
  void signatureKeyOfAnotherMember() throws Exception {
    SignaturePublicKey carols = carol.group.self().leafNode().signatureKey();
    InsiderBuilder insider =
        insider()
            .leaf(leaf -> Forgery.signatureKey(leaf, carols))
            .signedLeaf(
                leaf -> Forgery.sign(carol.identity, leaf, bob.group.groupId(), bob.leaf()));
    assertRefused(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, insider.commit());
    assertAccepted(
        insider().leaf(leaf -> Forgery.signatureKey(leaf, leaf.signatureKey())).commit());
  }

  private static Bytes flipped(Bytes bytes) {
    byte[] copy = bytes.toByteArray();
    copy[0] ^= 1;
    return Bytes.wrap(copy);
  }

  @Test
  void pathSecretThatDoesNotOpen() throws Exception {
    Rule rule = Rule.PATH_SECRET_OPENS;
    for (UnaryOperator<HPKECiphertext> damage :
        List.<UnaryOperator<HPKECiphertext>>of(
            c -> new HPKECiphertext(c.kemOutput(), flipped(c.ciphertext())),
            c -> new HPKECiphertext(flipped(c.kemOutput()), c.ciphertext()),
            c -> new HPKECiphertext(Bytes.EMPTY, c.ciphertext()),
            c -> new HPKECiphertext(Bytes.wrap(new byte[32]), c.ciphertext()),
            c -> new HPKECiphertext(c.kemOutput(), Bytes.EMPTY),
            c -> new HPKECiphertext(c.kemOutput(), c.ciphertext().slice(0, 15)))) {
      assertRefused(rule, ciphertexts(0, list -> List.of(damage.apply(list.get(0)))));
    }
    // What is for Carol is not for Alice.
    assertRefused(
        rule,
        path -> {
          HPKECiphertext carols = path.nodes().get(1).encryptedPathSecret().get(0);
          return ciphertexts(0, list -> List.of(carols)).apply(path);
        });
  }

  /** In due form, but another secret than the keys come of, or of another length. */
  @Test
  void pathSecretThatDoesNotFit() throws Exception {
    for (int length :
        new int[] {0, SUITE.hashLength() - 1, SUITE.hashLength(), SUITE.hashLength() + 1}) {
      InsiderBuilder insider = insider();
      assertRefused(
          Rule.PATH_SECRET_FITS_PATH,
          insider
              .path(
                  ciphertexts(
                      0, list -> List.of(sealedToAlice(length, insider.provisionalContext()))))
              .commit());
    }
    assertRefused(
        Rule.PATH_SECRET_OPENS,
        ciphertexts(
            0, list -> List.of(sealedToAlice(SUITE.hashLength(), alice.group.context().encode()))));
  }

  private HPKECiphertext sealedToAlice(int length, Bytes context) {
    try (Secret secret = Secret.random(bob.config.random(), length)) {
      return SUITE.encryptWithLabel(
          alice.group.state.current().tree().member(new LeafIndex(0)).encryptionKey(),
          "UpdatePathNode",
          context,
          secret,
          bob.config.random());
    }
  }
}
