package io.github.mls4j.group;

import static io.github.mls4j.group.RefusalClients.topic;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.Sender;
import java.util.List;

/** What one commit covers together (§12.2), and whether it has its path (§12.4). */
final class CommitAttacks {

  private static final Proposal EXTENSIONS = new Proposal.GroupContextExtensions(topic());

  private CommitAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    committer(topic);
    twice(topic);
    company(topic);
    paths(topic);
    references(topic);
    reInit(topic);
    return topic.attacks();
  }

  private static Proposal remove(TestClient member) {
    return new Proposal.Remove(member.leaf());
  }

  private static Proposal reInit(RefusalScene s) {
    return new Proposal.ReInit(
        Bytes.ofUtf8("next"), ProtocolVersion.MLS10, s.suite.id(), List.of());
  }

  private static Proposal psk(RefusalScene s, int salt) {
    return new Proposal.PreSharedKey(s.psk(salt));
  }

  private static void committer(Attack.Topic topic) {
    topic
        .steps(
            "12.2-4",
            "update-of-the-committer",
            s -> {
              InsiderBuilder insider = s.insider();
              s.refuse(insider.propose(insider.update(leaf -> leaf)).commit());
            })
        .steps(
            "12.2-4",
            "update-of-the-committer-by-reference",
            s -> {
              PendingProposal own = s.propose(s.bob, Proposer::update);
              s.refuse(s.insider().refer(own).commit());
            })
        .steps(
            "12.2-5",
            "remove-of-the-committer",
            s -> s.refuse(s.insider().propose(remove(s.bob)).commit()))
        .steps(
            "12.2-5",
            "remove-of-the-committer-by-reference",
            s -> {
              PendingProposal wish = s.propose(s.carol, p -> p.remove(s.bob.leaf()));
              s.refuse(s.insider().refer(wish).commit());
            })
        .stepsInAllSuites(
            "12.2-14",
            "external-init-of-a-member",
            s -> s.refuse(s.insider().externalInit().commit()))
        .steps(
            "12.1.6-1",
            "external-init-of-a-member-by-reference",
            s ->
                s.refuseByReference(
                    s.insider(), new Proposal.ExternalInit(RefusalClients.nonce(9, 32))));
  }

  private static void twice(Attack.Topic topic) {
    String leaf = "12.2-6";
    topic
        .steps(
            leaf,
            "remove-twice",
            s -> s.refuse(s.insider().propose(remove(s.carol)).propose(remove(s.carol)).commit()))
        .steps(
            leaf,
            "update-and-remove-of-one-leaf",
            s -> {
              PendingProposal update = s.propose(s.carol, Proposer::update);
              s.refuse(s.insider().refer(update).propose(remove(s.carol)).commit());
            })
        .steps(
            leaf,
            "remove-and-update-of-one-leaf",
            s -> {
              PendingProposal update = s.propose(s.carol, Proposer::update);
              s.refuse(s.insider().propose(remove(s.carol)).refer(update).commit());
            })
        .steps(
            leaf,
            "two-updates-of-one-leaf",
            s -> {
              PendingProposal first = s.propose(s.carol, Proposer::update);
              PendingProposal second = s.propose(s.carol, Proposer::update);
              s.refuse(s.insider().refer(first).refer(second).commit());
              s.note("one of them");
              s.accept(s.insider().refer(second).commit());
            })
        .steps(
            leaf,
            "one-update-by-reference-twice",
            s -> {
              PendingProposal update = s.propose(s.carol, Proposer::update);
              s.refuse(s.insider().refer(update).refer(update).commit());
            })
        .steps(
            "12.2-8",
            "add-twice",
            s -> {
              Proposal add = new Proposal.Add(s.erin.published());
              s.refuse(s.insider().propose(add).propose(add).withoutPath().commit());
              s.accept(s.insider().propose(add).withoutPath().commit());
            })
        .steps(
            "12.2-8",
            "add-of-one-client-by-two-key-packages",
            s -> {
              Proposal first = new Proposal.Add(s.erin.published());
              Proposal second = new Proposal.Add(new TestClient(s.erin, "erin again").published());
              s.refuse(s.insider().propose(first).propose(second).withoutPath().commit());
              s.accept(s.insider().propose(second).withoutPath().commit());
            })
        .steps(
            "12.2-9",
            "add-of-a-member",
            s -> {
              Proposal again = new Proposal.Add(new TestClient(s.carol, "carol again").published());
              s.refuse(s.insider().propose(again).withoutPath().commit());
              s.note("she is removed by the same commit");
              s.accept(s.insider().propose(remove(s.carol)).propose(again).commit());
            })
        .steps(
            "12.2-10",
            "psk-twice",
            s -> {
              s.refuse(s.insider().propose(psk(s, 1)).propose(psk(s, 1)).commit());
              s.note("under two nonces");
              s.accept(s.insider().propose(psk(s, 1)).propose(psk(s, 2)).commit());
            })
        .steps(
            "12.2-11",
            "group-context-extensions-twice",
            s -> {
              s.refuse(s.insider().propose(EXTENSIONS).propose(EXTENSIONS).commit());
              s.accept(s.insider().propose(EXTENSIONS).commit());
            })
        .steps(
            "12.2-11",
            "group-context-extensions-by-value-and-by-reference",
            s -> {
              PendingProposal other = s.propose(s.carol, p -> p.groupContextExtensions(List.of()));
              s.refuse(s.insider().propose(EXTENSIONS).refer(other).commit());
            });
  }

  private static void company(Attack.Topic topic) {
    String alone = "12.2-12";
    topic
        .steps(
            alone,
            "reinit-before-another-proposal",
            s -> s.refuse(s.insider().propose(reInit(s)).propose(psk(s, 1)).commit()))
        .steps(
            alone,
            "reinit-after-another-proposal",
            s -> s.refuse(s.insider().propose(psk(s, 1)).propose(reInit(s)).commit()))
        .steps(
            alone,
            "reinit-with-an-add",
            s ->
                s.refuse(
                    s.insider()
                        .propose(new Proposal.Add(s.erin.published()))
                        .propose(reInit(s))
                        .commit()))
        .steps(
            alone,
            "reinit-twice",
            s -> s.refuse(s.insider().propose(reInit(s)).propose(reInit(s)).commit()));
  }

  private static void paths(Attack.Topic topic) {
    String row = "12.4-10";
    topic
        .steps(
            "12.4.2-7",
            "empty-commit-without-path",
            s -> s.refuse(s.insider().withoutPath().commit()))
        .steps(
            row,
            "remove-without-path",
            s -> s.refuse(s.insider().propose(remove(s.carol)).withoutPath().commit()))
        .steps(
            row,
            "group-context-extensions-without-path",
            s -> s.refuse(s.insider().propose(EXTENSIONS).withoutPath().commit()))
        .steps(
            row,
            "update-without-path",
            s -> {
              PendingProposal update = s.propose(s.carol, Proposer::update);
              s.refuse(s.insider().refer(update).withoutPath().commit());
            })
        .steps(
            row,
            "add-and-remove-without-path",
            s ->
                s.refuse(
                    s.insider()
                        .propose(new Proposal.Add(s.erin.published()))
                        .propose(remove(s.carol))
                        .withoutPath()
                        .commit()));
  }

  private static void references(Attack.Topic topic) {
    topic
        .steps(
            "12.1-4",
            "reference-to-nothing",
            s ->
                s.refuse(
                    s.insider()
                        .refer(
                            new PendingProposal(
                                new ProposalRef(RefusalClients.nonce(3, s.suite.hashLength())),
                                new Sender.Member(s.carol.leaf()),
                                psk(s, 1)))
                        .commit()))
        .steps(
            "12.1-5",
            "reference-to-a-proposal-of-the-epoch-before",
            s -> {
              PendingProposal old = s.propose(s.carol, p -> p.remove(s.dave.leaf()));
              s.commit(s.carol, CommitBuilder::withoutPending);
              s.refuse(s.insider().refer(old).commit());
            })
        .steps(
            "5.2-3",
            "reference-that-is-truncated",
            s -> {
              PendingProposal wish = s.propose(s.carol, p -> p.remove(s.dave.leaf()));
              s.refuse(
                  s.insider()
                      .refer(
                          new PendingProposal(
                              new ProposalRef(RefusalClients.shortened(wish.reference().value())),
                              wish.sender(),
                              wish.proposal()))
                      .commit());
              s.accept(s.insider().refer(wish).commit(), s.carol);
            });
  }

  private static void reInit(Attack.Topic topic) {
    topic
        .steps(
            "12.4.2-17",
            "commit-after-a-reinit",
            s -> {
              s.commit(
                  s.carol,
                  c ->
                      c.reInit(
                          Bytes.ofUtf8("next"), ProtocolVersion.MLS10, s.suite.id(), List.of()));
              s.refuse(s.insider().commit());
              s.over();
            })
        .steps(
            "12.4.2-17",
            "proposal-after-a-reinit",
            s -> {
              s.commit(
                  s.carol,
                  c ->
                      c.reInit(
                          Bytes.ofUtf8("next"), ProtocolVersion.MLS10, s.suite.id(), List.of()));
              s.refuse(s.insider().proposal(remove(s.carol)));
              s.over();
            })
        .steps(
            "12.4.2-17",
            "data-after-a-reinit",
            s -> {
              s.commit(
                  s.carol,
                  c ->
                      c.reInit(
                          Bytes.ofUtf8("next"), ProtocolVersion.MLS10, s.suite.id(), List.of()));
              s.refuse(s.insider().encrypted().application(Bytes.ofUtf8("hello")));
              s.over();
            });
  }
}
