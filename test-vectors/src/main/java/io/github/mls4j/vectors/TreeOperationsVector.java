package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;

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

  private static final VectorGroup.Manner MANNER = new VectorGroup.Manner(false, true);

  /**
   * An Add that makes the tree wider, one into a blank leaf and below it an unmerged one, an
   * Update, and Removes of a leaf in the middle and of one after which the tree is narrower.
   */
  static List<TreeOperationsVector> generate(CipherSuite suite, Draws draws) throws Exception {
    try (VectorGroup group = new VectorGroup(suite, draws, MANNER)) {
      VectorClient first = group.member(0);
      group.add(first, group.client(), group.client(), group.client());
      group.commit(group.member(1), commit -> commit);
      List<TreeOperationsVector> cases = new ArrayList<>();
      cases.add(of(group, first, proposer -> proposer.add(group.client().keyPackage)));
      cases.add(of(group, group.member(2), proposer -> proposer.update()));
      cases.add(of(group, first, proposer -> proposer.remove(group.member(2).leaf())));
      group.commit(group.member(3), commit -> commit.remove(group.member(1).leaf()));
      cases.add(of(group, first, proposer -> proposer.add(group.client().keyPackage)));
      group.add(first, group.client(), group.client());
      cases.add(of(group, first, proposer -> proposer.remove(group.member(4).leaf())));
      return cases;
    }
  }

  /** What a proposal does to the tree; it is then forgotten. */
  private static TreeOperationsVector of(
      VectorGroup group, VectorClient sender, VectorGroup.Sending what) throws Exception {
    Bytes treeBefore = group.view().ratchetTree();
    RatchetTree before = tree(group.suite, treeBefore);
    PublicMessage message =
        Decode.message("proposal", group.propose(sender, what), PublicMessage.class);
    Content.OfProposal content =
        Decode.instance("proposal", message.content().content(), Content.OfProposal.class);
    RatchetTree after = apply(group.suite, before, content.proposal(), sender.leaf());
    group.commit(
        sender.equals(group.member(0)) ? group.member(1) : group.member(0),
        CommitBuilder::withoutPending);
    return new TreeOperationsVector(
        group.suite.id(),
        treeBefore,
        content.proposal().encode(),
        sender.leaf().value(),
        before.treeHash(),
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
