package io.github.mls4j.vectors;

import io.github.mls4j.tree.TreeMath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code tree-math.json}: the array representation of the ratchet tree (RFC 9420 Appendix C). */
public record TreeMathVector(
    int nLeaves,
    int nNodes,
    int root,
    List<@Nullable Integer> left,
    List<@Nullable Integer> right,
    List<@Nullable Integer> parent,
    List<@Nullable Integer> sibling)
    implements VectorCase.WithoutSuite {

  private static final int LARGEST = 512;

  /** Trees of each width up to a limit; nothing in them is left to chance. */
  static List<TreeMathVector> generate() {
    List<TreeMathVector> cases = new ArrayList<>();
    for (int leaves = 1; leaves <= LARGEST; leaves *= 2) {
      cases.add(of(leaves));
    }
    return cases;
  }

  private static TreeMathVector of(int leaves) {
    int nodes = TreeMath.nodeWidth(leaves);
    return new TreeMathVector(
        leaves,
        nodes,
        TreeMath.root(leaves),
        all(nodes, TreeMath::left),
        all(nodes, TreeMath::right),
        all(nodes, node -> TreeMath.parent(node, leaves)),
        all(nodes, node -> TreeMath.sibling(node, leaves)));
  }

  private static List<@Nullable Integer> all(int nodes, IntUnaryOperator relation) {
    List<@Nullable Integer> relatives = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      relatives.add(orNull(relation, node));
    }
    return relatives;
  }

  @Override
  public void verify() throws VectorFailure {
    Expect.equal("n_nodes", nNodes, TreeMath.nodeWidth(nLeaves));
    Expect.equal("root", root, TreeMath.root(nLeaves));
    verify("left", left, TreeMath::left);
    verify("right", right, TreeMath::right);
    verify("parent", parent, node -> TreeMath.parent(node, nLeaves));
    verify("sibling", sibling, node -> TreeMath.sibling(node, nLeaves));
  }

  private void verify(String field, List<@Nullable Integer> expected, IntUnaryOperator relation)
      throws VectorFailure {
    Expect.equal(field + " (size)", nNodes, expected.size());
    for (int node = 0; node < nNodes; node++) {
      Expect.equal(field + "[" + node + "]", expected.get(node), orNull(relation, node));
    }
  }

  /** The vectors' null, for a relative that a node does not have. */
  private static @Nullable Integer orNull(IntUnaryOperator relation, int node) {
    try {
      return relation.applyAsInt(node);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
