package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
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
        insider().signedLeaf(leaf -> withSignature(leaf, other)).commit());
    InsiderBuilder insider = insider().signedLeaf(leaf -> withSignature(leaf, other));
    assertRefused(Rule.LEAF_SIGNATURE_VALID, insider.proposal(insider.update(leaf -> leaf)));
  }

  private static LeafNode withSignature(LeafNode leaf, Bytes signature) {
    return new LeafNode(
        leaf.encryptionKey(),
        leaf.signatureKey(),
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        signature);
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
    assertRefused(
        Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE,
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
                                c.proposals(),
                                List.of(CredentialType.X509))))
            .commit());
    assertAccepted(insider().commit());
  }
}
