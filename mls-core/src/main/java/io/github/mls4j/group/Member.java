package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A member of a group in one epoch.
 *
 * @param index its place in the ratchet tree, which stays the same for as long as it is a member
 * @param leafNode what it says of itself, validated
 */
public record Member(LeafIndex index, LeafNode leafNode) {

  static Member of(RatchetTree tree, LeafIndex index) {
    return new Member(index, tree.member(index).leafNode());
  }

  static List<Member> all(RatchetTree tree) {
    List<Member> members = new ArrayList<>(tree.memberCount());
    tree.members().forEach(m -> members.add(new Member(m.index(), m.leaf().leafNode())));
    return List.copyOf(members);
  }

  /**
   * What the application calls this client (§5.3.3): nobody has vouched for it, and others may say
   * the same.
   *
   * @throws DecodeException if the extension is malformed
   */
  public Optional<Bytes> applicationId() throws DecodeException {
    for (Extension extension : leafNode.extensions()) {
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
    return extension.find(leafNode.extensions());
  }

  /** Who it is. */
  public Credential credential() {
    return leafNode.credential();
  }
}
