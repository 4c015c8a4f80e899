package io.github.mls4j.tree;

import static java.util.Objects.requireNonNull;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.UpdatePath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §4 and §7: the public state of a group's ratchet tree in one epoch. A value: every
 * change makes a new tree, which copies the O(log n) nodes on a path and shares all others, with
 * their hashes, with the old one. Any number of threads may read it.
 *
 * <p>Changes do not look at signatures, lifetimes or capabilities of leaf nodes. Nor do they refuse
 * a key that another node has: when all changes of a commit are made, {@link #verifyUniqueKeys}
 * says whether the tree they lead to is one.
 *
 * <p>Leaves and nodes that a method takes have to be in the tree, and leaves that are to be updated
 * or removed must not be blank; anything else is the caller's mistake and an {@link
 * IllegalArgumentException}.
 */
public final class RatchetTree {

  /**
   * The most leaves of a tree that we keep state for: far beyond the groups that MLS is made for,
   * and small enough that no index or count comes near the bounds of its type.
   */
  public static final int MAX_LEAVES = 1 << 24;

  /** What a member takes of an encoded tree, more or less, with a parent node. */
  private static final int MEMBER_ROOM = 300;

  private static final int MAX_ROOM = 1 << 24;

  private final CipherSuite suite;
  private final Subtree root;
  private final NodeKeys keys;

  RatchetTree(CipherSuite suite, Subtree root, NodeKeys keys) {
    this.suite = suite;
    this.root = root;
    this.keys = keys;
  }

  /** The tree of a group with one member (§11). */
  public static RatchetTree of(CipherSuite suite, TreeLeaf creator) {
    Subtree root = new LeafSubtree(0, creator);
    return new RatchetTree(suite, root, NodeKeys.of(root));
  }

  /**
   * Builds a tree from its nodes (§12.4.3.3) and checks all that can be checked without knowing the
   * group: shape, keys, unmerged leaves, uniqueness of keys. Parent hashes: {@link
   * #verifyParentHashes}; the leaves themselves are for the caller to validate.
   *
   * @throws RuleViolation one of the {@code RATCHET_TREE_…}, {@code UNMERGED_LEAVES_…}, {@code
   *     LEAF_…} and {@code PARENT_…} rules
   */
  public static RatchetTree importTree(CipherSuite suite, RatchetTreeExtension extension)
      throws RuleViolation {
    return importTree(suite, extension, Workers.NONE);
  }

  /**
   * As {@link #importTree(CipherSuite, RatchetTreeExtension)}.
   *
   * @param workers decode the leaves
   */
  public static RatchetTree importTree(
      CipherSuite suite, RatchetTreeExtension extension, Workers workers) throws RuleViolation {
    return importTree(suite, extension, MAX_LEAVES, workers);
  }

  /**
   * As {@link #importTree(CipherSuite, RatchetTreeExtension, Workers)}, of a tree that has been
   * checked before it was stored: signature keys are taken as {@link
   * CipherSuite#storedVerifyingKey} does.
   */
  public static RatchetTree restore(
      CipherSuite suite, RatchetTreeExtension extension, Workers workers) throws RuleViolation {
    return unique(
        suite, TreeImport.read(suite, suite::storedVerifyingKey, extension, MAX_LEAVES, workers));
  }

  static RatchetTree importTree(
      CipherSuite suite, RatchetTreeExtension extension, int maxLeaves, Workers workers)
      throws RuleViolation {
    return unique(
        suite, TreeImport.read(suite, suite::verifyingKey, extension, maxLeaves, workers));
  }

  private static RatchetTree unique(CipherSuite suite, Subtree root) throws RuleViolation {
    RatchetTree tree = new RatchetTree(suite, root, NodeKeys.of(root));
    tree.verifyUniqueKeys();
    return tree;
  }

  /** All nodes up to the last that is not blank (§12.4.3.3). */
  public RatchetTreeExtension export() {
    return TreeExport.of(root);
  }

  /** The nodes of {@link #export}, only to be written. */
  public List<Optional<WireStruct>> nodesToWrite() {
    return TreeExport.written(root);
  }

  /** The encoding of {@link #export}. */
  public Bytes encode() {
    int room = (int) Math.min((long) MEMBER_ROOM * memberCount(), MAX_ROOM);
    return new TlsWriter(room).vector(nodesToWrite(), TlsWriter::optional).toBytes();
  }

  public CipherSuite suite() {
    return suite;
  }

  // Leaves and nodes

  /** The number of leaves, blank ones included: a power of two. */
  public int width() {
    return root.width();
  }

  /** The number of members, which is that of leaves that are not blank. */
  public int memberCount() {
    return root.members();
  }

  /** What a leaf holds, or null if it is blank or not in the tree at all. */
  public @Nullable TreeLeaf leaf(LeafIndex index) {
    return index.value() < width() ? root.leaf((int) index.value()) : null;
  }

  /** What a leaf holds that is known to be a member's. */
  public TreeLeaf member(LeafIndex index) {
    TreeLeaf leaf = leaf(index);
    if (leaf == null) {
      throw new IllegalArgumentException("leaf " + index + " is blank");
    }
    return leaf;
  }

  /** All members from left to right, found one at a time. */
  public Iterable<Member> members() {
    return () -> new MemberIterator(root);
  }

  /**
   * A member's place in the tree.
   *
   * @param index which leaf it is
   * @param leaf what the leaf holds
   */
  public record Member(LeafIndex index, TreeLeaf leaf) {}

  /** The content of a node, empty if it is blank. */
  public Optional<Node> node(int node) {
    return TreeExport.content(subtree(node));
  }

  /** The nodes whose keys together reach all members below a node (§4.1.1), in order. */
  public int[] resolution(int node) {
    Subtree subtree = subtree(node);
    int[] nodes = new int[subtree.resolutionSize()];
    int[] next = {0};
    Resolution.forEach(subtree, LeafRange.NONE, (at, key) -> nodes[next[0]++] = at);
    return nodes;
  }

  /** The nodes that a commit of a leaf's member gives new keys, bottom up (§4.1.2). */
  public int[] filteredDirectPath(LeafIndex index) {
    return DirectPath.of(root, leafInTree(index)).steps().stream()
        .mapToInt(DirectPath.Step::node)
        .toArray();
  }

  /**
   * What all members have in common by their leaves' word; kept with the tree, so that after a
   * change only a path is looked at again. Not to be asked of a tree without members.
   */
  public MemberFeatures features() {
    MemberFeatures features = root.features();
    if (features == null) {
      throw new IllegalStateException("the tree has no members");
    }
    return features;
  }

  /**
   * The nodes in which this tree differs from one that it comes from, or the other way round: what
   * a step has to write down. Whatever the two share is not looked at.
   */
  public List<NodeChange> changesSince(RatchetTree before) {
    return NodeChange.between(before.root, root);
  }

  /**
   * The tree that differs from this one by {@code changes}, as {@link #changesSince} tells them.
   * What is left as it was is not looked at: whether the whole is the tree it should be is for its
   * hash to say.
   *
   * @throws RuleViolation as {@link #importTree}, of the nodes that change
   * @throws IllegalArgumentException if a node is beyond {@link #MAX_LEAVES}
   */
  public RatchetTree with(List<NodeChange> changes) throws RuleViolation {
    return TreePatch.apply(this, changes);
  }

  // Hashes and keys

  /** The tree hash of the root (§7.8), which goes into the GroupContext. */
  public Bytes treeHash() {
    return root.treeHash(suite);
  }

  /** The tree hash of a node (§7.8). */
  public Bytes treeHash(int node) {
    return subtree(node).treeHash(suite);
  }

  /**
   * Checks that each parent node was set by a member below it (§7.9.2): for who receives the tree
   * as a whole.
   *
   * @throws RuleViolation {@link Rule#PARENT_HASHES_VALID}
   */
  public void verifyParentHashes() throws RuleViolation {
    new ParentHashes(suite).verify(root);
  }

  /**
   * Checks that no two nodes share a key (§7.3, §12.4.3.1, §16.7). Takes no time worth mentioning
   * in a tree that passes.
   *
   * @throws RuleViolation {@link Rule#LEAF_ENCRYPTION_KEYS_UNIQUE}, {@link
   *     Rule#LEAF_SIGNATURE_KEYS_UNIQUE}, {@link Rule#PARENT_ENCRYPTION_KEYS_UNIQUE}
   */
  public void verifyUniqueKeys() throws RuleViolation {
    keys.verifyUnique(root);
  }

  /** Whether a leaf or parent node holds the key. */
  public boolean containsEncryptionKey(HPKEPublicKey key) {
    return keys.encryption().contains(key.value());
  }

  /** Whether a leaf holds the key. */
  public boolean containsSignatureKey(SignaturePublicKey key) {
    return keys.signature().contains(key.value());
  }

  // Changes

  /** Where the next member comes: the leftmost blank leaf, or the first beyond a full tree. */
  public LeafIndex nextLeaf() {
    if (root.members() == root.width()) {
      return new LeafIndex(root.width());
    }
    Subtree at = root;
    while (!at.isLeaf()) {
      Subtree left = at.left();
      at = left.members() < left.width() ? left : at.right();
    }
    return new LeafIndex(TreeMath.nodeToLeaf(at.node()));
  }

  /**
   * A tree with one more member.
   *
   * @param tree the new tree
   * @param index the leaf that the member got
   */
  public record Addition(RatchetTree tree, LeafIndex index) {}

  /**
   * RFC 9420 §12.1.1: puts a member into the leftmost blank leaf, doubling the tree if there is
   * none (§7.7), and lists it as unmerged in all parents above.
   *
   * @throws RuleViolation {@link Rule#RATCHET_TREE_WITHIN_LIMIT}
   */
  public Addition add(TreeLeaf member) throws RuleViolation {
    LeafIndex index = nextLeaf();
    int leaf = (int) index.value();
    Subtree roomy = rootWithRoomFor(leaf);
    KeyChanges changes = new KeyChanges();
    Subtree added =
        roomy.with(
            LeafRange.of(leaf),
            (at, blank) -> member,
            (node, content) -> content == null ? null : content.withUnmerged(leaf),
            changes);
    return new Addition(new RatchetTree(suite, added, keys.with(changes)), index);
  }

  /** As {@link #update(Map)}, of one member. */
  public RatchetTree update(LeafIndex index, TreeLeaf replacement) {
    return update(Map.of(index, replacement));
  }

  /** RFC 9420 §12.1.2: replaces the leaves of members and blanks the nodes above them. */
  public RatchetTree update(Map<LeafIndex, TreeLeaf> replacements) {
    if (replacements.isEmpty()) {
      return this;
    }
    KeyChanges changes = new KeyChanges();
    Subtree replaced =
        root.with(
            leavesInTree(replacements.keySet()),
            (leaf, content) -> requireNonNull(replacements.get(member(leaf, content))),
            (node, content) -> null,
            changes);
    return new RatchetTree(suite, replaced, keys.with(changes));
  }

  /** As {@link #remove(Collection)}, of one member. */
  public RatchetTree remove(LeafIndex index) {
    return remove(List.of(index));
  }

  /**
   * RFC 9420 §12.1.3: blanks the leaves of members and the nodes above them, and halves the tree
   * for as long as its right half is empty (§7.7).
   */
  public RatchetTree remove(Collection<LeafIndex> indices) {
    if (indices.isEmpty()) {
      return this;
    }
    KeyChanges changes = new KeyChanges();
    Subtree shrunk =
        root.with(
            leavesInTree(indices),
            (leaf, content) -> {
              member(leaf, content);
              return null;
            },
            (node, content) -> null,
            changes);
    while (!shrunk.isLeaf() && shrunk.right().isEmpty()) {
      changes.replaced(shrunk, new BlankSubtree(shrunk.node()));
      shrunk = shrunk.left();
    }
    return new RatchetTree(suite, shrunk, keys.with(changes));
  }

  private LeafRange leavesInTree(Collection<LeafIndex> indices) {
    indices.forEach(this::leafInTree);
    return LeafRange.of(indices);
  }

  /** The index of a leaf that has to be a member's. */
  private static LeafIndex member(int leaf, @Nullable TreeLeaf content) {
    if (content == null) {
      throw new IllegalArgumentException("leaf " + leaf + " is blank");
    }
    return new LeafIndex(leaf);
  }

  /**
   * RFC 9420 §7.5, §12.4.2: checks an UpdatePath against this tree, to which the commit's proposals
   * have been applied, and merges it. What is in the new leaf node apart from its keys, source and
   * parent hash is not looked at.
   *
   * @param sender the committer's leaf; for an external commit {@link #nextLeaf}, still blank
   * @param joiners the leaves that the same commit adds, to which nothing is encrypted
   * @throws RuleViolation one of the {@code UPDATE_PATH_…} rules, {@link Rule#COMMIT_LEAF_SOURCE},
   *     or one about the keys in the path
   */
  public MergedPath mergePath(LeafIndex sender, UpdatePath path, Set<LeafIndex> joiners)
      throws RuleViolation {
    return MergedPath.of(this, sender, path, LeafRange.of(joiners));
  }

  // For TreeKEM

  Subtree root() {
    return root;
  }

  NodeKeys keys() {
    return keys;
  }

  /** The path that a commit sets; {@code sender} may be {@link #nextLeaf}, still blank. */
  DirectPath pathOfSender(LeafIndex sender) throws RuleViolation {
    if (leaf(sender) == null && !sender.equals(nextLeaf())) {
      throw new IllegalArgumentException("leaf " + sender + " is blank and not the next to fill");
    }
    int leaf = (int) sender.value();
    return DirectPath.of(rootWithRoomFor(leaf), leaf);
  }

  /** The tree after a commit: new keys on the path, everything else above the leaf blank. */
  RatchetTree withPath(DirectPath path, TreeLeaf leaf, TreeParent[] contents) throws RuleViolation {
    Subtree roomy = rootWithRoomFor(path.leaf());
    KeyChanges changes = new KeyChanges();
    Subtree merged =
        roomy.with(
            LeafRange.of(path.leaf()),
            (at, old) -> leaf,
            (node, content) -> {
              int step = path.indexOf(node);
              return step < 0 ? null : contents[step];
            },
            changes);
    return new RatchetTree(suite, merged, keys.with(changes));
  }

  /** The root of a tree that has the leaf, if need be twice as wide as this one. */
  private Subtree rootWithRoomFor(int leaf) throws RuleViolation {
    if (leaf < width()) {
      return root;
    }
    if (width() == MAX_LEAVES) {
      throw new RuleViolation(
          Rule.RATCHET_TREE_WITHIN_LIMIT, Place.of("ratchet_tree").withLeaf(leaf));
    }
    return root.widened(TreeMath.root(2 * width()));
  }

  private int leafInTree(LeafIndex index) {
    if (index.value() >= width()) {
      throw new IllegalArgumentException("leaf " + index + " is not in a tree of " + width());
    }
    return (int) index.value();
  }

  private Subtree subtree(int node) {
    if (node < 0 || node >= TreeMath.nodeWidth(width())) {
      throw new IllegalArgumentException("node " + node + " is not in a tree of " + width());
    }
    return root.find(node);
  }
}
