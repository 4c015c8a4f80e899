package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.group.WelcomeJoin;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client of generated vectors, whose private keys everybody may know. */
final class VectorClient {

  /** Vectors are not to grow old: signed key packages are good for ever. */
  private static final Lifetime FOR_EVER = new Lifetime(0, -1);

  final Bytes initPriv;
  final Bytes encryptionPriv;
  final Bytes signaturePriv;
  final KeyPackage keyPackage;
  final MlsIdentity identity;
  final GroupConfig config;
  private @Nullable Group group;

  /**
   * @param supported extensions beside the default ones
   */
  VectorClient(
      CipherSuite suite,
      String name,
      Draws draws,
      GroupConfig config,
      List<ExtensionType> supported) {
    this.config = config;
    SignatureKeyPair signature = suite.generateSignatureKeyPair(draws.random());
    signaturePriv = Encode.consumed(signature.serializePrivateKey());
    identity = new MlsIdentity(suite, new Credential.Basic(Bytes.ofUtf8(name)), signature);
    try (KemKeyPair init = suite.generateKemKeyPair(draws.random());
        KemKeyPair encryption = suite.generateKemKeyPair(draws.random())) {
      initPriv = Encode.consumed(init.privateKey().serialize());
      encryptionPriv = Encode.consumed(encryption.privateKey().serialize());
      KeyPackageTBS unsigned =
          new KeyPackageTBS(
              ProtocolVersion.MLS10,
              suite.id(),
              init.publicKey().wire(),
              leaf(encryption, supported),
              List.of());
      keyPackage =
          unsigned.signed(suite.signWithLabel(signature, "KeyPackageTBS", unsigned.encode()));
    }
  }

  private LeafNode leaf(KemKeyPair encryption, List<ExtensionType> supported) {
    CipherSuite suite = identity.suite();
    LeafNode unsigned =
        new LeafNode(
            encryption.publicKey().wire(),
            identity.signer().publicKey(),
            identity.credential(),
            new Capabilities(
                List.of(ProtocolVersion.MLS10),
                List.of(suite.id()),
                supported,
                List.of(),
                List.of(CredentialType.BASIC)),
            new LeafNodeSource.KeyPackage(FOR_EVER),
            List.of(),
            Bytes.EMPTY);
    LeafNodeTBS toBeSigned = LeafNodeTBS.of(unsigned);
    return toBeSigned.signed(
        suite.signWithLabel(identity.signer(), "LeafNodeTBS", toBeSigned.encode()));
  }

  /** The key package as it is published. */
  Bytes keyPackageMessage() {
    return MLSMessage.of(keyPackage).encode();
  }

  Group group() {
    return Objects.requireNonNull(group);
  }

  void is(Group member) {
    group = member;
  }

  LeafIndex leaf() {
    return group().self().index();
  }

  void join(Bytes welcome, @Nullable Bytes ratchetTree) throws Exception {
    try (KeyPackageBundle bundle =
        KeyPackageBundle.of(keyPackage, Secret.copyOf(initPriv), Secret.copyOf(encryptionPriv))) {
      WelcomeJoin join = Group.joinByWelcome(config, identity, welcome).keyPackage(bundle);
      group = ratchetTree == null ? join.join() : join.ratchetTree(ratchetTree).join();
    }
  }

  void follow(Bytes commit) throws Exception {
    group().merge(Decode.at("commit", () -> group().receive(commit), StagedCommit.class));
  }
}
