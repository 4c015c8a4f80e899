package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.CommitBuilder;
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

  private static final VectorGroup.Manner MANNER = new VectorGroup.Manner(false, true);

  /** Full trees, and trees with blank leaves at their right edge. */
  private static final List<Integer> SIZES = List.of(2, 3, 4, 5, 7, 8);

  /** Trees that grew leaf by leaf, then ones with blank nodes in them and with an unmerged leaf. */
  static List<TreeValidationVector> generate(CipherSuite suite, Draws draws) throws Exception {
    List<TreeValidationVector> cases = new ArrayList<>();
    for (int size : SIZES) {
      cases.add(of(suite, draws, size, group -> {}));
    }
    cases.add(
        of(
            suite,
            draws,
            8,
            group -> group.commit(group.member(0), without(group, 2, 3), group.client())));
    cases.add(of(suite, draws, 8, group -> group.commit(group.member(0), without(group, 1, 2, 3))));
    cases.add(
        of(
            suite,
            draws,
            7,
            group -> group.commit(group.member(0), CommitBuilder::withoutPath, group.client())));
    return cases;
  }

  /** The last thing that happens to a group. */
  @FunctionalInterface
  private interface Ending {
    void in(VectorGroup group) throws Exception;
  }

  private static VectorGroup.Plan without(VectorGroup group, int... leaves) {
    return commit -> {
      for (int leaf : leaves) {
        commit.remove(group.member(leaf).leaf());
      }
      return commit;
    };
  }

  private static TreeValidationVector of(CipherSuite suite, Draws draws, int size, Ending ending)
      throws Exception {
    try (VectorGroup group = new VectorGroup(suite, draws, MANNER)) {
      for (int last = 0; last < size - 1; last++) {
        group.add(group.member(last), group.client());
      }
      ending.in(group);
      Bytes tree = group.view().ratchetTree();
      RatchetTree imported =
          RatchetTree.importTree(suite, TlsReader.decode(tree, RatchetTreeExtension::readFrom));
      List<List<Integer>> resolutions = new ArrayList<>();
      List<Bytes> treeHashes = new ArrayList<>();
      for (int node = 0; node < TreeMath.nodeWidth(imported.width()); node++) {
        resolutions.add(Arrays.stream(imported.resolution(node)).boxed().toList());
        treeHashes.add(imported.treeHash(node));
      }
      return new TreeValidationVector(
          suite.id(), tree, group.view().groupId(), resolutions, treeHashes);
    }
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
