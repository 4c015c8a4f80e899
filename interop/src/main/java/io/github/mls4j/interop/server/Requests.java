package io.github.mls4j.interop.server;

import com.google.protobuf.ByteString;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.Member;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PublicMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the fields of requests, and writes those of responses. */
final class Requests {

  private static final int MAX_CODE_POINT = 0xffff;

  private static final int MAX_NAME = 4096;

  private Requests() {}

  static Bytes bytes(ByteString field) {
    return Bytes.wrap(field.toByteArray());
  }

  static List<Bytes> bytes(List<ByteString> fields) {
    return fields.stream().map(Requests::bytes).toList();
  }

  /** What a state keeps for as long as it lives: a name, not a message. */
  static Bytes name(ByteString field) {
    if (field.size() > MAX_NAME) {
      throw Refusals.invalid("an id or identity is longer than " + MAX_NAME + " bytes");
    }
    return bytes(field);
  }

  static ByteString field(Bytes value) {
    return ByteString.copyFrom(value.asByteBuffer());
  }

  /** For the keys that the protocol shows; closes {@code secret}. */
  static ByteString shown(Secret secret) {
    byte[] revealed = secret.reveal();
    try {
      return ByteString.copyFrom(revealed);
    } finally {
      Arrays.fill(revealed, (byte) 0);
      secret.close();
    }
  }

  static CipherSuite suite(int value) {
    return CipherSuiteId.REGISTERED.stream()
        .filter(id -> id.value() == value)
        .findFirst()
        .map(CipherSuite::of)
        .orElseThrow(
            () ->
                Refusals.invalid(
                    "cipher suite " + Integer.toUnsignedString(value) + " is not supported"));
  }

  static CipherSuite suite(CipherSuiteId id) {
    return suite(id.value());
  }

  static Credential credential(ByteString identity) {
    return new Credential.Basic(name(identity));
  }

  static List<Extension> extensions(List<io.github.mls4j.interop.proto.Extension> fields) {
    List<Extension> extensions = new ArrayList<>();
    for (io.github.mls4j.interop.proto.Extension field : fields) {
      int type = field.getExtensionType();
      if (type < 0 || type > MAX_CODE_POINT) {
        throw Refusals.invalid(
            "extension type " + Integer.toUnsignedString(type) + " has more than 16 bits");
      }
      extensions.add(new Extension(ExtensionType.of(type), bytes(field.getExtensionData())));
    }
    return extensions;
  }

  static KeyPackage keyPackage(ByteString message) throws DecodeException, RuleViolation {
    return body(bytes(message), KeyPackage.class);
  }

  static GroupInfo groupInfo(ByteString message) throws DecodeException, RuleViolation {
    return body(bytes(message), GroupInfo.class);
  }

  private static <T extends MLSMessageBody> T body(Bytes message, Class<T> kind)
      throws DecodeException, RuleViolation {
    MLSMessageBody body = TlsReader.decode(message, MLSMessage::readFrom).body();
    if (!kind.isInstance(body)) {
      throw new RuleViolation(Rule.MESSAGE_KIND_FITS, "wire_format");
    }
    return kind.cast(body);
  }

  /**
   * Refuses a message of another kind before a group gets to see it, and uses up the key that it is
   * encrypted with.
   */
  static Bytes framed(ByteString field, ContentType expected)
      throws DecodeException, RuleViolation {
    Bytes message = bytes(field);
    MLSMessageBody body = TlsReader.decode(message, MLSMessage::readFrom).body();
    ContentType actual =
        body instanceof PrivateMessage encrypted
            ? encrypted.contentType()
            : body instanceof PublicMessage open ? open.content().contentType() : null;
    if (actual != expected) {
      throw new RuleViolation(
          Rule.MESSAGE_KIND_FITS, actual == null ? "wire_format" : "content_type");
    }
    return message;
  }

  /** The first leaf, from the left, whose basic credential says that identity. */
  static LeafIndex leaf(List<Member> members, ByteString identity) {
    Credential wanted = credential(identity);
    return members.stream()
        .filter(member -> member.credential().equals(wanted))
        .findFirst()
        .map(Member::index)
        .orElseThrow(() -> Refusals.invalid("the group has no member of that identity"));
  }
}
