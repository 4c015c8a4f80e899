package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/** RFC 9420 §10: what the signature of a {@link KeyPackage} covers. */
public record KeyPackageTBS(
    ProtocolVersion version,
    CipherSuiteId cipherSuite,
    HPKEPublicKey initKey,
    LeafNode leafNode,
    List<Extension> extensions)
    implements WireStruct {

  public KeyPackageTBS {
    extensions = List.copyOf(extensions);
  }

  public static KeyPackageTBS readFrom(TlsReader in) throws DecodeException {
    return new KeyPackageTBS(
        in.struct("version", ProtocolVersion::readFrom),
        in.struct("cipher_suite", CipherSuiteId::readFrom),
        in.struct("init_key", HPKEPublicKey::readFrom),
        in.struct("leaf_node", LeafNode::readFrom),
        in.vector("extensions", Extension::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(version).put(cipherSuite).put(initKey).put(leafNode).vector(extensions);
  }

  /** What the signature of {@code keyPackage} has to cover. */
  public static KeyPackageTBS of(KeyPackage keyPackage) {
    return new KeyPackageTBS(
        keyPackage.version(),
        keyPackage.cipherSuite(),
        keyPackage.initKey(),
        keyPackage.leafNode(),
        keyPackage.extensions());
  }

  /** The key package with its signature. */
  public KeyPackage signed(Bytes signature) {
    return new KeyPackage(version, cipherSuite, initKey, leafNode, extensions, signature);
  }
}
