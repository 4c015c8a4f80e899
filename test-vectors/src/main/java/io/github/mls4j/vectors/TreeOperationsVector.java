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

  @Override
  public void verify(CipherSuite suite) throws Exception {
    RatchetTree before =
        RatchetTree.importTree(
            suite, Decode.struct("tree_before", treeBefore, RatchetTreeExtension::readFrom));
    Expect.equal("tree_before", treeBefore, before.export().encode());
    Expect.equal("tree_hash_before", treeHashBefore, before.treeHash());

    RatchetTree after =
        apply(suite, before, Decode.struct("proposal", proposal, Proposal::readFrom));
    Expect.equal("tree_after", treeAfter, after.export().encode());
    Expect.equal("tree_hash_after", treeHashAfter, after.treeHash());
    after.verifyUniqueKeys();
  }

  private RatchetTree apply(CipherSuite suite, RatchetTree tree, Proposal change) throws Exception {
    if (change instanceof Proposal.Add add) {
      return tree.add(leaf(suite, add.keyPackage().leafNode())).tree();
    } else if (change instanceof Proposal.Update update) {
      return tree.update(new LeafIndex(proposalSender), leaf(suite, update.leafNode()));
    } else if (change instanceof Proposal.Remove remove) {
      return tree.remove(remove.removed());
    }
    throw new VectorFailure("proposal", "unexpected type " + change.proposalType());
  }

  private static TreeLeaf leaf(CipherSuite suite, LeafNode leafNode) throws RuleViolation {
    return TreeLeaf.of(suite, leafNode, Place.of("proposal"));
  }
}
