package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;

/**
 * A client of generated vectors before it is in any group: a key package and its private keys,
 * which everybody may know.
 */
record ClientKeys(
    MlsIdentity identity,
    KeyPackage keyPackage,
    Bytes signaturePriv,
    Bytes encryptionPriv,
    Bytes initPriv) {

  /** Vectors are not to grow old: signed key packages are good for ever. */
  private static final Lifetime FOR_EVER = new Lifetime(0, -1);

  /** Vouches for a client. */
  @FunctionalInterface
  interface Issuer {
    Credential issue(SignatureKeyPair keys) throws Exception;

    /** A name that nobody has verified. */
    static Issuer basic(String name) {
      return keys -> new Credential.Basic(Bytes.ofUtf8(name));
    }
  }

  /** What a key package says beside its keys. */
  record Claims(
      Capabilities capabilities,
      List<Extension> leafExtensions,
      List<Extension> keyPackageExtensions) {

    /** Nothing but what is needed. */
    static Claims of(CipherSuite suite) {
      return new Claims(
          new Capabilities(
              List.of(ProtocolVersion.MLS10),
              List.of(suite.id()),
              List.of(),
              List.of(),
              List.of(CredentialType.BASIC)),
          List.of(),
          List.of());
    }

    /**
     * What a client of these settings says.
     *
     * @param extensions of its key package
     */
    static Claims of(GroupConfig config, List<Extension> extensions, Draws draws) {
      Registrations registered = config.registrations();
      Capabilities capabilities =
          new Capabilities(
              List.of(ProtocolVersion.MLS10),
              config.cipherSuites(),
              registered.extensionTypes(),
              registered.proposalTypes(),
              registered.credentialTypes());
      Claims plain = new Claims(capabilities, config.leafExtensions(), extensions);
      return config.grease() ? Grease.on(plain, draws) : plain;
    }
  }

  static ClientKeys draw(CipherSuite suite, Draws draws, Issuer issuer, Claims claims)
      throws Exception {
    SignatureKeyPair signature = suite.generateSignatureKeyPair(draws.random());
    MlsIdentity identity = new MlsIdentity(suite, issuer.issue(signature), signature);
    try (KemKeyPair init = suite.generateKemKeyPair(draws.random());
        KemKeyPair encryption = suite.generateKemKeyPair(draws.random())) {
      KeyPackageTBS unsigned =
          new KeyPackageTBS(
              ProtocolVersion.MLS10,
              suite.id(),
              init.publicKey().wire(),
              leaf(identity, encryption, claims),
              claims.keyPackageExtensions);
      return new ClientKeys(
          identity,
          unsigned.signed(suite.signWithLabel(signature, "KeyPackageTBS", unsigned.encode())),
          Encode.consumed(signature.serializePrivateKey()),
          Encode.consumed(encryption.privateKey().serialize()),
          Encode.consumed(init.privateKey().serialize()));
    }
  }

  private static LeafNode leaf(MlsIdentity identity, KemKeyPair encryption, Claims claims) {
    LeafNode unsigned =
        new LeafNode(
            encryption.publicKey().wire(),
            identity.signer().publicKey(),
            identity.credential(),
            claims.capabilities,
            new LeafNodeSource.KeyPackage(FOR_EVER),
            claims.leafExtensions,
            Bytes.EMPTY);
    LeafNodeTBS toBeSigned = LeafNodeTBS.of(unsigned);
    return toBeSigned.signed(
        identity.suite().signWithLabel(identity.signer(), Leaves.LABEL, toBeSigned.encode()));
  }

  /** The key package as it is published. */
  Bytes keyPackageMessage() {
    return MLSMessage.of(keyPackage).encode();
  }

  /** What a Welcome is opened with. */
  KeyPackageBundle bundle() {
    return KeyPackageBundle.of(keyPackage, Secret.copyOf(initPriv), Secret.copyOf(encryptionPriv));
  }
}
