package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.validation.KeyPackageValidator;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;

/**
 * A key package with its two private keys (RFC 9420 §10): what a client publishes, and what it
 * needs to join by a Welcome for it. Meant for one use; closing it wipes the private keys.
 */
public final class KeyPackageBundle implements AutoCloseable {

  private static final int FORMAT = 1;

  private final KeyPackage keyPackage;
  private final Secret initKey;
  private final Secret encryptionKey;

  private KeyPackageBundle(KeyPackage keyPackage, Secret initKey, Secret encryptionKey) {
    this.keyPackage = keyPackage;
    this.initKey = initKey;
    this.encryptionKey = encryptionKey;
  }

  /** A fresh key package for {@code identity}. */
  public static KeyPackageBundle generate(GroupConfig config, MlsIdentity identity) {
    CipherSuite suite = identity.suite();
    try (KemKeyPair init = suite.generateKemKeyPair(config.random());
        KemKeyPair encryption = suite.generateKemKeyPair(config.random())) {
      LeafNode leaf =
          OwnLeaf.sign(
              config,
              identity,
              encryption.publicKey().wire(),
              new LeafNodeSource.KeyPackage(OwnLeaf.lifetime(config)));
      KeyPackageTBS tbs =
          new KeyPackageTBS(
              ProtocolVersion.MLS10, suite.id(), init.publicKey().wire(), leaf, List.of());
      Bytes signature =
          suite.signWithLabel(identity.signer(), KeyPackageValidator.SIGNATURE_LABEL, tbs.encode());
      return new KeyPackageBundle(
          tbs.signed(signature),
          init.privateKey().serialize(),
          encryption.privateKey().serialize());
    }
  }

  /**
   * Joins a key package and private keys that were made elsewhere, such as a test vector's. Takes
   * the secrets over.
   */
  public static KeyPackageBundle of(KeyPackage keyPackage, Secret initKey, Secret encryptionKey) {
    return new KeyPackageBundle(keyPackage, initKey, encryptionKey);
  }

  /** The public part. */
  public KeyPackage keyPackage() {
    return keyPackage;
  }

  /** The public part as an MLSMessage, ready to publish. */
  public Bytes message() {
    return new MLSMessage(ProtocolVersion.MLS10, keyPackage).encode();
  }

  /** What a Welcome calls this key package (§5.2). */
  public KeyPackageRef reference(CryptoProvider provider) {
    return CipherSuite.of(keyPackage.cipherSuite(), provider).keyPackageRef(keyPackage);
  }

  Secret initKey() {
    return initKey;
  }

  Secret encryptionKey() {
    return encryptionKey;
  }

  /** Everything, to be stored as the secret that it is until the Welcome comes. */
  public Secret save() {
    return new TlsWriter()
        .uint8(FORMAT)
        .put(keyPackage)
        .secret(initKey)
        .secret(encryptionKey)
        .toSecret();
  }

  /**
   * What {@link #save()} wrote.
   *
   * @throws DecodeException if it is something else
   */
  public static KeyPackageBundle restore(Secret saved) throws DecodeException {
    return TlsReader.decode(
        saved,
        in -> {
          SavedState.expectFormat(in, FORMAT);
          return new KeyPackageBundle(
              in.struct("key_package", KeyPackage::readFrom),
              in.secret("init_key"),
              in.secret("encryption_key"));
        });
  }

  @Override
  public void close() {
    initKey.close();
    encryptionKey.close();
  }
}
