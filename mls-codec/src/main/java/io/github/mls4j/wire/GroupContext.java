package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §8.1: what all members agree on in an epoch; it feeds the key schedule.
 *
 * @param epoch unsigned
 */
public record GroupContext(
    ProtocolVersion version,
    CipherSuiteId cipherSuite,
    Bytes groupId,
    long epoch,
    Bytes treeHash,
    Bytes confirmedTranscriptHash,
    List<Extension> extensions)
    implements WireStruct {

  public GroupContext {
    extensions = List.copyOf(extensions);
  }

  public static GroupContext readFrom(TlsReader in) throws DecodeException {
    return new GroupContext(
        in.struct("version", ProtocolVersion::readFrom),
        in.struct("cipher_suite", CipherSuiteId::readFrom),
        in.opaque("group_id"),
        in.uint64("epoch"),
        in.opaque("tree_hash"),
        in.opaque("confirmed_transcript_hash"),
        in.vector("extensions", Extension::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(version)
        .put(cipherSuite)
        .opaque(groupId)
        .uint64(epoch)
        .opaque(treeHash)
        .opaque(confirmedTranscriptHash)
        .vector(extensions);
  }
}
