package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.validation.KeyPackageValidator;
import io.github.mls4j.validation.LeafNodeValidator;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;
import java.util.function.UnaryOperator;

/** Leaf nodes and key packages with one thing changed, and signed as if they were in order. */
final class Forgery {

  private Forgery() {}

  // Signing

  static LeafNode sign(MlsIdentity identity, LeafNode leaf, Bytes groupId, LeafIndex index) {
    LeafNodeTBS tbs = LeafNodeTBS.of(leaf, groupId, index);
    return tbs.signed(
        identity
            .suite()
            .signWithLabel(identity.signer(), LeafNodeValidator.SIGNATURE_LABEL, tbs.encode()));
  }

  static KeyPackage sign(MlsIdentity identity, KeyPackageTBS tbs) {
    return tbs.signed(
        identity
            .suite()
            .signWithLabel(identity.signer(), KeyPackageValidator.SIGNATURE_LABEL, tbs.encode()));
  }

  /** The client's key package with another leaf; both signatures are made anew. */
  static KeyPackage withLeaf(TestClient client, UnaryOperator<LeafNode> change) throws Exception {
    LeafNode leaf = change.apply(client.published().leafNode());
    return withSignedLeaf(
        client, honest -> sign(client.identity, leaf, Bytes.ofUtf8("any group"), new LeafIndex(0)));
  }

  /** The client's key package with another leaf that keeps its signature. */
  static KeyPackage withSignedLeaf(TestClient client, UnaryOperator<LeafNode> change)
      throws Exception {
    return with(
        client,
        tbs ->
            new KeyPackageTBS(
                tbs.version(),
                tbs.cipherSuite(),
                tbs.initKey(),
                change.apply(tbs.leafNode()),
                tbs.extensions()));
  }

  /** The client's key package with changes outside its leaf, signed anew. */
  static KeyPackage with(TestClient client, UnaryOperator<KeyPackageTBS> change) throws Exception {
    return sign(client.identity, change.apply(KeyPackageTBS.of(client.published())));
  }

  static KeyPackage withInitKey(TestClient client, HPKEPublicKey initKey) throws Exception {
    return with(
        client,
        tbs ->
            new KeyPackageTBS(
                tbs.version(), tbs.cipherSuite(), initKey, tbs.leafNode(), tbs.extensions()));
  }

  // Leaves with one field changed

  static LeafNode encryptionKey(LeafNode leaf, HPKEPublicKey key) {
    return new LeafNode(
        key,
        leaf.signatureKey(),
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        leaf.signature());
  }

  static LeafNode credential(LeafNode leaf, Credential credential) {
    return new LeafNode(
        leaf.encryptionKey(),
        leaf.signatureKey(),
        credential,
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        leaf.signature());
  }

  static LeafNode capabilities(LeafNode leaf, UnaryOperator<Capabilities> change) {
    return new LeafNode(
        leaf.encryptionKey(),
        leaf.signatureKey(),
        leaf.credential(),
        change.apply(leaf.capabilities()),
        leaf.leafNodeSource(),
        leaf.extensions(),
        leaf.signature());
  }

  static LeafNode signatureKey(LeafNode leaf, SignaturePublicKey key) {
    return new LeafNode(
        leaf.encryptionKey(),
        key,
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        leaf.signature());
  }

  static LeafNode signature(LeafNode leaf, Bytes signature) {
    return new LeafNode(
        leaf.encryptionKey(),
        leaf.signatureKey(),
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        signature);
  }

  /** With these credential types in its capabilities. */
  static LeafNode supporting(LeafNode leaf, CredentialType... types) {
    return capabilities(
        leaf,
        c ->
            new Capabilities(
                c.versions(), c.cipherSuites(), c.extensions(), c.proposals(), List.of(types)));
  }

  /** With these extension types in its capabilities. */
  static LeafNode supporting(LeafNode leaf, ExtensionType... types) {
    return capabilities(
        leaf,
        c ->
            new Capabilities(
                c.versions(), c.cipherSuites(), List.of(types), c.proposals(), c.credentials()));
  }

  static LeafNode source(LeafNode leaf, LeafNodeSource source) {
    return new LeafNode(
        leaf.encryptionKey(),
        leaf.signatureKey(),
        leaf.credential(),
        leaf.capabilities(),
        source,
        leaf.extensions(),
        leaf.signature());
  }

  static LeafNode extensions(LeafNode leaf, List<Extension> extensions) {
    return new LeafNode(
        leaf.encryptionKey(),
        leaf.signatureKey(),
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        extensions,
        leaf.signature());
  }

  // Capabilities with one field changed

  static Capabilities versions(Capabilities c, ProtocolVersion... versions) {
    return new Capabilities(
        List.of(versions), c.cipherSuites(), c.extensions(), c.proposals(), c.credentials());
  }

  static Capabilities suites(Capabilities c, CipherSuiteId... suites) {
    return new Capabilities(
        c.versions(), List.of(suites), c.extensions(), c.proposals(), c.credentials());
  }

  static Capabilities extensions(Capabilities c, ExtensionType... extensions) {
    return new Capabilities(
        c.versions(), c.cipherSuites(), List.of(extensions), c.proposals(), c.credentials());
  }

  static Capabilities credentials(Capabilities c, CredentialType... credentials) {
    return new Capabilities(
        c.versions(), c.cipherSuites(), c.extensions(), c.proposals(), List.of(credentials));
  }
}
