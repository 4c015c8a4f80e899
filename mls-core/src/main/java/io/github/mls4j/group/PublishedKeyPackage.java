package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;

/** A key package as it comes from a directory: in an MLSMessage (RFC 9420 §10). */
final class PublishedKeyPackage {

  private PublishedKeyPackage() {}

  static KeyPackage read(Bytes message) throws DecodeException, RuleViolation {
    MLSMessage decoded = TlsReader.decode(message, MLSMessage::readFrom);
    if (!(decoded.body() instanceof KeyPackage keyPackage)) {
      throw new RuleViolation(Rule.MESSAGE_KIND_FITS, "wire_format");
    }
    return keyPackage;
  }
}
