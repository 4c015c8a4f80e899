package io.github.mls4j.group;

import static io.github.mls4j.group.RefusalClients.TOPIC;
import static io.github.mls4j.group.RefusalClients.UNHEARD_OF;
import static io.github.mls4j.group.RefusalClients.topic;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Leaves by which a member replaces its own (§7.3): in an Update of Carol's that Bob's commit
 * refers to, and in the path of a commit of Bob's.
 */
final class LeafAttacks {

  private LeafAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    both(topic, "13.4-5", "extension-twice", l -> Forgery.extensions(l, List.of(one(), one())));
    both(
        topic,
        "7.3-9",
        "extension-not-in-capabilities",
        l -> Forgery.extensions(l, List.of(new Extension(UNHEARD_OF, Bytes.EMPTY))));
    both(
        topic,
        "7.2-5",
        "credential-not-in-its-capabilities",
        caps(c -> Forgery.credentials(c, CredentialType.X509)));
    both(topic, "7.3-6", "supports-no-credentials", caps(c -> Forgery.credentials(c)));
    groupExtensions(topic);
    signatures(topic);
    keys(topic);
    sources(topic);
    return topic.attacks();
  }

  private static Extension one() {
    return new Extension(TOPIC, Bytes.EMPTY);
  }

  private static UnaryOperator<LeafNode> caps(UnaryOperator<Capabilities> change) {
    return l -> Forgery.capabilities(l, change);
  }

  private static void both(
      Attack.Topic topic, String broken, String name, UnaryOperator<LeafNode> change) {
    topic.steps(broken, "update-leaf-" + name, update(change));
    topic.steps(broken, "path-leaf-" + name, path(change));
  }

  private static Attack.Steps update(UnaryOperator<LeafNode> change) {
    return s -> {
      InsiderBuilder carol = InsiderBuilder.of(s.carol);
      s.refuseByReference(carol, carol.update(change));
    };
  }

  private static Attack.Steps signedUpdate(UnaryOperator<LeafNode> change) {
    return s -> {
      InsiderBuilder carol = InsiderBuilder.of(s.carol).signedLeaf(change);
      s.refuseByReference(carol, carol.update(leaf -> leaf));
    };
  }

  private static Attack.Steps path(UnaryOperator<LeafNode> change) {
    return s -> s.refuse(s.insider().leaf(change).commit());
  }

  private static Attack.Steps signedPath(UnaryOperator<LeafNode> change) {
    return s -> s.refuse(s.insider().signedLeaf(change).commit());
  }

  private static void groupExtensions(Attack.Topic topic) {
    topic
        .steps(
            "13.4-10",
            "path-leaf-lacks-a-group-extension",
            s -> {
              s.commit(s.carol, c -> c.groupContextExtensions(topic()));
              s.refuse(s.insider().leaf(caps(c -> Forgery.extensions(c))).commit());
            })
        .steps(
            "13.4-10",
            "update-leaf-lacks-a-group-extension",
            s -> {
              s.commit(s.carol, c -> c.groupContextExtensions(topic()));
              InsiderBuilder carol = InsiderBuilder.of(s.carol);
              s.refuseByReference(carol, carol.update(caps(c -> Forgery.extensions(c))));
            });
  }

  private static UnaryOperator<LeafNode> signature(UnaryOperator<Bytes> change) {
    return l -> Forgery.signature(l, change.apply(l.signature()));
  }

  private static void signatures(Attack.Topic topic) {
    topic
        .stepsInAllSuites(
            "12.1.2-1",
            "update-leaf-signature-flipped",
            signedUpdate(signature(RefusalClients::flipped)))
        .steps("7.3-3", "update-leaf-signature-empty", signedUpdate(signature(s -> Bytes.EMPTY)))
        .stepsInAllSuites(
            "12.4.2-10",
            "path-leaf-signature-flipped",
            signedPath(signature(RefusalClients::flipped)))
        .steps("7.3-3", "path-leaf-signature-empty", signedPath(signature(s -> Bytes.EMPTY)))
        .steps(
            "7.2-1",
            "update-leaf-signed-for-another-index",
            s -> {
              InsiderBuilder carol =
                  InsiderBuilder.of(s.carol)
                      .signedLeaf(l -> resigned(s.carol, l, "group", s.bob.leaf()));
              s.refuseByReference(carol, carol.update(leaf -> leaf));
            })
        .steps(
            "7.2-1",
            "path-leaf-signed-for-another-index",
            s ->
                s.refuse(
                    s.insider()
                        .signedLeaf(l -> resigned(s.bob, l, "group", s.carol.leaf()))
                        .commit()))
        .steps(
            "7.2-1",
            "path-leaf-signed-for-another-group",
            s ->
                s.refuse(
                    s.insider()
                        .signedLeaf(l -> resigned(s.bob, l, "other", s.bob.leaf()))
                        .commit()))
        .steps(
            "7.2-12",
            "path-leaf-changed-after-signing",
            signedPath(l -> Forgery.extensions(l, topic())));
  }

  private static LeafNode resigned(
      TestClient signer, LeafNode leaf, String group, LeafIndex index) {
    return Forgery.sign(signer.identity, leaf, Bytes.ofUtf8(group), index);
  }

  private static void keys(Attack.Topic topic) {
    topic
        .steps(
            "7.3-12",
            "update-leaf-keeps-its-encryption-key",
            s -> {
              InsiderBuilder carol = InsiderBuilder.of(s.carol);
              HPKEPublicKey own = s.carol.group.self().leafNode().encryptionKey();
              s.refuseByReference(carol, carol.update(l -> Forgery.encryptionKey(l, own)));
            })
        .steps(
            "7.3-15",
            "update-leaf-with-the-encryption-key-of-another-member",
            s -> {
              InsiderBuilder carol = InsiderBuilder.of(s.carol);
              HPKEPublicKey other = s.dave.group.self().leafNode().encryptionKey();
              s.refuseByReference(carol, carol.update(l -> Forgery.encryptionKey(l, other)));
            })
        .stepsInAllSuites(
            "5.1.1-1",
            "update-leaf-encryption-key-truncated",
            update(
                l ->
                    Forgery.encryptionKey(
                        l, new HPKEPublicKey(RefusalClients.shortened(l.encryptionKey().value())))))
        .stepsInAllSuites(
            "5.1.1-2",
            "update-leaf-signature-key-truncated",
            update(
                l ->
                    Forgery.signatureKey(
                        l,
                        new SignaturePublicKey(
                            RefusalClients.shortened(l.signatureKey().value())))))
        .steps(
            "7.3-14",
            "update-leaf-with-the-signature-key-of-another-member",
            s -> {
              InsiderBuilder carol =
                  InsiderBuilder.of(s.carol)
                      .signedLeaf(
                          l ->
                              resigned(
                                  s.dave,
                                  Forgery.signatureKey(l, s.dave.identity.signer().publicKey()),
                                  "group",
                                  s.carol.leaf()));
              s.refuseByReference(carol, carol.update(leaf -> leaf));
            })
        .steps(
            "7.3-14",
            "path-leaf-with-the-signature-key-of-another-member",
            s ->
                s.refuse(
                    s.insider()
                        .signedLeaf(
                            l ->
                                resigned(
                                    s.dave,
                                    Forgery.signatureKey(l, s.dave.identity.signer().publicKey()),
                                    "group",
                                    s.bob.leaf()))
                        .commit()));
  }

  private static void sources(Attack.Topic topic) {
    LeafNodeSource fromKeyPackage =
        new LeafNodeSource.KeyPackage(
            new Lifetime(
                RefusalClients.NOW - RefusalClients.DAY, RefusalClients.NOW + RefusalClients.DAY));
    topic
        .steps(
            "7.3-11",
            "update-leaf-of-a-commit",
            update(l -> Forgery.source(l, new LeafNodeSource.Commit(Bytes.EMPTY))))
        .steps(
            "7.3-11",
            "update-leaf-of-a-key-package",
            update(l -> Forgery.source(l, fromKeyPackage)))
        .steps(
            "12.1.2-3",
            "update-leaf-of-another-member",
            s -> {
              InsiderBuilder carol = InsiderBuilder.of(s.carol);
              s.refuseByReference(
                  carol,
                  new Proposal.Update(InsiderBuilder.of(s.dave).update(leaf -> leaf).leafNode()));
            });
  }
}
