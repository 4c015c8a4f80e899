package io.github.mls4j.cli.open;

import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Sender;

/** How people are called. */
public final class Who {

  private Who() {}

  /** A leaf and whose it is. */
  public static String at(RatchetTree tree, LeafIndex index) {
    TreeLeaf leaf = tree.leaf(index);
    return "leaf "
        + index
        + (leaf == null ? " (blank)" : " \"" + TreeSketch.name(leaf.leafNode().credential()) + '"');
  }

  /** Whoever sent something. */
  public static String sent(RatchetTree tree, Sender sender) {
    if (sender instanceof Sender.Member member) {
      return at(tree, member.leafIndex());
    }
    return sender instanceof Sender.External external
        ? "external sender " + external.senderIndex()
        : sender instanceof Sender.NewMemberCommit ? "a joining client" : "a client to be added";
  }
}
