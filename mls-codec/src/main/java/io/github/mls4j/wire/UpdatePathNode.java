package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.EncodedList;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §7.6: a new key for one parent node, and its path secret for each node of the copath
 * resolution. In a tree of few parent nodes these are very many, and each member needs one.
 */
public record UpdatePathNode(HPKEPublicKey encryptionKey, List<HPKECiphertext> encryptedPathSecret)
    implements WireStruct {

  public UpdatePathNode {
    encryptedPathSecret = EncodedList.copyOf(encryptedPathSecret);
  }

  public static UpdatePathNode readFrom(TlsReader in) throws DecodeException {
    return new UpdatePathNode(
        in.struct("encryption_key", HPKEPublicKey::readFrom),
        in.encodedVector("encrypted_path_secret", HPKECiphertext::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(encryptionKey).vector(encryptedPathSecret);
  }
}
