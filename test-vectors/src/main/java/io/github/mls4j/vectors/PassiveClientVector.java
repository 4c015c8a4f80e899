package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.KeyPackage;
import java.util.List;
import java.util.Objects;

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

  /** The messages of one epoch, up to the commit that ends it. */
  public record Epoch(List<Bytes> proposals, Bytes commit, Bytes epochAuthenticator) {

    public Epoch {
      proposals = withoutNull(proposals, "proposals");
    }
  }

  /** JSON lets an element be null; these formats do not. */
  public PassiveClientVector {
    externalPsks = withoutNull(externalPsks, "external_psks");
    epochs = withoutNull(epochs, "epochs");
  }

  private static <T> List<T> withoutNull(List<T> list, String field) {
    if (list.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(field + ": an element is null");
    }
    return List.copyOf(list);
  }

  /**
   * The client's key package, by which a Welcome names it.
   *
   * @throws VectorFailure if it is malformed
   */
  public KeyPackage decodedKeyPackage() throws VectorFailure {
    return PassiveClient.decode(keyPackage);
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    try (PassiveClient client = PassiveClient.of(suite, this);
        Group group = client.enter(welcome, ratchetTree.value())) {
      follow(group);
    }
  }

  /** From the epoch that the client has joined to the last one. */
  void follow(Group group) throws Exception {
    Expect.equal(
        "initial_epoch_authenticator", initialEpochAuthenticator, group.epochAuthenticator());
    for (int i = 0; i < epochs.size(); i++) {
      follow(group, "epochs[" + i + "]", epochs.get(i));
    }
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
}
