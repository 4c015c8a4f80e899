package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;

/** A client outside of a group, with a key package. */
public record Joiner(MlsIdentity identity, SignatureKeyPair signer, KeyPackageBundle keyPackage) {

  public static Joiner generate(CipherSuite suite, GroupConfig config) {
    return generate(suite, config, "joiner");
  }

  public static Joiner generate(CipherSuite suite, GroupConfig config, String name) {
    SignatureKeyPair signer = suite.generateSignatureKeyPair(config.random());
    MlsIdentity identity = Client.identity(suite, name, signer);
    return new Joiner(identity, signer, KeyPackageBundle.generate(config, identity));
  }

  /** Joins by a Welcome that does not bring the tree. */
  Group join(GroupConfig config, Bytes welcome, Bytes ratchetTree) throws Exception {
    return Group.joinByWelcome(config, identity, welcome)
        .keyPackage(keyPackage)
        .ratchetTree(ratchetTree)
        .join();
  }
}
