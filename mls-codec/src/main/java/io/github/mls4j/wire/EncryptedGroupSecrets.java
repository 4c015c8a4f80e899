package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §12.4.3.1: {@link GroupSecrets}, encrypted to the init key of one new member. */
public record EncryptedGroupSecrets(KeyPackageRef newMember, HPKECiphertext encryptedGroupSecrets)
    implements WireStruct {

  public static EncryptedGroupSecrets readFrom(TlsReader in) throws DecodeException {
    return new EncryptedGroupSecrets(
        in.struct("new_member", KeyPackageRef::readFrom),
        in.struct("encrypted_group_secrets", HPKECiphertext::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(newMember).put(encryptedGroupSecrets);
  }
}
