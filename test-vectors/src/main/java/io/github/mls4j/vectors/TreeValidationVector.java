package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code tree-validation.json}: what a joiner checks about a whole tree (RFC 9420 §12.4.3.1):
 * resolutions, tree hashes, parent hashes, leaf signatures.
 */
public record TreeValidationVector(
    CipherSuiteId cipherSuite,
    Bytes tree,
    Bytes groupId,
    List<List<Integer>> resolutions,
    List<Bytes> treeHashes)
    implements VectorCase.ForSuite {

  /** Trees that grew leaf by leaf, with blank nodes in them, and with unmerged leaves. */
  static List<TreeValidationVector> generate(CipherSuite suite, Draws draws) throws Exception {
    List<VectorTree> trees = TreeShapes.small(suite, draws);
    trees.addAll(TreeShapes.larger(suite, draws));
    return trees.stream().map(TreeValidationVector::of).toList();
  }

  static List<TreeValidationVector> shapes(CipherSuite suite, Draws draws) throws Exception {
    return TreeShapes.varied(suite, draws).stream().map(TreeValidationVector::of).toList();
  }

  private static final int LARGE = 1000;

  static List<TreeValidationVector> large(CipherSuite suite, Draws draws) throws Exception {
    return List.of(of(TreeShapes.large(suite, draws, LARGE)));
  }

  private static TreeValidationVector of(VectorTree from) {
    RatchetTree tree = from.tree;
    List<List<Integer>> resolutions = new ArrayList<>();
    List<Bytes> treeHashes = new ArrayList<>();
    for (int node = 0; node < TreeMath.nodeWidth(tree.width()); node++) {
      resolutions.add(Arrays.stream(tree.resolution(node)).boxed().toList());
      treeHashes.add(tree.treeHash(node));
    }
    return new TreeValidationVector(
        from.suite.id(), tree.export().encode(), from.groupId, resolutions, treeHashes);
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    RatchetTree imported =
        RatchetTree.importTree(suite, Decode.struct("tree", tree, RatchetTreeExtension::readFrom));
    Expect.equal("tree", tree, imported.export().encode());

    int nodes = TreeMath.nodeWidth(imported.width());
    Expect.equal("resolutions (size)", resolutions.size(), nodes);
    Expect.equal("tree_hashes (size)", treeHashes.size(), nodes);
    for (int node = 0; node < nodes; node++) {
      Expect.equal(
          "resolutions[" + node + "]",
          resolutions.get(node),
          Arrays.stream(imported.resolution(node)).boxed().toList());
      Expect.equal("tree_hashes[" + node + "]", treeHashes.get(node), imported.treeHash(node));
    }
    imported.verifyParentHashes();
    for (RatchetTree.Member member : imported.members()) {
      LeafNode leaf = member.leaf().leafNode();
      Expect.that(
          suite.verifyWithLabel(
              member.leaf().signatureKey(),
              "LeafNodeTBS",
              LeafNodeTBS.of(leaf, groupId, member.index()).encode(),
              leaf.signature()),
          "tree leaf " + member.index().value() + ".signature",
          "does not verify");
    }
  }
}
