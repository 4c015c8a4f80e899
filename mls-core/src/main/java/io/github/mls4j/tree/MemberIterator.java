package io.github.mls4j.tree;

import io.github.mls4j.wire.LeafIndex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks the leaves that are not blank; holds no more than one subtree a level. */
final class MemberIterator implements Iterator<RatchetTree.Member> {

  /** What is still to be walked, the leftmost on top; none of it is without members. */
  private final Deque<Subtree> rest = new ArrayDeque<>();

  MemberIterator(Subtree root) {
    push(root);
  }

  @Override
  public boolean hasNext() {
    return !rest.isEmpty();
  }

  @Override
  public RatchetTree.Member next() {
    if (rest.isEmpty()) {
      throw new NoSuchElementException();
    }
    while (true) {
      Subtree at = rest.pop();
      if (at instanceof LeafSubtree leaf) {
        return new RatchetTree.Member(new LeafIndex(leaf.leafIndex()), leaf.leaf());
      }
      push(at.right());
      push(at.left());
    }
  }

  private void push(Subtree subtree) {
    if (subtree.members() > 0) {
      rest.push(subtree);
    }
  }
}
