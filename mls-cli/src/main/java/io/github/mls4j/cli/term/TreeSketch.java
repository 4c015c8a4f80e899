package io.github.mls4j.cli.term;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** Turns a ratchet tree as it goes over the wire into what {@link TreeDrawing} draws. */
public final class TreeSketch {

  /** The end of a key, since keys on the NIST curves all begin alike. */
  private static final int KEY_BYTES = 2;

  private static final int NAME_BYTES = 4;

  private TreeSketch() {}

  /**
   * The nodes of {@code tree}.
   *
   * @param before the tree as drawn before: keys that are not in the same place there are marked
   *     fresh; null to mark none
   */
  public static List<TreeNode> of(
      RatchetTreeExtension tree, @Nullable RatchetTreeExtension before) {
    List<TreeNode> nodes = new ArrayList<>();
    for (int i = 0; i < tree.ratchetTree().size(); i++) {
      Node node = tree.ratchetTree().get(i).orElse(null);
      boolean fresh = before != null && !Objects.equals(key(node), key(node(before, i)));
      if (node instanceof Node.Leaf leaf) {
        nodes.add(
            new TreeNode.Leaf(
                name(leaf.leafNode().credential()), brief(leaf.leafNode().encryptionKey()), fresh));
      } else if (node instanceof Node.Parent parent) {
        ParentNode content = parent.parentNode();
        nodes.add(
            new TreeNode.Parent(
                brief(content.encryptionKey()),
                content.unmergedLeaves().stream().map(LeafIndex::value).toList(),
                fresh));
      } else {
        nodes.add(new TreeNode.Blank());
      }
    }
    return nodes;
  }

  /** What a credential says, as far as it can be shown. */
  public static String name(Credential credential) {
    if (credential instanceof Credential.Basic basic) {
      String text = Printable.text(basic.identity());
      return text != null ? text : "0x" + tail(basic.identity(), NAME_BYTES);
    }
    String named = credential instanceof Credential.X509 x509 ? commonName(x509) : null;
    return named != null ? named : credential.credentialType().toString();
  }

  /** Null if there is none, or the certificate cannot be read. */
  private static @Nullable String commonName(Credential.X509 credential) {
    if (credential.certificates().isEmpty()) {
      return null;
    }
    byte[] encoded = credential.certificates().get(0).certData().toByteArray();
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(rdn -> Printable.text(Bytes.ofUtf8(rdn.getValue().toString())))
              .findFirst()
              .orElse(null);
    } catch (CertificateException | InvalidNameException e) {
      return null;
    }
  }

  private static @Nullable Node node(RatchetTreeExtension tree, int index) {
    return index < tree.ratchetTree().size() ? tree.ratchetTree().get(index).orElse(null) : null;
  }

  private static @Nullable HPKEPublicKey key(@Nullable Node node) {
    if (node instanceof Node.Leaf leaf) {
      return leaf.leafNode().encryptionKey();
    }
    return node instanceof Node.Parent parent ? parent.parentNode().encryptionKey() : null;
  }

  private static String brief(HPKEPublicKey key) {
    return tail(key.value(), KEY_BYTES);
  }

  private static String tail(Bytes bytes, int count) {
    int shown = Math.min(count, bytes.size());
    return bytes.slice(bytes.size() - shown, shown).toHex();
  }
}
