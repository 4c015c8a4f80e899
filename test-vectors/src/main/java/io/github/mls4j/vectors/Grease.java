package io.github.mls4j.vectors;

import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ProposalType;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 9420 §13.5 in key packages of vectors: a value without meaning at a random place in each list
 * that may have one. Leaves of commits and Updates get theirs by {@code GroupConfig.grease}.
 */
final class Grease {

  /** 0x0A0A to 0xEAEA. */
  private static final int VALUES = 15;

  private static final int MOST_DATA = 40;

  private Grease() {}

  static ClientKeys.Claims on(ClientKeys.Claims plain, Draws draws) {
    Extension ofLeaf = extension(draws);
    Extension ofKeyPackage = extension(draws);
    Capabilities c = plain.capabilities();
    List<ExtensionType> extensions = with(c.extensions(), ofLeaf.extensionType(), draws);
    if (!extensions.contains(ofKeyPackage.extensionType())) {
      extensions = with(extensions, ofKeyPackage.extensionType(), draws);
    }
    return new ClientKeys.Claims(
        new Capabilities(
            c.versions(),
            with(c.cipherSuites(), CipherSuiteId.of(value(draws)), draws),
            extensions,
            with(c.proposals(), ProposalType.of(value(draws)), draws),
            with(c.credentials(), CredentialType.of(value(draws)), draws)),
        with(plain.leafExtensions(), ofLeaf, draws),
        with(plain.keyPackageExtensions(), ofKeyPackage, draws));
  }

  private static Extension extension(Draws draws) {
    return new Extension(ExtensionType.of(value(draws)), draws.bytes(draws.below(MOST_DATA)));
  }

  private static <T> List<T> with(List<T> values, T more, Draws draws) {
    List<T> longer = new ArrayList<>(values);
    longer.add(draws.below(values.size() + 1), more);
    return longer;
  }

  private static int value(Draws draws) {
    int digit = draws.below(VALUES);
    return digit << 12 | digit << 4 | 0x0a0a;
  }
}
