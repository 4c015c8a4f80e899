package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.validation.KeyPackageValidator;
import io.github.mls4j.wire.Extension;
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
 * needs to join by a Welcome for it. Meant for one use, unless it is a last resort; closing it
 * wipes the private keys.
 */
public final class KeyPackageBundle implements AutoCloseable {

  private static final int FORMAT = 2;

  private final KeyPackage keyPackage;
  private final Secret initKey;
  private final Secret encryptionKey;
  private final boolean lastResort;

  private KeyPackageBundle(
      KeyPackage keyPackage, Secret initKey, Secret encryptionKey, boolean lastResort) {
    this.keyPackage = keyPackage;
    this.initKey = initKey;
    this.encryptionKey = encryptionKey;
    this.lastResort = lastResort;
  }

  /**
   * A fresh key package for {@code identity}; it is in the configuration's store by then, if there
   * is one.
   */
  public static KeyPackageBundle generate(GroupConfig config, MlsIdentity identity) {
    return generate(config, identity, List.of());
  }

  /**
   * A fresh key package with extensions of the application's.
   *
   * @param extensions for {@code KeyPackage.extensions}
   * @throws IllegalArgumentException if one is not registered for key packages
   */
  public static KeyPackageBundle generate(
      GroupConfig config, MlsIdentity identity, List<Extension> extensions) {
    return generate(config, identity, extensions, false);
  }

  /**
   * A fresh key package for when there is no other any more (§10, §16.8): others may add its client
   * by it more than once, so it is kept after a join. That costs forward secrecy of the Welcome for
   * as long as it lives: it should be replaced now and then.
   *
   * @param extensions as in {@link #generate(GroupConfig, MlsIdentity, List)}; by one of them
   *     others may see that it is a last resort
   */
  public static KeyPackageBundle generateLastResort(
      GroupConfig config, MlsIdentity identity, List<Extension> extensions) {
    return generate(config, identity, extensions, true);
  }

  private static KeyPackageBundle generate(
      GroupConfig config, MlsIdentity identity, List<Extension> extensions, boolean lastResort) {
    CipherSuite suite = identity.suite();
    List<Extension> all =
        new Grease(config)
            .amongExtensions(
                OwnExtensions.check(
                    extensions, CustomExtension.Place.KEY_PACKAGE, config.registrations()));
    try (KemKeyPair init = suite.generateKemKeyPair(config.random());
        KemKeyPair encryption = suite.generateKemKeyPair(config.random())) {
      LeafNode leaf =
          OwnLeaf.sign(
              config,
              identity,
              encryption.publicKey().wire(),
              new LeafNodeSource.KeyPackage(OwnLeaf.lifetime(config)),
              all);
      KeyPackageTBS tbs =
          new KeyPackageTBS(ProtocolVersion.MLS10, suite.id(), init.publicKey().wire(), leaf, all);
      Bytes signature =
          suite.signWithLabel(identity.signer(), KeyPackageValidator.SIGNATURE_LABEL, tbs);
      KeyPackageBundle bundle =
          new KeyPackageBundle(
              tbs.signed(signature),
              init.privateKey().serialize(),
              encryption.privateKey().serialize(),
              lastResort);
      try {
        new StoredKeyPackages(config, identity).put(bundle);
      } catch (RuntimeException e) {
        bundle.close();
        throw e;
      }
      return bundle;
    }
  }

  /**
   * Joins a key package and private keys that were made elsewhere, such as a test vector's. Takes
   * the secrets over.
   */
  public static KeyPackageBundle of(KeyPackage keyPackage, Secret initKey, Secret encryptionKey) {
    return new KeyPackageBundle(keyPackage, initKey, encryptionKey, false);
  }

  /** The public part. */
  public KeyPackage keyPackage() {
    return keyPackage;
  }

  /** The public part as an MLSMessage, ready to publish. */
  public Bytes message() {
    return new MLSMessage(ProtocolVersion.MLS10, keyPackage).encode();
  }

  /** Whether the private keys belong to a leaf of that identity. */
  boolean isOf(MlsIdentity identity) {
    return keyPackage.cipherSuite().equals(identity.suite().id())
        && keyPackage.leafNode().signatureKey().equals(identity.signer().publicKey());
  }

  /** Whether it may be used more than once: a join does not consume it. */
  public boolean isLastResort() {
    return lastResort;
  }

  /** What a Welcome calls this key package (§5.2). */
  public KeyPackageRef reference(CryptoProvider provider) {
    return CipherSuite.of(keyPackage.cipherSuite(), provider).keyPackageRef(keyPackage);
  }

  Secret initKey() {
    return initKey;
  }

  /**
   * The private key of the init key as {@link CipherSuite#kemPrivateKey} reads it, for who opens
   * Welcomes elsewhere; the caller closes it.
   */
  public Secret serializeInitKey() {
    return initKey.copy();
  }

  /** As {@link #serializeInitKey}, of the leaf's encryption key. */
  public Secret serializeEncryptionKey() {
    return encryptionKey.copy();
  }

  Secret encryptionKey() {
    return encryptionKey;
  }

  /** Everything, to be stored as the secret that it is until the Welcome comes. */
  public Secret save() {
    return new TlsWriter()
        .uint8(FORMAT)
        .uint8(lastResort ? 1 : 0)
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
          boolean lastResort = in.optional("last_resort", i -> true).isPresent();
          return new KeyPackageBundle(
              in.struct("key_package", KeyPackage::readFrom),
              in.secret("init_key"),
              in.secret("encryption_key"),
              lastResort);
        });
  }

  @Override
  public void close() {
    initKey.close();
    encryptionKey.close();
  }
}
