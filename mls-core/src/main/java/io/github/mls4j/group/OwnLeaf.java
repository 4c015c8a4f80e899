package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.validation.LeafNodeValidator;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes and signs the leaf nodes that stand for this client (RFC 9420 §7.2). */
final class OwnLeaf {

  /** Other clients' clocks may be behind ours by this much. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private OwnLeaf() {}

  /**
   * A leaf for a key package; {@link LeafNodeSource.KeyPackage} needs no group.
   *
   * @param besides the extensions of the key package, which its leaf lists as supported (§10)
   */
  static LeafNode sign(
      GroupConfig config,
      MlsIdentity identity,
      HPKEPublicKey encryptionKey,
      LeafNodeSource.KeyPackage source,
      List<Extension> besides) {
    LeafNode unsigned = unsigned(config, identity, encryptionKey, source, besides);
    return signed(identity, LeafNodeTBS.of(unsigned));
  }

  /** A leaf for an Update or a commit's path: it is bound to its group and place. */
  static LeafNode sign(
      GroupConfig config,
      MlsIdentity identity,
      HPKEPublicKey encryptionKey,
      LeafNodeSource source,
      Bytes groupId,
      LeafIndex index) {
    LeafNode unsigned = unsigned(config, identity, encryptionKey, source, List.of());
    return signed(identity, LeafNodeTBS.of(unsigned, groupId, index));
  }

  /** From a little in the past until the configured time. */
  static Lifetime lifetime(GroupConfig config) {
    long now = config.validation().clock().instant().getEpochSecond();
    return new Lifetime(
        Math.max(0, now - CLOCK_SKEW.toSeconds()), now + config.keyPackageLifetime().toSeconds());
  }

  private static LeafNode unsigned(
      GroupConfig config,
      MlsIdentity identity,
      HPKEPublicKey encryptionKey,
      LeafNodeSource source,
      List<Extension> besides) {
    List<Extension> extensions = new Grease(config).amongExtensions(config.leafExtensions());
    List<Extension> inUse = new ArrayList<>(extensions);
    inUse.addAll(besides);
    return new LeafNode(
        encryptionKey,
        identity.signer().publicKey(),
        identity.credential(),
        capabilities(config, identity, inUse),
        source,
        extensions,
        Bytes.EMPTY);
  }

  /** What this client supports and, beside that, what it uses without meaning anything by it. */
  private static Capabilities capabilities(
      GroupConfig config, MlsIdentity identity, List<Extension> inUse) {
    Grease grease = new Grease(config);
    List<ExtensionType> extensions =
        new ArrayList<>(grease.among(config.registrations().extensionTypes(), ExtensionType::of));
    for (Extension extension : inUse) {
      ExtensionType type = extension.extensionType();
      if (!type.isDefault() && !extensions.contains(type)) {
        extensions.add(type);
      }
    }
    return new Capabilities(
        List.of(ProtocolVersion.MLS10),
        grease.among(with(config.cipherSuites(), identity.suite().id()), CipherSuiteId::of),
        extensions,
        grease.among(config.registrations().proposalTypes(), ProposalType::of),
        grease.among(
            with(config.registrations().credentialTypes(), identity.credential().credentialType()),
            CredentialType::of));
  }

  private static <T> List<T> with(List<T> values, T own) {
    if (values.contains(own)) {
      return values;
    }
    List<T> longer = new ArrayList<>(values);
    longer.add(own);
    return longer;
  }

  private static LeafNode signed(MlsIdentity identity, LeafNodeTBS tbs) {
    return tbs.signed(
        identity.suite().signWithLabel(identity.signer(), LeafNodeValidator.SIGNATURE_LABEL, tbs));
  }
}
