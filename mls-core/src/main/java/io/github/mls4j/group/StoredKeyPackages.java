package io.github.mls4j.group;

import com.google.common.collect.Lists;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.spi.KeyPackageStore;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.Welcome;
import org.jspecify.annotations.Nullable;

/** What a client's store of key packages holds. */
final class StoredKeyPackages {

  private final GroupConfig config;
  private final MlsIdentity identity;

  StoredKeyPackages(GroupConfig config, MlsIdentity identity) {
    this.config = config;
    this.identity = identity;
  }

  /** Keeps a new key package, if there is a store. */
  void put(KeyPackageBundle bundle) {
    KeyPackageStore store = config.keyPackages();
    if (store != null) {
      try (Secret saved = bundle.save()) {
        store.put(identity.suite().keyPackageRef(bundle.keyPackage()), saved);
      }
    }
  }

  /**
   * The key package of this identity that a Welcome is for; the caller closes it.
   *
   * @throws MissingInput if there is none
   */
  KeyPackageBundle find(Welcome welcome) throws DecodeException, MissingInput {
    KeyPackageStore store = config.keyPackages();
    if (store != null) {
      for (EncryptedGroupSecrets entry : welcome.secrets()) {
        KeyPackageBundle found = restore(store.find(entry.newMember()));
        if (found != null) {
          return found;
        }
      }
    }
    throw MissingInput.keyPackage(
        Lists.transform(welcome.secrets(), EncryptedGroupSecrets::newMember));
  }

  private @Nullable KeyPackageBundle restore(@Nullable Secret saved) throws DecodeException {
    if (saved == null) {
      return null;
    }
    try (saved) {
      KeyPackageBundle bundle = KeyPackageBundle.restore(saved);
      if (bundle.isOf(identity)) {
        return bundle;
      }
      bundle.close();
      return null;
    }
  }

  /**
   * Forgets a key package that has brought its client into a group. Without a store for groups the
   * application alone knows when the group is safe.
   */
  void consumed(KeyPackageBundle bundle) {
    KeyPackageStore store = config.keyPackages();
    CipherSuite suite = identity.suite();
    if (store != null && config.store() != null && !bundle.isLastResort()) {
      store.delete(suite.keyPackageRef(bundle.keyPackage()));
    }
  }
}
