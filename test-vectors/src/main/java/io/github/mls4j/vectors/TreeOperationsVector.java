package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code tree-operations.json}: one proposal changes the tree (RFC 9420 §12.1.1 to §12.1.3). */
public record TreeOperationsVector(
    CipherSuiteId cipherSuite,
    Bytes treeBefore,
    Bytes proposal,
    long proposalSender,
    Bytes treeHashBefore,
    Bytes treeAfter,
    Bytes treeHashAfter)
    implements VectorCase.ForSuite {

  /**
   * An Add that makes the tree wider, one into a blank leaf and below it an unmerged one, an
   * Update, and Removes of a leaf in the middle and of one after which the tree is narrower.
   */
  static List<TreeOperationsVector> generate(CipherSuite suite, Draws draws) throws Exception {
    VectorTree four = new VectorTree(suite, draws).add(3).path(0).path(1);
    VectorTree withBlank = four.remove(1).path(3);
    return List.of(
        add(four, 0),
        update(four, 2),
        remove(four, 0, 2),
        add(withBlank, 0),
        remove(withBlank.add(2).path(0), 0, 4));
  }

  /** Everything that can be done to trees of all shapes. */
  static List<TreeOperationsVector> shapes(CipherSuite suite, Draws draws) throws Exception {
    List<TreeOperationsVector> cases = new ArrayList<>();
    for (VectorTree tree : TreeShapes.all(suite, draws, 4)) {
      everything(cases, tree, tree.members().keySet());
    }
    for (VectorTree tree : TreeShapes.special(suite, draws)) {
      everything(cases, tree, Set.of(tree.members().firstKey(), tree.members().lastKey()));
    }
    return cases;
  }

  private static void everything(
      List<TreeOperationsVector> cases, VectorTree tree, Set<Integer> leaves) throws Exception {
    int first = tree.members().firstKey();
    cases.add(add(tree, first));
    for (int leaf : new TreeSet<>(leaves)) {
      cases.add(update(tree, leaf));
      if (tree.members().size() > 1) {
        cases.add(remove(tree, leaf == first ? tree.members().lastKey() : first, leaf));
      }
    }
  }

  private static final int LARGE = 512;

  /** A Remove by which a large tree is halved, and the Add by which it is doubled. */
  static List<TreeOperationsVector> large(CipherSuite suite, Draws draws) throws Exception {
    VectorTree lopsided = TreeShapes.lopsided(suite, draws, LARGE);
    return List.of(remove(lopsided, 0, LARGE), add(lopsided.remove(LARGE).path(0), 0));
  }

  /** A member adds a client. */
  private static TreeOperationsVector add(VectorTree tree, int sender) throws Exception {
    return of(tree, sender, new Proposal.Add(tree.client().keyPackage()));
  }

  /** A member updates its leaf. */
  private static TreeOperationsVector update(VectorTree tree, int sender) throws Exception {
    return of(tree, sender, new Proposal.Update(tree.updatedLeaf(sender)));
  }

  /** A member removes another one. */
  private static TreeOperationsVector remove(VectorTree tree, int sender, int removed)
      throws Exception {
    return of(tree, sender, new Proposal.Remove(new LeafIndex(removed)));
  }

  private static TreeOperationsVector of(VectorTree before, int sender, Proposal proposal)
      throws Exception {
    RatchetTree after = apply(before.suite, before.tree, proposal, new LeafIndex(sender));
    return new TreeOperationsVector(
        before.suite.id(),
        before.tree.export().encode(),
        proposal.encode(),
        sender,
        before.tree.treeHash(),
        after.export().encode(),
        after.treeHash());
  }

  private static RatchetTree tree(CipherSuite suite, Bytes encoded) throws Exception {
    return RatchetTree.importTree(
        suite, Decode.struct("tree_before", encoded, RatchetTreeExtension::readFrom));
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    RatchetTree before = tree(suite, treeBefore);
    Expect.equal("tree_before", treeBefore, before.export().encode());
    Expect.equal("tree_hash_before", treeHashBefore, before.treeHash());

    RatchetTree after =
        apply(
            suite,
            before,
            Decode.struct("proposal", proposal, Proposal::readFrom),
            new LeafIndex(proposalSender));
    Expect.equal("tree_after", treeAfter, after.export().encode());
    Expect.equal("tree_hash_after", treeHashAfter, after.treeHash());
    after.verifyUniqueKeys();
  }

  private static RatchetTree apply(
      CipherSuite suite, RatchetTree tree, Proposal change, LeafIndex sender) throws Exception {
    if (change instanceof Proposal.Add add) {
      return tree.add(leaf(suite, add.keyPackage().leafNode())).tree();
    } else if (change instanceof Proposal.Update update) {
      return tree.update(sender, leaf(suite, update.leafNode()));
    } else if (change instanceof Proposal.Remove remove) {
      return tree.remove(remove.removed());
    }
    throw new VectorFailure("proposal", "unexpected type " + change.proposalType());
  }

  private static TreeLeaf leaf(CipherSuite suite, LeafNode leafNode) throws RuleViolation {
    return TreeLeaf.of(suite, leafNode, Place.of("proposal"));
  }
}
