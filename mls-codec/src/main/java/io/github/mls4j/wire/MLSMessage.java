package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §6: the envelope of everything that MLS clients send each other. */
public record MLSMessage(ProtocolVersion version, MLSMessageBody body) implements WireStruct {

  /** Puts {@code body} in an envelope of this version of MLS. */
  public static MLSMessage of(MLSMessageBody body) {
    return new MLSMessage(ProtocolVersion.MLS10, body);
  }

  /** The code point that says what the body is. */
  public WireFormat wireFormat() {
    return body.wireFormat();
  }

  /** Reads a message of version {@code mls10}; how another version goes on is not known. */
  public static MLSMessage readFrom(TlsReader in) throws DecodeException {
    ProtocolVersion version = in.struct("version", ProtocolVersion::readFrom);
    if (!version.equals(ProtocolVersion.MLS10)) {
      throw in.fail("version", 2, "protocol version " + version + " is unknown");
    }
    WireFormat wireFormat = in.struct("wire_format", WireFormat::readFrom);
    return new MLSMessage(
        version,
        switch (wireFormat.value()) {
          case 1 -> in.struct("public_message", PublicMessage::readFrom);
          case 2 -> in.struct("private_message", PrivateMessage::readFrom);
          case 3 -> in.struct("welcome", Welcome::readFrom);
          case 4 -> in.struct("group_info", GroupInfo::readFrom);
          case 5 -> in.struct("key_package", KeyPackage::readFrom);
          default -> throw in.fail("wire_format", 2, "wire format " + wireFormat + " is unknown");
        });
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(version).put(wireFormat()).put(body);
  }
}
