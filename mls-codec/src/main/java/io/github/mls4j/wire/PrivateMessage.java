package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;

/** RFC 9420 §6.3: an encrypted message; what is inside has been signed. */
public record PrivateMessage(
    Bytes groupId,
    long epoch,
    ContentType contentType,
    Bytes authenticatedData,
    Bytes encryptedSenderData,
    Bytes ciphertext)
    implements MLSMessageBody {

  public static PrivateMessage readFrom(TlsReader in) throws DecodeException {
    return new PrivateMessage(
        in.opaque("group_id"),
        in.uint64("epoch"),
        in.struct("content_type", ContentType::readFrom),
        in.opaque("authenticated_data"),
        in.opaque("encrypted_sender_data"),
        in.opaque("ciphertext"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(groupId)
        .uint64(epoch)
        .put(contentType)
        .opaque(authenticatedData)
        .opaque(encryptedSenderData)
        .opaque(ciphertext);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.MLS_PRIVATE_MESSAGE;
  }
}
