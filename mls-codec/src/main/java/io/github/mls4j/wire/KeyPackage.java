package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.List;

/** RFC 9420 §10: what a client publishes so that others can add it to groups. */
public record KeyPackage(
    ProtocolVersion version,
    CipherSuiteId cipherSuite,
    HPKEPublicKey initKey,
    LeafNode leafNode,
    List<Extension> extensions,
    Bytes signature)
    implements MLSMessageBody {

  public KeyPackage {
    extensions = List.copyOf(extensions);
  }

  public static KeyPackage readFrom(TlsReader in) throws DecodeException {
    return new KeyPackage(
        in.struct("version", ProtocolVersion::readFrom),
        in.struct("cipher_suite", CipherSuiteId::readFrom),
        in.struct("init_key", HPKEPublicKey::readFrom),
        in.struct("leaf_node", LeafNode::readFrom),
        in.vector("extensions", Extension::readFrom),
        in.opaque("signature"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(version)
        .put(cipherSuite)
        .put(initKey)
        .put(leafNode)
        .vector(extensions)
        .opaque(signature);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.MLS_KEY_PACKAGE;
  }
}
