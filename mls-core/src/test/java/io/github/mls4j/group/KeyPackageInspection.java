package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/**
 * A key package with its private keys laid open, for tools that look into a Welcome; no part of the
 * library.
 */
public final class KeyPackageInspection implements AutoCloseable {

  private static final int FORMAT = 2;

  private final KeyPackageBundle bundle;
  private final MlsIdentity identity;

  private KeyPackageInspection(KeyPackageBundle bundle, MlsIdentity identity) {
    this.bundle = bundle;
    this.identity = identity;
  }

  /** Whether the bytes begin as what {@link KeyPackageBundle#save()} wrote does. */
  public static boolean isPlausible(Bytes saved) {
    try {
      return TlsReader.decode(
          saved,
          in -> {
            boolean begins = in.uint8("format") == FORMAT && in.uint8("last_resort") <= 1;
            boolean mls10 = ProtocolVersion.readFrom(in).equals(ProtocolVersion.MLS10);
            in.rest();
            return begins && mls10;
          });
    } catch (DecodeException e) {
      return false;
    }
  }

  /**
   * What {@link KeyPackageBundle#save()} wrote.
   *
   * @throws DecodeException if it is something else, or the keys do not belong to each other
   */
  public static KeyPackageInspection restore(Secret saved) throws DecodeException {
    KeyPackageBundle bundle = KeyPackageBundle.restore(saved);
    KeyPackage keyPackage = bundle.keyPackage();
    try {
      CipherSuite suite = CipherSuite.of(keyPackage.cipherSuite());
      requireKey(suite, "init_key", bundle.initKey(), keyPackage.initKey());
      requireKey(
          suite, "encryption_key", bundle.encryptionKey(), keyPackage.leafNode().encryptionKey());
      return new KeyPackageInspection(
          bundle, GroupInspection.identity(suite, keyPackage.leafNode()));
    } catch (DecodeException e) {
      bundle.close();
      throw e;
    } catch (IllegalArgumentException e) {
      bundle.close();
      throw new DecodeException(0, "key_package", String.valueOf(e.getMessage()));
    }
  }

  private static void requireKey(
      CipherSuite suite, String field, Secret serialized, HPKEPublicKey expected)
      throws DecodeException {
    try (KemPrivateKey key = suite.kemPrivateKey(serialized)) {
      if (key.publicKey().wire().equals(expected)) {
        return;
      }
    } catch (RefusedInput e) {
      // Said below: a key that is none belongs to nothing.
    }
    throw new DecodeException(0, field, "the private key is not that of the key package");
  }

  public KeyPackage keyPackage() {
    return bundle.keyPackage();
  }

  public CipherSuite suite() {
    return identity.suite();
  }

  /** Opens the group secrets of a Welcome; a copy that the caller closes. */
  public Secret initKey() {
    return bundle.initKey().copy();
  }

  /** That of the leaf; a copy that the caller closes. */
  public Secret encryptionKey() {
    return bundle.encryptionKey().copy();
  }

  /**
   * Joins, as far as that goes without PSKs.
   *
   * @param tree beside the Welcome; null if it is inside
   */
  public Group join(Bytes welcome, @Nullable Bytes tree) throws MlsException {
    WelcomeJoin join =
        Group.joinByWelcome(
                GroupInspection.config(bundle.keyPackage().leafNode()), identity, welcome)
            .keyPackage(bundle);
    return tree == null ? join.join() : join.ratchetTree(tree).join();
  }

  @Override
  public void close() {
    bundle.close();
  }
}
