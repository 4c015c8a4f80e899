package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A refusal says where in the message the fault lies: which proposal, leaf and node. */
class PlaceRuleTest extends InsiderStage {

  private final Proposal extensions = new Proposal.GroupContextExtensions(topic());

  private void assertRefusedAt(Rule rule, Place place, Bytes message) {
    assertRefusedAt(rule, place, () -> alice.group.receive(message));
  }

  private static void assertRefusedAt(Rule rule, Place place, ThrowingCallable action) {
    Throwable thrown = catchThrowable(action);
    assertThat(thrown).isInstanceOf(RuleViolation.class);
    RuleViolation refusal = (RuleViolation) thrown;
    assertThat(refusal.rule()).isEqualTo(rule);
    assertThat(refusal.place()).isEqualTo(place);
    assertThat(refusal.remedy()).isEqualTo(rule.remedy());
  }

  private Bytes second(Proposal proposal) throws Exception {
    return insider().propose(extensions).propose(proposal).commit();
  }

  @Test
  void aProposalOfACommit() throws Exception {
    assertRefusedAt(
        Rule.REMOVED_LEAF_IS_MEMBER,
        Place.ofProposal(1).field("removed").withLeaf(0xffff_ffffL),
        second(new Proposal.Remove(new LeafIndex(0xffff_ffffL))));
    assertRefusedAt(
        Rule.NO_REMOVE_OF_COMMITTER, Place.ofProposal(1), second(new Proposal.Remove(bob.leaf())));
    assertRefusedAt(Rule.ONE_GROUP_CONTEXT_EXTENSIONS, Place.ofProposal(1), second(extensions));
    assertRefusedAt(
        Rule.PSK_NONCE_LENGTH, Place.ofProposal(1), second(new Proposal.PreSharedKey(psk(1, 5))));
    assertRefusedAt(
        Rule.EXTERNAL_COMMIT_NO_OTHER_PROPOSALS,
        Place.ofProposal(1),
        outsider().externalInit().propose(extensions).commit());
    assertRefusedAt(
        Rule.EXTERNAL_COMMIT_ONE_EXTERNAL_INIT, Place.of("proposals"), outsider().commit());
  }

  @Test
  void aProposalAlone() throws Exception {
    assertRefusedAt(
        Rule.REMOVED_LEAF_IS_MEMBER,
        Place.of("proposal").field("removed").withLeaf(3),
        insider().proposal(new Proposal.Remove(new LeafIndex(3))));
    assertRefusedAt(
        Rule.LEAF_CREDENTIAL_VALID,
        Place.of("proposal.key_package.leaf_node"),
        insider()
            .proposal(
                new Proposal.Add(
                    Forgery.withLeaf(dave, leaf -> Forgery.credential(leaf, MALLORY)))));
  }

  @Test
  void aKeyPackage() throws Exception {
    KeyPackage source =
        Forgery.withLeaf(dave, leaf -> Forgery.source(leaf, new LeafNodeSource.Update()));
    assertRefusedAt(
        Rule.KEY_PACKAGE_LEAF_SOURCE,
        Place.ofProposal(1).field("key_package").field("leaf_node"),
        second(new Proposal.Add(source)));
    KeyPackage key =
        Forgery.withLeaf(dave, leaf -> Forgery.encryptionKey(leaf, new HPKEPublicKey(Bytes.EMPTY)));
    assertRefusedAt(
        Rule.LEAF_KEYS_FIT_SUITE,
        Place.ofProposal(1).field("key_package.leaf_node.encryption_key"),
        second(new Proposal.Add(key)));
    Extension unheardOf = new Extension(UNHEARD_OF, Bytes.EMPTY);
    KeyPackage extension =
        Forgery.withLeaf(dave, leaf -> Forgery.extensions(leaf, List.of(unheardOf)));
    assertRefusedAt(
        Rule.LEAF_EXTENSIONS_IN_CAPABILITIES,
        Place.ofProposal(1).field("key_package.leaf_node").element("extensions", UNHEARD_OF),
        second(new Proposal.Add(extension)));
    assertRefusedAt(
        Rule.LEAF_LISTS_OWN_CREDENTIAL_TYPE,
        Place.ofProposal(1).field("key_package.leaf_node.credential"),
        second(
            new Proposal.Add(
                Forgery.withLeaf(dave, leaf -> Forgery.supporting(leaf, new CredentialType[0])))));
  }

  @Test
  void anExtension() throws Exception {
    Extension topic = topic().get(0);
    assertRefusedAt(
        Rule.EXTENSION_TYPES_UNIQUE,
        Place.ofProposal(0).element("extensions", TOPIC),
        insider().propose(new Proposal.GroupContextExtensions(List.of(topic, topic))).commit());
  }

  private static UpdatePath withKey(UpdatePath path, HPKEPublicKey key) {
    UpdatePathNode top = path.nodes().get(1);
    return new UpdatePath(
        path.leafNode(),
        List.of(path.nodes().get(0), new UpdatePathNode(key, top.encryptedPathSecret())));
  }

  @Test
  void aNodeOfThePath() throws Exception {
    Place top = Place.of("path").element("nodes", 1).withNode(3);
    HPKEPublicKey used = carol.group.self().leafNode().encryptionKey();
    assertRefusedAt(
        Rule.UPDATE_PATH_KEYS_NEW,
        top.field("encryption_key"),
        insider().path(path -> withKey(path, used)).commit());
    assertRefusedAt(
        Rule.PARENT_KEY_FITS_SUITE,
        top.field("encryption_key"),
        insider().path(path -> withKey(path, new HPKEPublicKey(Bytes.EMPTY))).commit());
    assertRefusedAt(
        Rule.UPDATE_PATH_CIPHERTEXTS_MATCH_RESOLUTION,
        Place.of("path").element("nodes", 0).withNode(1).field("encrypted_path_secret"),
        insider()
            .path(
                path ->
                    new UpdatePath(
                        path.leafNode(),
                        List.of(
                            new UpdatePathNode(path.nodes().get(0).encryptionKey(), List.of()),
                            path.nodes().get(1))))
            .commit());
  }

  @Test
  void theLeafOfThePath() throws Exception {
    Place leaf = Place.of("path.leaf_node").withLeaf(1);
    assertRefusedAt(
        Rule.LEAF_SIGNATURE_VALID,
        leaf,
        insider().signedLeaf(signed -> Forgery.signature(signed, Bytes.EMPTY)).commit());
    assertRefusedAt(
        Rule.LEAF_CREDENTIAL_VALID,
        leaf,
        insider().leaf(own -> Forgery.credential(own, MALLORY)).commit());
    LeafNode unfit = dave.published().leafNode();
    assertRefusedAt(
        Rule.COMMIT_LEAF_SOURCE,
        leaf.field("leaf_node_source"),
        insider().path(path -> new UpdatePath(unfit, path.nodes())).commit());
  }

  @Test
  void theMemberWhoLacksSomething() throws Exception {
    circle.add(alice, simpleton());
    assertRefusedAt(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        Place.of("ratchet_tree").withLeaf(3).element("capabilities", TOPIC),
        insider().propose(extensions).commit());
  }

  @Test
  void theLeafThatHasAnothersKey() throws Exception {
    Proposal add = new Proposal.Add(new TestClient(carol, "carol again").published());
    assertRefusedAt(
        Rule.LEAF_SIGNATURE_KEYS_UNIQUE,
        Place.of("ratchet_tree[6]").withLeaf(3).withNode(6).field("signature_key"),
        insider().propose(add).withoutPath().commit());
  }

  @Test
  void theSenderOfAMessage() throws Exception {
    Bytes once = bob.say("once");
    alice.read(once);
    assertRefusedAt(
        Rule.GENERATION_NOT_USED_TWICE, Place.of("sender_data.generation").withLeaf(1), once);
    assertRefusedAt(
        Rule.CONTENT_SIGNATURE_VALID,
        Place.of("auth.signature"),
        insider().signature(signature -> Bytes.EMPTY).proposal(new Proposal.Remove(carol.leaf())));
  }

  @Test
  void onTheCommittersSideToo() {
    assertRefusedAt(
        Rule.NO_REMOVE_OF_COMMITTER,
        Place.ofProposal(1),
        () -> bob.group.commit().propose(extensions).remove(bob.leaf()).build());
  }
}
