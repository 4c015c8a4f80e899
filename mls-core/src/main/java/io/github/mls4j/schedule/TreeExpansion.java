package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * RFC 9420 §9: the way from the closest node whose secret is known down to one leaf, derived but
 * not part of the tree yet.
 *
 * @param ancestor the node it starts from
 * @param ancestorSecret what that node held; not owned
 * @param copath the secrets of the nodes beside the way
 * @param ratchets of the leaf where it ends
 */
record TreeExpansion(
    int ancestor, Secret ancestorSecret, Map<Integer, Secret> copath, LeafRatchets ratchets)
    implements AutoCloseable {

  private static final Bytes LEFT = Bytes.ofUtf8("left");
  private static final Bytes RIGHT = Bytes.ofUtf8("right");

  /** The node above {@code size} leaves from {@code first} on, numbered as in Appendix C. */
  static int node(int first, int size) {
    return 2 * first + size - 1;
  }

  /**
   * Derives the ratchets of {@code leaf} from the tree's known secrets, which stay as they are.
   *
   * @param width of the tree, a power of two
   */
  static TreeExpansion derive(CipherSuite suite, Map<Integer, Secret> nodes, int width, int leaf) {
    int first = 0;
    int size = width;
    while (!nodes.containsKey(node(first, size))) {
      if (size == 1) {
        throw new IllegalStateException("the secret of leaf " + leaf + " is gone");
      }
      size /= 2;
      first = leaf < first + size ? first : first + size;
    }
    int ancestor = node(first, size);
    Secret ancestorSecret = Objects.requireNonNull(nodes.get(ancestor));
    Map<Integer, Secret> copath = new TreeMap<>();
    Secret current = ancestorSecret.copy();
    while (size > 1) {
      size /= 2;
      try (Secret parent = current) {
        Secret left = suite.expandWithLabel(parent, "tree", LEFT, suite.hashLength());
        Secret right = suite.expandWithLabel(parent, "tree", RIGHT, suite.hashLength());
        if (leaf < first + size) {
          copath.put(node(first + size, size), right);
          current = left;
        } else {
          copath.put(node(first, size), left);
          current = right;
          first += size;
        }
      }
    }
    return new TreeExpansion(
        ancestor, ancestorSecret, copath, LeafRatchets.fromLeaf(suite, current));
  }

  @Override
  public void close() {
    copath.values().forEach(Secret::close);
    ratchets.close();
  }
}
