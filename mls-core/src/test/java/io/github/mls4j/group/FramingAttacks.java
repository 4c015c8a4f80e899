package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.util.List;
import java.util.function.UnaryOperator;

/** PublicMessages with a wrong header, signature or tag (§6.1, §6.2). */
final class FramingAttacks {

  private static final Bytes OTHER_GROUP = Bytes.ofUtf8("other");

  private FramingAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    signatures(topic);
    membershipTags(topic);
    confirmationTags(topic);
    changedOnTheWay(topic);
    senders(topic);
    places(topic);
    return topic.attacks();
  }

  /** A commit of Bob's, with something done to it; then as he sent it. */
  @FunctionalInterface
  private interface Change {
    Bytes of(Bytes message) throws Exception;
  }

  private static Attack.Steps commit(Change change) {
    return s -> {
      Bytes commit = s.insider().commit();
      s.refuse(change.of(commit));
      s.note("the same as it was sent");
      s.accept(commit);
    };
  }

  private static Attack.Steps proposal(Change change) {
    return s -> {
      Bytes proposal = s.insider().proposal(new Proposal.Remove(s.carol.leaf()));
      s.refuse(change.of(proposal));
      s.note("the same as it was sent");
      s.accept(proposal);
    };
  }

  /** A commit whose tags fit the signature that it has in the end. */
  private static Attack.Steps signature(UnaryOperator<Bytes> change) {
    return s -> s.refuse(s.insider().signature(change).commit());
  }

  private static void signatures(Attack.Topic topic) {
    topic
        .stepsInAllSuites("6.1-10", "commit-signature-flipped", signature(RefusalClients::flipped))
        .stepsInAllSuites("6.1-10", "commit-signature-empty", signature(s -> Bytes.EMPTY))
        .stepsInAllSuites(
            "5.1.2-2", "commit-signature-truncated", signature(RefusalClients::shortened))
        .stepsInAllSuites(
            "5.1.2-2", "commit-signature-with-a-byte-more", signature(RefusalClients::lengthened))
        .stepsInAllSuites("5.1.2-2", "commit-signature-all-zero", signature(RefusalClients::zeros))
        .steps(
            "12.1-2",
            "proposal-signature-flipped",
            s ->
                s.refuse(
                    s.insider()
                        .signature(RefusalClients::flipped)
                        .proposal(new Proposal.Remove(s.carol.leaf()))))
        .steps(
            "12.1-2",
            "proposal-signature-empty",
            s ->
                s.refuse(
                    s.insider()
                        .signature(b -> Bytes.EMPTY)
                        .proposal(new Proposal.Remove(s.carol.leaf()))))
        .stepsInAllSuites(
            "5.1.2-3",
            "commit-signed-under-another-label",
            s -> s.refuse(s.insider().signatureLabel("GroupInfoTBS").commit()))
        .steps(
            "6.1-1",
            "commit-signed-for-the-other-wire-format",
            s -> s.refuse(s.insider().signedForTheOtherFormat().commit()))
        .steps(
            "6.1-1",
            "encrypted-commit-signed-for-the-other-wire-format",
            s -> s.refuse(s.insider().encrypted().signedForTheOtherFormat().commit()))
        .steps(
            "6.1-1",
            "commit-signed-without-the-group-context",
            s -> s.refuse(s.insider().signedWithoutContext().commit()))
        .stepsInAllSuites(
            "6.1-2",
            "commit-in-the-name-of-another-member",
            s -> s.refuse(s.insider().framing(c -> named(c, s.carol.leaf())).commit()))
        .steps(
            "6.1-2",
            "proposal-in-the-name-of-another-member",
            s ->
                s.refuse(
                    s.insider()
                        .framing(c -> named(c, s.carol.leaf()))
                        .proposal(new Proposal.Remove(s.dave.leaf()))))
        .steps(
            "6.1-2",
            "commit-in-the-name-of-its-receiver",
            s -> s.refuse(s.insider().framing(c -> named(c, new LeafIndex(2))).commit()));
  }

  private static FramedContent named(FramedContent content, LeafIndex leaf) {
    return Reframed.sender(content, new Sender.Member(leaf));
  }

  private static void membershipTags(Attack.Topic topic) {
    String row = "6.2-2";
    topic
        .stepsInAllSuites(
            row,
            "commit-membership-tag-flipped",
            commit(m -> Reframed.membershipTag(m, RefusalClients::flipped)))
        .steps(
            row,
            "commit-membership-tag-truncated",
            commit(m -> Reframed.membershipTag(m, RefusalClients::shortened)))
        .steps(
            row,
            "commit-membership-tag-with-a-byte-more",
            commit(m -> Reframed.membershipTag(m, RefusalClients::lengthened)))
        .steps(
            row,
            "commit-membership-tag-empty",
            commit(m -> Reframed.membershipTag(m, tag -> Bytes.EMPTY)))
        .steps(
            row,
            "commit-membership-tag-all-zero",
            commit(m -> Reframed.membershipTag(m, RefusalClients::zeros)))
        .steps(row, "commit-without-membership-tag", commit(Reframed::withoutMembershipTag))
        .steps(
            row,
            "proposal-membership-tag-flipped",
            proposal(m -> Reframed.membershipTag(m, RefusalClients::flipped)))
        .steps(
            row,
            "proposal-membership-tag-truncated",
            proposal(m -> Reframed.membershipTag(m, RefusalClients::shortened)))
        .steps(
            row,
            "proposal-membership-tag-empty",
            proposal(m -> Reframed.membershipTag(m, tag -> Bytes.EMPTY)))
        .steps(row, "proposal-without-membership-tag", proposal(Reframed::withoutMembershipTag));
  }

  private static Attack.Steps tag(boolean encrypted, UnaryOperator<Bytes> change) {
    return s -> {
      InsiderBuilder insider = s.insider().confirmationTag(change);
      s.refuse(encrypted ? insider.encrypted().commit() : insider.commit());
    };
  }

  private static void confirmationTags(Attack.Topic topic) {
    String row = "12.4.2-15";
    topic
        .stepsInAllSuites(
            row, "commit-confirmation-tag-flipped", tag(false, RefusalClients::flipped))
        .steps(row, "commit-confirmation-tag-truncated", tag(false, RefusalClients::shortened))
        .steps(
            row, "commit-confirmation-tag-with-a-byte-more", tag(false, RefusalClients::lengthened))
        .steps(row, "commit-confirmation-tag-empty", tag(false, t -> Bytes.EMPTY))
        .steps(row, "commit-confirmation-tag-all-zero", tag(false, RefusalClients::zeros))
        .steps(row, "encrypted-commit-confirmation-tag-flipped", tag(true, RefusalClients::flipped))
        .steps(row, "encrypted-commit-confirmation-tag-empty", tag(true, t -> Bytes.EMPTY));
  }

  private static void changedOnTheWay(Attack.Topic topic) {
    topic
        .steps(
            "12.4.2-2",
            "commit-group-id-changed-on-the-way",
            commit(m -> Reframed.content(m, c -> Reframed.groupId(c, OTHER_GROUP))))
        .steps(
            "12.4.2-1",
            "commit-epoch-raised-on-the-way",
            commit(m -> Reframed.content(m, c -> Reframed.epoch(c, c.epoch() + 1))))
        .steps(
            "12.4.2-1",
            "commit-epoch-lowered-on-the-way",
            commit(m -> Reframed.content(m, c -> Reframed.epoch(c, c.epoch() - 1))))
        .steps(
            "6.2-2",
            "commit-sender-changed-on-the-way",
            commit(m -> Reframed.content(m, c -> named(c, new LeafIndex(1)))))
        .steps(
            "6.2-2",
            "commit-authenticated-data-changed-on-the-way",
            commit(
                m ->
                    Reframed.content(m, c -> Reframed.authenticatedData(c, Bytes.ofUtf8("added")))))
        .steps(
            "6.2-2",
            "proposal-changed-on-the-way",
            proposal(
                m ->
                    Reframed.content(
                        m,
                        c ->
                            new FramedContent(
                                c.groupId(),
                                c.epoch(),
                                c.sender(),
                                c.authenticatedData(),
                                new Content.OfProposal(new Proposal.Remove(new LeafIndex(3)))))));
  }

  private static Attack.Steps from(Sender sender) {
    return s ->
        s.refuse(
            s.insider()
                .framing(c -> Reframed.sender(c, sender))
                .proposal(new Proposal.Remove(s.carol.leaf())));
  }

  private static Attack.Steps commitFrom(Sender sender) {
    return s -> s.refuse(s.insider().framing(c -> Reframed.sender(c, sender)).commit());
  }

  private static void senders(Attack.Topic topic) {
    String member = "6.1-11";
    topic
        .steps(member, "proposal-from-outside-the-tree", from(member(4)))
        .steps(member, "proposal-from-far-outside-the-tree", from(member(0xffff_ffffL)))
        .steps(member, "commit-from-outside-the-tree", commitFrom(member(4)))
        .steps(
            member,
            "proposal-from-a-blank-leaf",
            s -> {
              s.commit(s.bob, c -> c.remove(s.dave.leaf()));
              s.refuse(
                  s.insider()
                      .framing(c -> named(c, new LeafIndex(3)))
                      .proposal(new Proposal.Remove(s.carol.leaf())));
              s.accept(s.insider().commit(), s.carol);
            })
        .steps("12.1.8-1", "proposal-of-an-external-sender-unasked", from(new Sender.External(0)))
        .steps("6.1-4", "commit-of-an-external-sender", commitFrom(new Sender.External(0)))
        .steps("6.1-9", "remove-of-a-new-member-proposal", from(new Sender.NewMemberProposal()))
        .steps("6.1-7", "proposal-of-a-new-member-commit", from(new Sender.NewMemberCommit()))
        .steps(
            "6.1-9", "commit-of-a-new-member-proposal", commitFrom(new Sender.NewMemberProposal()))
        .steps(
            "6.2-4",
            "application-data-in-the-open",
            s -> s.refuse(s.insider().application(Bytes.ofUtf8("hello"))));
  }

  private static Sender member(long leaf) {
    return new Sender.Member(new LeafIndex(leaf));
  }

  private static void places(Attack.Topic topic) {
    topic
        .steps(
            "12.4.2-2",
            "commit-of-another-group",
            s -> s.refuse(s.insider().framing(c -> Reframed.groupId(c, OTHER_GROUP)).commit()))
        .steps(
            "12.4.2-1",
            "commit-of-a-future-epoch",
            s -> s.refuse(s.insider().framing(c -> Reframed.epoch(c, c.epoch() + 1)).commit()))
        .steps(
            "8.1-2",
            "commit-of-the-last-epoch",
            s -> s.refuse(s.insider().framing(c -> Reframed.epoch(c, -1)).commit()))
        .steps(
            "12.4.2-1",
            "commit-of-a-past-epoch",
            s -> {
              Bytes late = s.insider().commit();
              s.commit(s.carol, c -> c);
              s.refuse(late);
            })
        .steps(
            "12.1-3",
            "proposal-of-a-past-epoch",
            s -> {
              Bytes late = s.insider().proposal(new Proposal.Remove(s.carol.leaf()));
              s.commit(s.carol, c -> c);
              s.refuse(late);
            })
        .steps(
            "12.1-3",
            "proposal-of-a-future-epoch",
            s ->
                s.refuse(
                    s.insider()
                        .framing(c -> Reframed.epoch(c, c.epoch() + 1))
                        .proposal(new Proposal.Remove(s.carol.leaf()))))
        .steps("12.4.2-1", "commit-twice", s -> s.refuse(s.commit(s.bob, c -> c)))
        .steps("6", "key-package-to-a-member", s -> s.refuse(s.erin.keyPackage.message()))
        .steps("6", "group-info-to-a-member", s -> s.refuse(s.bob.group.groupInfo(true)))
        .steps(
            "6",
            "welcome-to-a-member",
            s -> {
              try (PendingCommit commit = s.bob.group.commit().add(s.erin.published()).build()) {
                s.refuse(commit.welcome().orElseThrow());
              }
            });
  }
}
