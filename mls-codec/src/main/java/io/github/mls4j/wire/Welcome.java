package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.List;

/**
 * RFC 9420 §12.4.3.1: lets the members that a commit adds join its epoch.
 *
 * @param secrets one entry for each new member that this is sent to
 * @param encryptedGroupInfo a {@link GroupInfo}, encrypted under a key out of the joiner secret
 */
public record Welcome(
    CipherSuiteId cipherSuite, List<EncryptedGroupSecrets> secrets, Bytes encryptedGroupInfo)
    implements MLSMessageBody {

  public Welcome {
    secrets = List.copyOf(secrets);
  }

  public static Welcome readFrom(TlsReader in) throws DecodeException {
    return new Welcome(
        in.struct("cipher_suite", CipherSuiteId::readFrom),
        in.vector("secrets", EncryptedGroupSecrets::readFrom),
        in.opaque("encrypted_group_info"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(cipherSuite).vector(secrets).opaque(encryptedGroupInfo);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.MLS_WELCOME;
  }
}
