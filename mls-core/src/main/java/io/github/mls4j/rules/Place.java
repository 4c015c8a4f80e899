package io.github.mls4j.rules;

import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where a fault lies: a path of RFC field names such as {@code proposals[3].key_package.leaf_node},
 * and, where they are known, the numbers of the proposal, leaf and tree node that it leads to.
 * Nothing of the content stands in it, so that it may be logged.
 */
public final class Place implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int NONE = -1;

  /** Below the proposal, if there is one: most places of proposals are never looked at. */
  private final String path;

  private final int proposal;
  private final long leaf;
  private final int node;

  private Place(String path, int proposal, long leaf, int node) {
    this.path = path;
    this.proposal = proposal;
    this.leaf = leaf;
    this.node = node;
  }

  /** A place that a path says all about. */
  public static Place of(String path) {
    return new Place(path, NONE, NONE, NONE);
  }

  /** One proposal of a commit, counted from 0. */
  public static Place ofProposal(int index) {
    return new Place("", index, NONE, NONE);
  }

  /** A field of what is at this place. */
  public Place field(String name) {
    return new Place(path + "." + name, proposal, leaf, node);
  }

  /** An element of a list that is a field of what is at this place, named by number or type. */
  public Place element(String list, Object which) {
    return new Place(path + "." + list + "[" + which + "]", proposal, leaf, node);
  }

  /**
   * This place, which speaks of a leaf; the index is as the message says it, in the tree or not.
   */
  public Place withLeaf(long index) {
    return new Place(path, proposal, index, node);
  }

  /** This place, which speaks of a node of the ratchet tree, by its index in array order. */
  public Place withNode(int index) {
    return new Place(path, proposal, leaf, index);
  }

  /** The path of field names, in a message or in what was decrypted from it. */
  public String path() {
    return proposal == NONE ? path : "proposals[" + proposal + "]" + path;
  }

  /** Which proposal of the commit it is. */
  public OptionalInt proposal() {
    return proposal == NONE ? OptionalInt.empty() : OptionalInt.of(proposal);
  }

  /** Which leaf it is about, as an unsigned 32-bit number. */
  public OptionalLong leaf() {
    return leaf == NONE ? OptionalLong.empty() : OptionalLong.of(leaf);
  }

  /** Which node of the ratchet tree it is about (RFC 9420, Appendix C). */
  public OptionalInt node() {
    return node == NONE ? OptionalInt.empty() : OptionalInt.of(node);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Place other
        && path.equals(other.path)
        && proposal == other.proposal
        && leaf == other.leaf
        && node == other.node;
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, proposal, leaf, node);
  }

  /** The path, then leaf and node. */
  @Override
  public String toString() {
    return path() + (leaf == NONE ? "" : ", leaf " + leaf) + (node == NONE ? "" : ", node " + node);
  }
}
