package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeHashInput;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentHashInput;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.ParentNodeHashInput;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.TreeHashInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ratchet tree as the RFC tells it: an array that every operation walks or copies as a whole.
 * It shares no code with the real one, not even the arithmetic: a subtree is a range of the array,
 * and its root the middle.
 */
public final class ReferenceTree {

  private final CipherSuite suite;
  public final List<Optional<Node>> nodes = new ArrayList<>();

  public ReferenceTree(CipherSuite suite, LeafNode creator) {
    this.suite = suite;
    nodes.add(leaf(creator));
  }

  public ReferenceTree(CipherSuite suite, RatchetTreeExtension extension) {
    this.suite = suite;
    nodes.addAll(extension.ratchetTree());
    while (Integer.bitCount(nodes.size() + 1) != 1) {
      nodes.add(Optional.empty());
    }
  }

  public static Optional<Node> leaf(LeafNode leafNode) {
    return Optional.of(new Node.Leaf(leafNode));
  }

  public static Optional<Node> parent(
      HPKEPublicKey key, Bytes parentHash, List<LeafIndex> unmerged) {
    return Optional.of(new Node.Parent(new ParentNode(key, parentHash, unmerged)));
  }

  /** The nodes above a leaf, from the root down. */
  List<Integer> pathDown(int leaf) {
    List<Integer> path = new ArrayList<>();
    int from = 0;
    int to = nodes.size();
    while (to - from > 1) {
      int middle = (from + to) / 2;
      path.add(middle);
      if (2 * leaf < middle) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return path;
  }

  public int add(LeafNode leafNode) {
    int leaf = 0;
    while (2 * leaf < nodes.size() && nodes.get(2 * leaf).isPresent()) {
      leaf++;
    }
    if (2 * leaf >= nodes.size()) {
      int more = nodes.size() + 1;
      for (int i = 0; i < more; i++) {
        nodes.add(Optional.empty());
      }
    }
    nodes.set(2 * leaf, leaf(leafNode));
    for (int node : pathDown(leaf)) {
      if (nodes.get(node).orElse(null) instanceof Node.Parent parent) {
        ParentNode p = parent.parentNode();
        List<LeafIndex> unmerged = new ArrayList<>(p.unmergedLeaves());
        unmerged.add(new LeafIndex(leaf));
        nodes.set(
            node, parent(p.encryptionKey(), p.parentHash(), unmerged.stream().sorted().toList()));
      }
    }
    return leaf;
  }

  public void update(int leaf, LeafNode leafNode) {
    nodes.set(2 * leaf, leaf(leafNode));
    pathDown(leaf).forEach(node -> nodes.set(node, Optional.empty()));
  }

  public void remove(int leaf) {
    nodes.set(2 * leaf, Optional.empty());
    pathDown(leaf).forEach(node -> nodes.set(node, Optional.empty()));
    while (nodes.size() > 1
        && nodes.subList(nodes.size() / 2 + 1, nodes.size()).stream().allMatch(Optional::isEmpty)) {
      nodes.subList(nodes.size() / 2, nodes.size()).clear();
    }
  }

  /** Sets new keys on the filtered direct path of a leaf; returns the leaf's parent hash. */
  public Bytes setPath(int leaf, List<HPKEPublicKey> keysFromTheTop) {
    List<Integer> path = pathDown(leaf);
    path.forEach(node -> nodes.set(node, Optional.empty()));
    Bytes above = Bytes.EMPTY;
    int next = 0;
    int from = 0;
    int to = nodes.size();
    for (int node : path) {
      boolean left = 2 * leaf < node;
      int copathFrom = left ? node + 1 : from;
      int copathTo = left ? to : node;
      if (!resolution(copathFrom, copathTo).isEmpty()) {
        HPKEPublicKey key = keysFromTheTop.get(next++);
        nodes.set(node, parent(key, above, List.of()));
        above = parentHash(key, above, treeHash(copathFrom, copathTo, Set.of()));
      }
      from = left ? from : node + 1;
      to = left ? node : to;
    }
    return above;
  }

  List<Integer> filteredDirectPath(int leaf) {
    List<Integer> filtered = new ArrayList<>();
    int from = 0;
    int to = nodes.size();
    for (int node : pathDown(leaf)) {
      boolean left = 2 * leaf < node;
      if (!resolution(left ? node + 1 : from, left ? to : node).isEmpty()) {
        filtered.add(0, node);
      }
      from = left ? from : node + 1;
      to = left ? node : to;
    }
    return filtered;
  }

  /** For each node of the filtered direct path, leaf to root: whom its path secret is for. */
  public List<List<Integer>> copathResolutions(int leaf) {
    List<List<Integer>> resolutions = new ArrayList<>();
    int from = 0;
    int to = nodes.size();
    for (int node : pathDown(leaf)) {
      boolean left = 2 * leaf < node;
      List<Integer> resolution = resolution(left ? node + 1 : from, left ? to : node);
      if (!resolution.isEmpty()) {
        resolutions.add(0, resolution);
      }
      from = left ? from : node + 1;
      to = left ? node : to;
    }
    return resolutions;
  }

  public RatchetTreeExtension export() {
    int size = nodes.size();
    while (nodes.get(size - 1).isEmpty()) {
      size--;
    }
    return new RatchetTreeExtension(nodes.subList(0, size));
  }

  public Bytes treeHash() {
    return treeHash(0, nodes.size(), Set.of());
  }

  List<Integer> resolution() {
    return resolution(0, nodes.size());
  }

  List<Integer> resolution(int from, int to) {
    int top = (from + to) / 2;
    List<Integer> resolution = new ArrayList<>();
    if (nodes.get(top).isPresent()) {
      resolution.add(top);
      if (nodes.get(top).get() instanceof Node.Parent parent) {
        parent.parentNode().unmergedLeaves().forEach(l -> resolution.add((int) (2 * l.value())));
      }
    } else if (to - from > 1) {
      resolution.addAll(resolution(from, top));
      resolution.addAll(resolution(top + 1, to));
    }
    return resolution;
  }

  /** The tree hash of a range, as if some leaves were not there. */
  Bytes treeHash(int from, int to, Set<LeafIndex> absent) {
    int top = (from + to) / 2;
    Optional<Node> node = nodes.get(top);
    if (to - from == 1) {
      LeafIndex index = new LeafIndex(top / 2);
      Optional<LeafNode> leafNode =
          absent.contains(index) ? Optional.empty() : node.map(n -> ((Node.Leaf) n).leafNode());
      return suite.hash(new TreeHashInput.Leaf(new LeafNodeHashInput(index, leafNode)).encode());
    }
    Optional<ParentNode> parentNode =
        node.map(n -> ((Node.Parent) n).parentNode())
            .map(
                p ->
                    new ParentNode(
                        p.encryptionKey(),
                        p.parentHash(),
                        p.unmergedLeaves().stream().filter(l -> !absent.contains(l)).toList()));
    return suite.hash(
        new TreeHashInput.Parent(
                new ParentNodeHashInput(
                    parentNode, treeHash(from, top, absent), treeHash(top + 1, to, absent)))
            .encode());
  }

  /** Whether every parent has exactly one link down to a descendant, all pairs being tried. */
  boolean parentHashesAreValid() {
    return parentHashesAreValid(0, nodes.size());
  }

  private boolean parentHashesAreValid(int from, int to) {
    if (to - from == 1) {
      return true;
    }
    int top = (from + to) / 2;
    boolean valid =
        nodes.get(top).isEmpty()
            || links(top, from, top, top + 1, to) + links(top, top + 1, to, from, top) == 1;
    return valid && parentHashesAreValid(from, top) && parentHashesAreValid(top + 1, to);
  }

  private int links(int top, int from, int to, int siblingFrom, int siblingTo) {
    ParentNode p = ((Node.Parent) nodes.get(top).orElseThrow()).parentNode();
    Set<LeafIndex> unmerged = new HashSet<>(p.unmergedLeaves());
    Bytes expected =
        parentHash(p.encryptionKey(), p.parentHash(), treeHash(siblingFrom, siblingTo, unmerged));
    Set<Integer> unmergedHere = new HashSet<>();
    unmerged.stream()
        .map(leaf -> (int) (2 * leaf.value()))
        .filter(node -> node >= from && node < to)
        .forEach(unmergedHere::add);
    int links = 0;
    List<Integer> resolution = resolution(from, to);
    for (int candidate : resolution) {
      Set<Integer> rest = new HashSet<>(resolution);
      rest.remove(candidate);
      if (rest.equals(unmergedHere) && expected.equals(parentHashOf(candidate))) {
        links++;
      }
    }
    return links;
  }

  private Bytes parentHashOf(int node) {
    if (nodes.get(node).orElseThrow() instanceof Node.Parent parent) {
      return parent.parentNode().parentHash();
    }
    LeafNode leafNode = ((Node.Leaf) nodes.get(node).orElseThrow()).leafNode();
    return leafNode.leafNodeSource() instanceof LeafNodeSource.Commit commit
        ? commit.parentHash()
        : null;
  }

  private Bytes parentHash(HPKEPublicKey key, Bytes above, Bytes siblingHash) {
    return suite.hash(new ParentHashInput(key, above, siblingHash).encode());
  }
}
