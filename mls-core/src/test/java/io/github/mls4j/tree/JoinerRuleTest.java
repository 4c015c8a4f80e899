package io.github.mls4j.tree;

import static io.github.mls4j.tree.RuleAssert.assertRefused;
import static io.github.mls4j.tree.TestLeaves.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.TestGroup.Changes;
import io.github.mls4j.wire.LeafIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a new member learns from its Welcome. Leaf 4 joins a tree of eight in which leaves 2 and 3
 * are blank, by a commit of leaf 0; so the committer's path is nodes 1 and 7, and node 3 is left
 * out.
 */
class JoinerRuleTest {

  private static final LeafIndex COMMITTER = new LeafIndex(0);

  private final TestGroup group;
  private final KemKeyPair joinerKeys;
  private final LeafIndex joiner;

  JoinerRuleTest() throws RuleViolation {
    group = new TestGroup(SUITE, 3);
    group.commit(COMMITTER, new Changes().adds(5));
    group.commit(COMMITTER, new Changes().removes(List.of(new LeafIndex(2), new LeafIndex(3))));
    joinerKeys = SUITE.generateKemKeyPair(group.random);
    // Fill the gap first, so that the joiner comes behind it.
    group.commit(COMMITTER, new Changes().adds(2));
    RatchetTree.Addition addition =
        group.tree.add(
            TestLeaves.decode(
                TestLeaves.leafNode(
                    joinerKeys.publicKey().wire(),
                    TestLeaves.signatureKey(group.random),
                    TestLeaves.keyPackage())));
    joiner = addition.index();
    group.tree = addition.tree().remove(new LeafIndex(2)).remove(new LeafIndex(3));
    assertThat(joiner).isEqualTo(new LeafIndex(6));
    assertThat(group.tree.filteredDirectPath(COMMITTER)).containsExactly(1, 7);
  }

  @Test
  void pathSecretOfTheCommonAncestor() throws Exception {
    try (NewPath path = group.newPath(COMMITTER);
        Secret secret = path.pathSecretFor(joiner);
        PrivateKeys keys = join(path.tree(), COMMITTER, secret)) {
      assertThat(keys.nodes()).containsExactly(12, 7);
      assertThat(keys.matches(path.tree())).isTrue();
      assertThat(keys.leaf()).isEqualTo(joiner);
    }
  }

  @Test
  void joinerPathSecretFitsTree() throws Exception {
    Rule rule = Rule.JOINER_PATH_SECRET_FITS_TREE;
    try (NewPath path = group.newPath(COMMITTER);
        Secret secret = path.pathSecretFor(joiner);
        Secret ofANodeBelow = path.pathSecretFor(new LeafIndex(1))) {
      RatchetTree tree = path.tree();
      assertRefused(rule, () -> join(tree, COMMITTER, ofANodeBelow));
      for (int length : new int[] {0, 31, 32, 33}) {
        try (Secret random = Secret.random(group.random, length)) {
          assertRefused(rule, () -> join(tree, COMMITTER, random));
        }
      }
      // Said to be of a committer whose common ancestor with the joiner is blank, or is no node.
      assertThat(tree.node(11)).isEmpty();
      assertRefused(rule, () -> join(tree, new LeafIndex(4), secret));
      assertRefused(rule, () -> join(tree, joiner, secret));
      // The secret stays the caller's.
      assertThat(secret.isClosed()).isFalse();
      join(tree, COMMITTER, secret).close();
    }
  }

  @Test
  void joinerKnowsAllButUnmerged() throws Exception {
    try (NewPath path = group.newPath(COMMITTER)) {
      assertRefused(Rule.JOINER_KNOWS_ALL_BUT_UNMERGED, () -> join(path.tree(), COMMITTER, null));
    }
    // Without a path there is nothing to know.
    try (PrivateKeys keys = join(group.tree, COMMITTER, null)) {
      assertThat(keys.nodes()).containsExactly(12);
    }
  }

  private PrivateKeys join(RatchetTree tree, LeafIndex signer, Secret pathSecret)
      throws RuleViolation {
    return PrivateKeys.join(
        group.throughTheWire(tree), joiner, joinerKeys.privateKey().copy(), signer, pathSecret);
  }
}
