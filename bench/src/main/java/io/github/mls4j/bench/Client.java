package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;

/**
 * A client with its view of one group, which can be written down with the key that signs for it.
 */
public record Client(GroupConfig config, MlsIdentity identity, SignatureKeyPair signer, Group group)
    implements AutoCloseable {

  /** How all clients run: nothing but defaults, unless a benchmark says otherwise. */
  public static GroupConfig.Builder settings() {
    return GroupConfig.builder(AuthenticationService.trustingBasicCredentials());
  }

  static MlsIdentity identity(CipherSuite suite, String name, SignatureKeyPair signer) {
    return new MlsIdentity(suite, new Credential.Basic(Bytes.ofUtf8(name)), signer);
  }

  /** Receives a commit and merges it. */
  public void follow(Bytes commit) throws Exception {
    group.merge((StagedCommit) group.receive(commit));
  }

  /** Wipes the group. */
  @Override
  public void close() {
    group.close();
  }

  void writeTo(TlsWriter out) {
    try (Secret key = signer.serializePrivateKey();
        Secret state = group.save()) {
      out.opaque(signer.publicKey().value())
          .secret(key)
          .opaque(((Credential.Basic) identity.credential()).identity())
          .secret(state);
    }
  }

  static Client readFrom(TlsReader in, CipherSuite suite, GroupConfig config)
      throws DecodeException {
    SignaturePublicKey publicKey = new SignaturePublicKey(in.opaque("public_key"));
    try (Secret key = in.secret("private_key")) {
      SignatureKeyPair signer = suite.signer(key, publicKey);
      MlsIdentity identity =
          new MlsIdentity(suite, new Credential.Basic(in.opaque("identity")), signer);
      try (Secret state = in.secret("state")) {
        return new Client(config, identity, signer, Group.restore(config, identity, state));
      }
    }
  }
}
