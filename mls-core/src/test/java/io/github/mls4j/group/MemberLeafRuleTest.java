package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Leaves by which a member replaces its own: in an Update, and in the path of a commit (§7.3). */
class MemberLeafRuleTest extends InsiderStage {

  private static final Credential ROBERT = new Credential.Basic(Bytes.ofUtf8("robert"));

  private Bytes update(UnaryOperator<LeafNode> change) throws Exception {
    InsiderBuilder insider = insider();
    return insider.proposal(insider.update(change));
  }

  private void assertRefused(Rule rule, UnaryOperator<LeafNode> change) throws Exception {
    assertRefused(rule, update(change));
    assertRefused(rule, insider().leaf(change).commit());
    assertRefused(rule, insider().encrypted().leaf(change).commit());
  }

  @Test
  void control() throws Exception {
    assertAccepted(update(leaf -> leaf));
    assertAccepted(insider().commit());
    assertAccepted(insider().leaf(leaf -> Forgery.extensions(leaf, topic())).commit());
    assertAccepted(update(leaf -> Forgery.extensions(leaf, topic())));
  }

  @Test
  void source() throws Exception {
    assertRefused(
        Rule.UPDATE_LEAF_SOURCE,
        update(leaf -> Forgery.source(leaf, new LeafNodeSource.Commit(Bytes.EMPTY))));
    LeafNode published = bob.published().leafNode();
    assertRefused(
        Rule.UPDATE_LEAF_SOURCE, update(leaf -> Forgery.source(leaf, published.leafNodeSource())));
  }

  @Test
  void encryptionKey() throws Exception {
    LeafNode current = bob.group.self().leafNode();
    assertRefused(
        Rule.REPLACED_LEAF_CHANGES_ENCRYPTION_KEY,
        update(leaf -> Forgery.encryptionKey(leaf, current.encryptionKey())));
  }

  @Test
  void successor() throws Exception {
    assertRefused(Rule.CREDENTIAL_SUCCESSOR_ACCEPTED, leaf -> Forgery.credential(leaf, ROBERT));
  }

  @Test
  void credential() throws Exception {
    assertRefused(Rule.LEAF_CREDENTIAL_VALID, leaf -> Forgery.credential(leaf, MALLORY));
  }

  @Test
  void signature() throws Exception {
    Bytes other = carol.published().leafNode().signature();
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        insider().signedLeaf(leaf -> Forgery.signature(leaf, other)).commit());
    InsiderBuilder insider = insider().signedLeaf(leaf -> Forgery.signature(leaf, other));
    assertRefused(Rule.LEAF_SIGNATURE_VALID, insider.proposal(insider.update(leaf -> leaf)));
  }

  @Test
  void extensions() throws Exception {
    Extension unheardOf = new Extension(UNHEARD_OF, Bytes.EMPTY);
    assertRefused(
        Rule.LEAF_EXTENSIONS_IN_CAPABILITIES, leaf -> Forgery.extensions(leaf, List.of(unheardOf)));
    Extension topic = topic().get(0);
    assertRefused(
        Rule.EXTENSION_TYPES_UNIQUE, leaf -> Forgery.extensions(leaf, List.of(topic, topic)));
  }

  @Test
  void whatTheGroupUses() throws Exception {
    circle.commit(alice, commit -> commit.groupContextExtensions(topic()));
    assertRefused(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        insider()
            .leaf(
                leaf ->
                    Forgery.capabilities(
                        leaf,
                        c ->
                            new Capabilities(
                                c.versions(),
                                c.cipherSuites(),
                                List.of(),
                                c.proposals(),
                                c.credentials())))
            .commit());
    // By an Update that another member commits.
    InsiderBuilder careless = insider();
    PendingProposal update =
        receivedByAll(
            careless.proposal(
                careless.update(leaf -> Forgery.supporting(leaf, new ExtensionType[0]))));
    assertRefused(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, InsiderBuilder.of(carol).refer(update).commit());
    assertAccepted(InsiderBuilder.of(carol).commit());
    assertAccepted(insider().commit());
  }

  @Test
  void whatTheGroupRequires() throws Exception {
    RequiredCapabilities required =
        new RequiredCapabilities(List.of(), List.of(Vote.TYPE), List.of());
    circle.commit(
        alice,
        commit ->
            commit.groupContextExtensions(
                List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()))));
    assertRefused(
        Rule.LEAF_HAS_REQUIRED_CAPABILITIES,
        insider()
            .leaf(
                leaf ->
                    Forgery.capabilities(
                        leaf,
                        c ->
                            new Capabilities(
                                c.versions(),
                                c.cipherSuites(),
                                c.extensions(),
                                List.of(),
                                c.credentials())))
            .commit());
    assertAccepted(insider().commit());
  }

  /** All but the insider keep the proposal. */
  private PendingProposal receivedByAll(Bytes proposal) throws Exception {
    carol.group.receive(proposal);
    return (PendingProposal) alice.group.receive(proposal);
  }

  @Test
  void ownCredentialType() throws Exception {
    assertRefused(
        Rule.LEAF_LISTS_OWN_CREDENTIAL_TYPE, leaf -> Forgery.supporting(leaf, CredentialType.X509));
    assertAccepted(insider().leaf(l -> Forgery.supporting(l, CredentialType.BASIC)).commit());
    assertAccepted(update(leaf -> Forgery.supporting(leaf, CredentialType.BASIC)));
  }

  /** Carol may have another type of credential for as long as Bob understands it (§7.3). */
  @Test
  void credentialsInUse() throws Exception {
    KeyPackage certified = Forgery.withLeaf(dave, leaf -> Forgery.credential(leaf, CERTIFIED));
    Proposal add = new Proposal.Add(certified);
    assertRefused(
        Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE,
        insider()
            .propose(add)
            .leaf(leaf -> Forgery.supporting(leaf, CredentialType.BASIC))
            .commit());
    assertAccepted(insider().propose(add).commit());
    assertAccepted(insider().leaf(leaf -> Forgery.supporting(leaf, CredentialType.BASIC)).commit());
  }

  @Test
  void keysOfAnotherMember() throws Exception {
    PendingProposal carols = receivedByAll(updateWithKeyOf(carol));
    PendingProposal alices = receivedByAll(updateWithKeyOf(alice));
    assertRefused(
        Rule.LEAF_ENCRYPTION_KEYS_UNIQUE, InsiderBuilder.of(carol).refer(alices).commit());
    // Carol's own key is free, since her commit brings another for her leaf.
    assertAccepted(InsiderBuilder.of(carol).refer(carols).commit());
    carol.group.drop(carols.reference());
    carol.group.drop(alices.reference());
  }

  private Bytes updateWithKeyOf(TestClient member) throws Exception {
    return update(
        leaf -> Forgery.encryptionKey(leaf, member.group.self().leafNode().encryptionKey()));
  }

  @Test
  void keysThatAreNone() throws Exception {
    HPKEPublicKey smallOrder = new HPKEPublicKey(Bytes.wrap(new byte[32]));
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE, update(leaf -> Forgery.encryptionKey(leaf, smallOrder)));
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE,
        update(leaf -> Forgery.signatureKey(leaf, new SignaturePublicKey(Bytes.EMPTY))));
    assertAccepted(update(leaf -> leaf));
  }

  /** What is signed for another place or another group says nothing here (§7.2). */
  @Test
  void signedForAnotherPlace() throws Exception {
    LeafIndex own = bob.leaf();
    Bytes group = bob.group.groupId();
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        insider()
            .signedLeaf(leaf -> Forgery.sign(bob.identity, leaf, group, carol.leaf()))
            .commit());
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        insider()
            .signedLeaf(
                leaf -> Forgery.sign(bob.identity, leaf, Bytes.ofUtf8("another group"), own))
            .commit());
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        insider().signedLeaf(leaf -> Forgery.extensions(leaf, topic())).commit());
    assertAccepted(
        insider().signedLeaf(leaf -> Forgery.sign(bob.identity, leaf, group, own)).commit());
  }
}
