package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A member of a group in one epoch. */
public final class Member {

  private final LeafIndex index;
  private final TreeLeaf leaf;

  /** Decoded on first use, since few members are looked at; threads that race find equal values. */
  private @Nullable LeafNode leafNode;

  private Member(LeafIndex index, TreeLeaf leaf) {
    this.index = index;
    this.leaf = leaf;
  }

  static Member of(RatchetTree tree, LeafIndex index) {
    return of(index, tree.member(index));
  }

  static Member of(LeafIndex index, TreeLeaf leaf) {
    return new Member(index, leaf);
  }

  static List<Member> all(RatchetTree tree) {
    List<Member> members = new ArrayList<>(tree.memberCount());
    tree.members().forEach(m -> members.add(new Member(m.index(), m.leaf())));
    return List.copyOf(members);
  }

  /** Its place in the ratchet tree, which stays the same for as long as it is a member. */
  public LeafIndex index() {
    return index;
  }

  /** What it says of itself, validated. */
  public LeafNode leafNode() {
    LeafNode known = leafNode;
    if (known == null) {
      known = leaf.leafNode();
      leafNode = known;
    }
    return known;
  }

  /**
   * What the application calls this client (§5.3.3): nobody has vouched for it, and others may say
   * the same.
   *
   * @throws DecodeException if the extension is malformed
   */
  public Optional<Bytes> applicationId() throws DecodeException {
    for (Extension extension : leafNode().extensions()) {
      if (extension.extensionType().equals(ExtensionType.APPLICATION_ID)) {
        return Optional.of(
            TlsReader.decode(extension.extensionData(), ApplicationId::readFrom).applicationId());
      }
    }
    return Optional.empty();
  }

  /**
   * What an extension in its leaf says; empty if it is not there.
   *
   * @throws DecodeException if the extension is malformed: one that is not registered was not
   *     looked at when the leaf came
   */
  public <T> Optional<T> extension(CustomExtension<T> extension) throws DecodeException {
    return extension.find(leafNode().extensions());
  }

  /** Who it is. */
  public Credential credential() {
    return leafNode().credential();
  }

  /** Members are equal if place and leaf node are. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Member m
        && index.equals(m.index)
        && (leaf == m.leaf || leafNode().equals(m.leafNode()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, leafNode());
  }

  @Override
  public String toString() {
    return "Member[index=" + index + ", leafNode=" + leafNode() + "]";
  }
}
