package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §7.2: a member's appearance in the tree, or a client's in a key package, signed by
 * itself.
 */
public record LeafNode(
    HPKEPublicKey encryptionKey,
    SignaturePublicKey signatureKey,
    Credential credential,
    Capabilities capabilities,
    LeafNodeSource leafNodeSource,
    List<Extension> extensions,
    Bytes signature)
    implements WireStruct {

  public LeafNode {
    extensions = List.copyOf(extensions);
  }

  public static LeafNode readFrom(TlsReader in) throws DecodeException {
    return new LeafNode(
        in.struct("encryption_key", HPKEPublicKey::readFrom),
        in.struct("signature_key", SignaturePublicKey::readFrom),
        in.struct("credential", Credential::readFrom),
        in.struct("capabilities", Capabilities::readFrom),
        in.struct("leaf_node_source", LeafNodeSource::readFrom),
        in.vector("extensions", Extension::readFrom),
        in.opaque("signature"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(encryptionKey)
        .put(signatureKey)
        .put(credential)
        .put(capabilities)
        .put(leafNodeSource)
        .vector(extensions)
        .opaque(signature);
  }
}
