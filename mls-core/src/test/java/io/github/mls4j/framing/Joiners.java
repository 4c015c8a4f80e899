package io.github.mls4j.framing;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.UpdatePath;
import java.util.List;
import java.util.Optional;

/** What clients send that are about to join; only their signature keys are real. */
final class Joiners {

  private Joiners() {}

  private static LeafNode leaf(SignaturePublicKey signatureKey, LeafNodeSource source) {
    return new LeafNode(
        new HPKEPublicKey(Bytes.ofUtf8("encryption key")),
        signatureKey,
        new Credential.Basic(Bytes.ofUtf8("joiner")),
        new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of()),
        source,
        List.of(),
        Bytes.EMPTY);
  }

  static Content add(SignaturePublicKey signatureKey) {
    return new Content.OfProposal(
        new Proposal.Add(
            new KeyPackage(
                ProtocolVersion.MLS10,
                CipherSuiteId.of(1),
                new HPKEPublicKey(Bytes.ofUtf8("init key")),
                leaf(signatureKey, new LeafNodeSource.KeyPackage(new Lifetime(0, 1))),
                List.of(),
                Bytes.EMPTY)));
  }

  static Content update(SignaturePublicKey signatureKey) {
    return new Content.OfProposal(
        new Proposal.Update(leaf(signatureKey, new LeafNodeSource.Update())));
  }

  static Content commit(SignaturePublicKey signatureKey) {
    LeafNode leaf = leaf(signatureKey, new LeafNodeSource.Commit(Bytes.EMPTY));
    return new Content.OfCommit(
        new Commit(List.of(), Optional.of(new UpdatePath(leaf, List.of()))));
  }
}
