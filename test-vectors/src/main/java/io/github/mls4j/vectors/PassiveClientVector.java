package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.PskStore;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.SignaturePublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code passive-client-*.json}: a client joins by a Welcome and follows what the others do, from
 * epoch to epoch.
 */
public record PassiveClientVector(
    CipherSuiteId cipherSuite,
    List<ExternalPsk> externalPsks,
    Bytes keyPackage,
    Bytes signaturePriv,
    Bytes encryptionPriv,
    Bytes initPriv,
    Bytes welcome,
    OrNull ratchetTree,
    Bytes initialEpochAuthenticator,
    List<Epoch> epochs)
    implements VectorCase.ForSuite {

  /** A key that the client holds. */
  public record ExternalPsk(Bytes pskId, Bytes psk) {}

  /** The messages of one epoch, up to the commit that ends it. */
  public record Epoch(List<Bytes> proposals, Bytes commit, Bytes epochAuthenticator) {}

  @Override
  public void verify(CipherSuite suite) throws Exception {
    KeyPackage ours = decodeKeyPackage();
    verifyKemKey(suite, "init_priv", initPriv, ours.initKey());
    verifyKemKey(suite, "encryption_priv", encryptionPriv, ours.leafNode().encryptionKey());
    try (Secret serialized = Decode.privateKey(cipherSuite, signaturePriv);
        Signer signer = suite.signer(serialized, ours.leafNode().signatureKey());
        KeyPackageBundle bundle =
            KeyPackageBundle.of(
                ours,
                Decode.privateKey(cipherSuite, initPriv),
                Decode.privateKey(cipherSuite, encryptionPriv));
        Group group = join(new MlsIdentity(suite, ours.leafNode().credential(), signer), bundle)) {
      Expect.equal(
          "initial_epoch_authenticator", initialEpochAuthenticator, group.epochAuthenticator());
      for (int i = 0; i < epochs.size(); i++) {
        follow(group, "epochs[" + i + "]", epochs.get(i));
      }
    }
  }

  private Group join(MlsIdentity identity, KeyPackageBundle bundle) throws Exception {
    Bytes tree = ratchetTree.value();
    return tree == null
        ? Group.join(config(), identity, bundle, welcome)
        : Group.join(config(), identity, bundle, welcome, tree);
  }

  private static void follow(Group group, String place, Epoch epoch) throws Exception {
    for (int i = 0; i < epoch.proposals.size(); i++) {
      Bytes proposal = epoch.proposals.get(i);
      String at = place + ".proposals[" + i + "]";
      Decode.at(at, () -> group.receive(proposal), PendingProposal.class);
    }
    group.merge(
        Decode.at(place + ".commit", () -> group.receive(epoch.commit), StagedCommit.class));
    Expect.equal(
        place + ".epoch_authenticator", epoch.epochAuthenticator, group.epochAuthenticator());
  }

  /** The format says KeyPackage; the published files have it in an MLSMessage. */
  private KeyPackage decodeKeyPackage() throws VectorFailure {
    try {
      return TlsReader.decode(keyPackage, KeyPackage::readFrom);
    } catch (DecodeException notBare) {
      return Decode.message("key_package", keyPackage, KeyPackage.class);
    }
  }

  private void verifyKemKey(CipherSuite suite, String field, Bytes encoded, HPKEPublicKey expected)
      throws Exception {
    try (Secret serialized = Decode.privateKey(cipherSuite, encoded);
        KemPrivateKey key = suite.kemPrivateKey(serialized)) {
      Expect.equal(field + " (its public key)", expected, key.publicKey().wire());
    }
  }

  private GroupConfig config() {
    Map<Bytes, Bytes> psks =
        externalPsks.stream().collect(Collectors.toMap(ExternalPsk::pskId, ExternalPsk::psk));
    PskStore store =
        id -> {
          Bytes psk = psks.get(id);
          return psk == null ? null : Secret.copyOf(psk);
        };
    // The members of the vectors have made-up credentials, and leaves that are good for ever or
    // were so long ago.
    ValidationPolicy policy =
        new ValidationPolicy(
            new AnyCredential(),
            InstantSource.system(),
            false,
            ValidationPolicy.UNBOUNDED_LIFETIME);
    return GroupConfig.builder(policy.authentication()).validation(policy).psks(store).build();
  }

  private static final class AnyCredential implements AuthenticationService {

    @Override
    public boolean isValid(Credential credential, SignaturePublicKey signatureKey) {
      return true;
    }

    @Override
    public boolean isValidSuccessor(Credential credential, Credential successor) {
      return true;
    }
  }
}
