package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.validation.LeafNodeValidator;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.ProtocolVersion;
import java.time.Duration;
import java.util.List;

/** Makes and signs the leaf nodes that stand for this client (RFC 9420 §7.2). */
final class OwnLeaf {

  /** Other clients' clocks may be behind ours by this much. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private OwnLeaf() {}

  /** A leaf for a key package; {@link LeafNodeSource.KeyPackage} needs no group. */
  static LeafNode sign(
      GroupConfig config,
      MlsIdentity identity,
      HPKEPublicKey encryptionKey,
      LeafNodeSource.KeyPackage source) {
    LeafNode unsigned = unsigned(config, identity, encryptionKey, source);
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
    LeafNode unsigned = unsigned(config, identity, encryptionKey, source);
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
      LeafNodeSource source) {
    Capabilities capabilities =
        new Capabilities(
            List.of(ProtocolVersion.MLS10),
            List.of(identity.suite().id()),
            config.extensions(),
            config.proposals(),
            List.of(CredentialType.BASIC, CredentialType.X509));
    return new LeafNode(
        encryptionKey,
        identity.signer().publicKey(),
        identity.credential(),
        capabilities,
        source,
        List.of(),
        Bytes.EMPTY);
  }

  private static LeafNode signed(MlsIdentity identity, LeafNodeTBS tbs) {
    return tbs.signed(
        identity
            .suite()
            .signWithLabel(identity.signer(), LeafNodeValidator.SIGNATURE_LABEL, tbs.encode()));
  }
}
