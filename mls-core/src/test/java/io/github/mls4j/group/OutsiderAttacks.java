package io.github.mls4j.group;

import static io.github.mls4j.group.RefusalClients.TOPIC;
import static io.github.mls4j.group.RefusalClients.nonce;
import static io.github.mls4j.group.RefusalClients.topic;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Sender;
import java.util.List;

/**
 * Clients that are no members: external commits (§12.2, §12.4.3.2), external senders and those who
 * ask to be added (§12.1.8).
 */
final class OutsiderAttacks {

  private OutsiderAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    externalInits(topic);
    lists(topic);
    removes(topic);
    leaves(topic);
    framing(topic);
    externalSenders(topic);
    newMembers(topic);
    return topic.attacks();
  }

  /** Something of Erin's; and then a commit of hers that lets her in. */
  @FunctionalInterface
  private interface Outsider {
    InsiderBuilder of(RefusalScene scene, InsiderBuilder erin) throws Exception;
  }

  private static Attack.Steps commit(Outsider outsider) {
    return s -> {
      s.refuse(outsider.of(s, s.outsider()).commit());
      s.note("with nothing wrong");
      s.accept(s.outsider().externalInit().commit());
    };
  }

  private static void externalInits(Attack.Topic topic) {
    String one = "12.2-17";
    topic
        .steps(one, "external-commit-without-external-init", commit((s, erin) -> erin))
        .steps(
            one,
            "external-commit-of-a-psk-only",
            commit((s, erin) -> erin.propose(new Proposal.PreSharedKey(s.psk(1)))))
        .steps(
            one,
            "external-commit-with-two-external-inits",
            commit((s, erin) -> erin.externalInit().externalInit()))
        .stepsInAllSuites(
            "12.1.6-2",
            "external-init-kem-output-all-zero",
            commit((s, erin) -> erin.externalInit(RefusalClients::zeros)))
        .stepsInAllSuites(
            "12.1.6-2",
            "external-init-kem-output-truncated",
            commit((s, erin) -> erin.externalInit(RefusalClients::shortened)))
        .steps(
            "12.1.6-2",
            "external-init-kem-output-empty",
            commit((s, erin) -> erin.externalInit(kem -> Bytes.EMPTY)))
        .stepsInAllSuites(
            "12.4.3.2-5",
            "external-init-of-another-secret",
            commit(
                (s, erin) -> {
                  Bytes other = erin.otherKemOutput();
                  return erin.externalInit(kem -> other);
                }));
  }

  private static void lists(Attack.Topic topic) {
    String other = "12.2-21";
    topic
        .steps(
            other,
            "external-commit-with-an-add",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .propose(new Proposal.Add(s.clients.client("fay").published()))))
        .steps(
            other,
            "external-commit-with-an-update",
            commit((s, erin) -> erin.externalInit().propose(erin.update(leaf -> leaf))))
        .steps(
            other,
            "external-commit-with-group-context-extensions",
            commit(
                (s, erin) ->
                    erin.externalInit().propose(new Proposal.GroupContextExtensions(topic()))))
        .steps(
            other,
            "external-commit-with-a-reinit",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .propose(
                            new Proposal.ReInit(
                                Bytes.ofUtf8("next"),
                                ProtocolVersion.MLS10,
                                s.suite.id(),
                                List.of()))))
        .steps(
            "12.4.3.2-3",
            "external-commit-with-a-reference",
            s -> {
              PendingProposal psk = s.propose(s.carol, p -> p.externalPsk(TestClient.PSK_ID));
              s.refuse(s.outsider().externalInit().refer(psk).commit());
              s.note("the same by value");
              s.accept(s.outsider().externalInit().propose(psk.proposal()).commit());
            })
        .steps(
            "12.2-10",
            "external-commit-with-a-psk-twice",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .propose(new Proposal.PreSharedKey(s.psk(1)))
                        .propose(new Proposal.PreSharedKey(s.psk(1)))))
        .steps(
            "12.2-23",
            "external-commit-with-a-psk-nonce-too-short",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .propose(
                            new Proposal.PreSharedKey(
                                new PreSharedKeyID.External(TestClient.PSK_ID, nonce(1, 8))))))
        .steps(
            "12.1.4-1",
            "external-commit-with-a-psk-of-usage-reinit",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .propose(
                            new Proposal.PreSharedKey(
                                new PreSharedKeyID.Resumption(
                                    ResumptionPSKUsage.REINIT,
                                    Bytes.ofUtf8("group"),
                                    3,
                                    nonce(1, s.suite.hashLength()))))))
        .steps(
            "12.4.2-6",
            "external-commit-with-an-unknown-psk",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .propose(
                            new Proposal.PreSharedKey(
                                new PreSharedKeyID.External(
                                    Bytes.ofUtf8("unknown"), nonce(1, s.suite.hashLength()))))
                        .mixing(List.of())))
        .steps(
            "12.4.3.2-2",
            "external-commit-without-path",
            s -> {
              s.refuse(s.outsider().externalInit().withoutPath().commit());
              s.accept(s.outsider().externalInit().commit());
            });
  }

  private static void removes(Attack.Topic topic) {
    topic
        .steps(
            "12.2-18",
            "external-commit-with-two-removes",
            s -> {
              TestClient again = new TestClient(s.carol, "carol again");
              s.refuse(
                  s.outsider(again)
                      .externalInit()
                      .propose(new Proposal.Remove(s.carol.leaf()))
                      .propose(new Proposal.Remove(s.dave.leaf()))
                      .commit());
              s.note("of her old leaf only");
              s.accept(
                  s.outsider(again)
                      .externalInit()
                      .propose(new Proposal.Remove(s.carol.leaf()))
                      .commit());
            })
        .steps(
            "12.2-23",
            "external-commit-with-a-remove-outside-the-tree",
            commit((s, erin) -> erin.externalInit().propose(new Proposal.Remove(new LeafIndex(4)))))
        .steps(
            "12.2-19",
            "external-commit-keeps-the-encryption-key-that-it-replaces",
            s -> {
              TestClient again = new TestClient(s.carol, "carol again");
              HPKEPublicKey old = s.carol.group.self().leafNode().encryptionKey();
              s.refuse(
                  s.outsider(again)
                      .externalInit()
                      .propose(new Proposal.Remove(s.carol.leaf()))
                      .leaf(l -> Forgery.encryptionKey(l, old))
                      .commit());
            })
        .steps(
            "12.2-9",
            "external-commit-of-a-member-beside-its-old-leaf",
            s -> {
              TestClient again = new TestClient(s.carol, "carol again");
              s.refuse(s.outsider(again).externalInit().commit());
            });
  }

  private static void leaves(Attack.Topic topic) {
    topic
        .steps(
            "13.4-10",
            "external-commit-leaf-lacks-a-group-extension",
            s -> {
              s.commit(s.carol, c -> c.groupContextExtensions(topic()));
              s.refuse(
                  s.outsider()
                      .externalInit()
                      .leaf(l -> Forgery.capabilities(l, c -> Forgery.extensions(c)))
                      .commit());
              s.accept(s.outsider().externalInit().commit());
            })
        .steps(
            "7.3-6",
            "external-commit-leaf-supports-no-credentials",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .leaf(l -> Forgery.capabilities(l, c -> Forgery.credentials(c)))))
        .steps(
            "13.4-5",
            "external-commit-leaf-extension-twice",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .leaf(
                            l ->
                                Forgery.extensions(
                                    l,
                                    List.of(
                                        new Extension(TOPIC, Bytes.EMPTY),
                                        new Extension(TOPIC, Bytes.EMPTY))))))
        .steps(
            "7.3-3",
            "external-commit-leaf-signature-flipped",
            commit(
                (s, erin) ->
                    erin.externalInit()
                        .signedLeaf(
                            l -> Forgery.signature(l, RefusalClients.flipped(l.signature())))));
  }

  private static void framing(Attack.Topic topic) {
    topic
        .stepsInAllSuites(
            "12.4.3.2-4",
            "external-commit-signature-flipped",
            commit((s, erin) -> erin.externalInit().signature(RefusalClients::flipped)))
        .steps(
            "6.1-6",
            "external-commit-signed-by-another",
            s -> {
              s.refuse(
                  s.outsider()
                      .externalInit()
                      .signedLeaf(
                          l ->
                              Forgery.sign(
                                  s.dave.identity,
                                  Forgery.signatureKey(
                                      l, s.clients.client("fay").identity.signer().publicKey()),
                                  Bytes.ofUtf8("group"),
                                  new LeafIndex(4)))
                      .commit());
              s.accept(s.outsider().externalInit().commit());
            })
        .steps(
            "6.1-1",
            "external-commit-signed-without-the-group-context",
            commit((s, erin) -> erin.externalInit().signedWithoutContext()))
        .steps(
            "12.4.2-15",
            "external-commit-confirmation-tag-flipped",
            commit((s, erin) -> erin.externalInit().confirmationTag(RefusalClients::flipped)))
        .steps(
            "12.4.3.2-9",
            "external-commit-of-a-past-epoch",
            s -> {
              Bytes late = s.outsider().externalInit().commit();
              s.commit(s.carol, c -> c);
              s.refuse(late);
            });
  }

  /** Fay may send proposals to the group, and has index 0. */
  private static TestClient trustFay(RefusalScene s) throws Exception {
    TestClient fay = s.clients.client("fay");
    ExternalSender sender =
        new ExternalSender(fay.identity.signer().publicKey(), fay.identity.credential());
    s.commit(
        s.carol,
        c ->
            c.groupContextExtensions(
                List.of(
                    new Extension(
                        ExtensionType.EXTERNAL_SENDERS,
                        new ExternalSenders(List.of(sender)).encode()))));
    return fay;
  }

  private static Attack.Steps fay(Outsider outsider, Proposal proposal) {
    return s -> {
      TestClient fay = trustFay(s);
      InsiderBuilder builder = InsiderBuilder.as(new Sender.External(0), fay.identity, s.bob);
      s.refuse(outsider.of(s, builder).proposal(proposal));
      s.note("what she may send");
      s.accept(
          InsiderBuilder.as(new Sender.External(0), fay.identity, s.bob)
              .proposal(new Proposal.Remove(s.carol.leaf())));
    };
  }

  private static void externalSenders(Attack.Topic topic) {
    Proposal remove = new Proposal.Remove(new LeafIndex(1));
    topic
        .stepsInAllSuites(
            "6.1-3",
            "external-sender-signature-flipped",
            fay((s, fay) -> fay.signature(RefusalClients::flipped), remove))
        .steps(
            "12.1.8-2",
            "external-sender-of-an-unknown-index",
            fay((s, fay) -> fay.framing(c -> Reframed.sender(c, new Sender.External(1))), remove))
        .steps(
            "12.1.8-2",
            "external-sender-of-a-huge-index",
            fay(
                (s, fay) -> fay.framing(c -> Reframed.sender(c, new Sender.External(0xffff_ffffL))),
                remove))
        .steps(
            "6.1-3",
            "external-sender-that-is-somebody-else",
            s -> {
              TestClient fay = trustFay(s);
              s.refuse(
                  InsiderBuilder.as(new Sender.External(0), s.erin.identity, s.bob)
                      .proposal(remove));
              s.accept(
                  InsiderBuilder.as(new Sender.External(0), fay.identity, s.bob).proposal(remove));
            })
        .steps(
            "12.1-3",
            "external-sender-in-a-past-epoch",
            fay((s, fay) -> fay.framing(c -> Reframed.epoch(c, c.epoch() - 1)), remove))
        .steps(
            "6.1-5",
            "external-sender-proposes-an-external-init",
            fay((s, fay) -> fay, new Proposal.ExternalInit(nonce(1, 32))))
        .steps(
            "12.1.8-4",
            "external-sender-proposes-an-update",
            s -> {
              TestClient fay = trustFay(s);
              InsiderBuilder builder =
                  InsiderBuilder.as(new Sender.External(0), fay.identity, s.bob);
              s.refuse(builder.proposal(builder.update(leaf -> leaf)));
            })
        .steps(
            "12.1.3-1",
            "external-sender-removes-nobody",
            s -> {
              TestClient fay = trustFay(s);
              InsiderBuilder.Sent sent =
                  InsiderBuilder.as(new Sender.External(0), fay.identity, s.bob)
                      .sent(new Proposal.Remove(new LeafIndex(4)));
              s.any(sent.message());
              s.refuse(s.insider().refer(sent.pending()).commit());
            })
        .steps(
            "6-6",
            "external-sender-with-a-membership-tag",
            s -> {
              TestClient fay = trustFay(s);
              Bytes message =
                  InsiderBuilder.as(new Sender.External(0), fay.identity, s.bob).proposal(remove);
              s.refuse(Bytes.concat(message, Bytes.fromHex("20"), nonce(1, 32)));
              s.accept(message);
            });
  }

  private static void newMembers(Attack.Topic topic) {
    topic
        .steps(
            "6.1-8",
            "new-member-proposal-signature-flipped",
            s -> {
              Proposal add = new Proposal.Add(s.erin.published());
              s.refuse(newMember(s).signature(RefusalClients::flipped).proposal(add));
              s.accept(newMember(s).proposal(add));
            })
        .steps(
            "6.1-8",
            "new-member-proposal-of-somebody-else",
            s -> {
              s.refuse(
                  newMember(s).proposal(new Proposal.Add(s.clients.client("fay").published())));
              s.accept(newMember(s).proposal(new Proposal.Add(s.erin.published())));
            })
        .steps(
            "6.1-9",
            "new-member-proposal-of-a-remove",
            s -> s.refuse(newMember(s).proposal(new Proposal.Remove(s.carol.leaf()))))
        .steps(
            "6.1-9",
            "new-member-proposal-of-a-psk",
            s -> s.refuse(newMember(s).proposal(new Proposal.PreSharedKey(s.psk(1)))))
        .steps(
            "12.1.1-1",
            "new-member-proposal-of-a-bad-key-package",
            s -> {
              InsiderBuilder.Sent sent =
                  newMember(s)
                      .sent(
                          new Proposal.Add(
                              Forgery.withSignedLeaf(
                                  s.erin,
                                  l ->
                                      Forgery.signature(
                                          l, RefusalClients.flipped(l.signature())))));
              s.any(sent.message());
              s.refuse(s.insider().refer(sent.pending()).commit());
            });
  }

  /** Erin asks to be added. */
  private static InsiderBuilder newMember(RefusalScene s) throws Exception {
    return InsiderBuilder.as(new Sender.NewMemberProposal(), s.erin.identity, s.bob);
  }
}
