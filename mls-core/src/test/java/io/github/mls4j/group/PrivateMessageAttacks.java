package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.schedule.MessageKey;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.SenderData;
import java.util.List;

/** PrivateMessages that do not open, or open to something wrong (§6.3, §9). */
final class PrivateMessageAttacks {

  private static final Bytes HELLO = Bytes.ofUtf8("hello");
  private static final Bytes NO_GUARD = Bytes.wrap(new byte[SenderData.REUSE_GUARD_SIZE]);

  private PrivateMessageAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    changedOnTheWay(topic);
    senderData(topic);
    contents(topic);
    generations(topic);
    return topic.attacks();
  }

  /** A message of Bob's, with something done to it; then as he sent it. */
  @FunctionalInterface
  private interface Change {
    Bytes of(Bytes message) throws Exception;
  }

  private static Attack.Steps data(Change change) {
    return s -> {
      Bytes message = s.bob.say("hello");
      s.refuse(change.of(message));
      s.note("the same as it was sent");
      s.accept(message);
    };
  }

  private static Attack.Steps commit(Change change) {
    return s -> {
      Bytes message = s.insider().encrypted().commit();
      s.refuse(change.of(message));
      s.note("the same as it was sent");
      s.accept(message);
    };
  }

  private static void changedOnTheWay(Attack.Topic topic) {
    String content = "6.3.1-8";
    topic
        .stepsInAllSuites(
            "5.1-2",
            "data-ciphertext-flipped",
            data(m -> Reframed.ciphertext(m, RefusalClients::flipped)))
        .steps(
            "5.1-2",
            "data-ciphertext-truncated",
            data(m -> Reframed.ciphertext(m, RefusalClients::shortened)))
        .steps(
            "5.1-2",
            "data-ciphertext-with-a-byte-more",
            data(m -> Reframed.ciphertext(m, RefusalClients::lengthened)))
        .steps(
            "5.1-2",
            "data-ciphertext-shorter-than-a-tag",
            data(m -> Reframed.ciphertext(m, c -> c.slice(0, 15))))
        .steps(
            "5.1-2", "data-ciphertext-empty", data(m -> Reframed.ciphertext(m, c -> Bytes.EMPTY)))
        .stepsInAllSuites(
            "6.3.2-2",
            "data-sender-data-flipped",
            data(m -> Reframed.senderData(m, RefusalClients::flipped)))
        .steps(
            "6.3.2-2",
            "data-sender-data-truncated",
            data(m -> Reframed.senderData(m, RefusalClients::shortened)))
        .steps(
            "6.3.2-2",
            "data-sender-data-empty",
            data(m -> Reframed.senderData(m, d -> Bytes.EMPTY)))
        .steps(
            content,
            "data-authenticated-data-changed",
            data(m -> Reframed.privateAuthenticatedData(m, HELLO)))
        .steps(
            "6.3.2-3",
            "data-announced-as-a-proposal",
            data(m -> Reframed.privateType(m, ContentType.PROPOSAL)))
        .steps(
            "6.3.2-3",
            "data-announced-as-a-commit",
            data(m -> Reframed.privateType(m, ContentType.COMMIT)))
        .steps("6.3.2-3", "data-epoch-raised", data(m -> Reframed.privateEpoch(m, 4)))
        .steps("6.3.2-3", "data-epoch-lowered", data(m -> Reframed.privateEpoch(m, 2)))
        .steps(
            "6.3.2-3",
            "data-of-another-group",
            data(m -> Reframed.privateGroupId(m, Bytes.ofUtf8("other"))))
        .steps("2.1.2-7", "data-trailing-byte", data(RefusalClients::lengthened))
        .steps("2.1", "data-truncated", data(RefusalClients::shortened))
        .stepsInAllSuites(
            "12.4.2-3",
            "encrypted-commit-flipped",
            commit(m -> Reframed.ciphertext(m, RefusalClients::flipped)))
        .steps(
            "12.4.2-3",
            "encrypted-commit-authenticated-data-changed",
            commit(m -> Reframed.privateAuthenticatedData(m, HELLO)))
        .steps(
            "6.3.2-3",
            "encrypted-commit-announced-as-a-proposal",
            commit(m -> Reframed.privateType(m, ContentType.PROPOSAL)))
        .steps(
            "12.4.2-1", "encrypted-commit-epoch-raised", commit(m -> Reframed.privateEpoch(m, 4)))
        .steps(
            "12.4.2-1",
            "encrypted-commit-of-a-past-epoch",
            s -> {
              Bytes late = s.insider().encrypted().commit();
              s.commit(s.carol, c -> c);
              s.refuse(late);
            })
        .steps(
            "12.1-3",
            "encrypted-proposal-of-a-past-epoch",
            s -> {
              Bytes late = s.insider().encrypted().proposal(new Proposal.Remove(s.carol.leaf()));
              s.commit(s.carol, c -> c);
              s.refuse(late);
            });
  }

  /** What an insider seals; then something genuine of the same generation. */
  @FunctionalInterface
  private interface Sealing {
    Bytes of(RefusalScene scene, Insider insider) throws Exception;
  }

  private static Attack.Steps sealed(Sealing sealing) {
    return s -> {
      try (Insider insider = new Insider(s.bob, s.erin)) {
        s.refuse(sealing.of(s, insider));
      }
      s.note("genuine, of the generation that was tried");
      s.accept(s.bob.say("hello"));
    };
  }

  private static Bytes senderData(long leaf, long generation) {
    return new SenderData(new LeafIndex(leaf), generation, NO_GUARD).encode();
  }

  private static Bytes seal(Insider insider, Bytes plaintext, Bytes senderData) {
    return insider.sealed(
        ContentType.APPLICATION, insider.nextKey(ContentType.APPLICATION), plaintext, senderData);
  }

  private static Bytes plaintext(Insider insider) {
    return insider.plaintext(new Content.Application(HELLO), Bytes.EMPTY);
  }

  private static Bytes senderDataOf(Insider insider, long leaf) {
    return seal(insider, plaintext(insider), senderData(leaf, 0));
  }

  private static void senderData(Attack.Topic topic) {
    topic
        .steps(
            "6.3.2-5",
            "sender-data-leaf-outside-the-tree",
            sealed((s, insider) -> senderDataOf(insider, 4)))
        .steps(
            "6.3.2-5",
            "sender-data-leaf-far-outside-the-tree",
            sealed((s, insider) -> senderDataOf(insider, 0xffff_ffffL)))
        .steps(
            "6.3.2-5",
            "sender-data-leaf-blank",
            s -> {
              s.commit(s.bob, c -> c.remove(s.dave.leaf()));
              try (Insider insider = new Insider(s.bob, s.erin)) {
                s.refuse(senderDataOf(insider, 3));
              }
              s.accept(s.bob.say("hello"), s.carol);
            })
        .steps(
            "6.3.2-1",
            "sender-data-of-another-member",
            sealed((s, insider) -> senderDataOf(insider, 1)))
        .steps(
            "6.3.2-4",
            "sender-data-with-a-byte-more",
            sealed(
                (s, insider) ->
                    seal(insider, plaintext(insider), RefusalClients.lengthened(senderData(0, 0)))))
        .steps(
            "6.3.2-4",
            "sender-data-with-a-byte-less",
            sealed(
                (s, insider) ->
                    seal(insider, plaintext(insider), RefusalClients.shortened(senderData(0, 0)))))
        .steps(
            "6.3.2-4",
            "sender-data-of-nothing",
            sealed((s, insider) -> seal(insider, plaintext(insider), Bytes.EMPTY)))
        .stepsInAllSuites(
            "6.1-10",
            "data-in-the-name-of-another-member",
            sealed(
                (s, insider) ->
                    insider.sealed(
                        ContentType.APPLICATION,
                        insider.nextKey(RatchetType.APPLICATION, new LeafIndex(1)),
                        plaintext(insider),
                        senderData(1, 0))));
  }

  private static void contents(Attack.Topic topic) {
    topic
        .steps(
            "6.3.1-2",
            "padding-of-a-one",
            sealed(
                (s, insider) ->
                    seal(
                        insider,
                        Bytes.concat(plaintext(insider), Bytes.copyOf((byte) 1)),
                        senderData(0, 0))))
        .steps(
            "6.3.1-3",
            "padding-of-zeros-and-a-one",
            sealed(
                (s, insider) ->
                    seal(
                        insider,
                        Bytes.concat(plaintext(insider), Bytes.fromHex("000000000000000001")),
                        senderData(0, 0))))
        .steps(
            "6.3.1-2",
            "padding-of-a-one-and-zeros",
            sealed(
                (s, insider) ->
                    seal(
                        insider,
                        Bytes.concat(plaintext(insider), Bytes.fromHex("8000000000")),
                        senderData(0, 0))))
        .steps(
            "6.3.1-12",
            "plaintext-truncated",
            sealed(
                (s, insider) ->
                    seal(insider, RefusalClients.shortened(plaintext(insider)), senderData(0, 0))))
        .steps(
            "6.3.1-12",
            "plaintext-empty",
            sealed((s, insider) -> seal(insider, Bytes.EMPTY, senderData(0, 0))))
        .steps(
            "6.3.1-9",
            "data-signature-flipped",
            sealed(
                (s, insider) ->
                    seal(insider, RefusalClients.flipped(plaintext(insider)), senderData(0, 0))))
        .steps(
            "6.3.1-10",
            "proposal-inside-what-is-announced-as-data",
            sealed(
                (s, insider) ->
                    seal(
                        insider,
                        insider.plaintext(
                            new Content.OfProposal(new Proposal.Remove(s.carol.leaf())),
                            Bytes.EMPTY),
                        senderData(0, 0))))
        .steps(
            "6.3.1-10",
            "data-inside-what-is-announced-as-a-proposal",
            sealed(
                (s, insider) ->
                    insider.sealed(
                        ContentType.PROPOSAL,
                        insider.nextKey(ContentType.PROPOSAL),
                        plaintext(insider),
                        senderData(0, 0))))
        .steps(
            "6.3.1-4",
            "data-under-a-handshake-key",
            sealed(
                (s, insider) ->
                    insider.sealed(
                        ContentType.APPLICATION,
                        insider.nextKey(ContentType.PROPOSAL),
                        plaintext(insider),
                        senderData(0, 0))))
        .steps(
            "6.3.1-4",
            "proposal-under-an-application-key",
            sealed(
                (s, insider) ->
                    insider.sealed(
                        ContentType.PROPOSAL,
                        insider.nextKey(ContentType.APPLICATION),
                        insider.plaintext(
                            new Content.OfProposal(new Proposal.Remove(s.carol.leaf())),
                            Bytes.EMPTY),
                        senderData(0, 0))));
  }

  private static void generations(Attack.Topic topic) {
    topic
        .stepsInAllSuites(
            "9.2-4",
            "data-replayed",
            s -> {
              Bytes message = s.bob.say("hello");
              s.accept(message);
              s.refuse(message);
              s.accept(s.bob.say("hello again"));
            })
        .steps(
            "9.2-4",
            "data-replayed-after-later-data",
            s -> {
              Bytes message = s.bob.say("hello");
              s.accept(message);
              s.accept(s.bob.say("hello again"));
              s.refuse(message);
            })
        .steps(
            "9.2-4",
            "late-data-replayed",
            s -> {
              Bytes first = s.bob.say("first");
              Bytes second = s.bob.say("second");
              s.accept(second);
              s.accept(first);
              s.refuse(first);
            })
        .steps(
            "9.1-2",
            "two-messages-of-one-generation",
            s -> {
              try (Insider insider = new Insider(s.bob, s.erin)) {
                MessageKey key = insider.nextKey(ContentType.APPLICATION);
                Bytes other =
                    insider.plaintext(new Content.Application(Bytes.ofUtf8("other")), Bytes.EMPTY);
                Bytes sender = senderData(0, 0);
                s.accept(insider.sealed(ContentType.APPLICATION, key, plaintext(insider), sender));
                s.refuse(insider.sealed(ContentType.APPLICATION, key, other, sender));
              }
            })
        .steps(
            "9.2-4",
            "encrypted-proposal-replayed",
            s -> {
              Bytes message = s.insider().encrypted().proposal(new Proposal.Remove(s.carol.leaf()));
              s.accept(message);
              s.refuse(message);
            })
        .steps(
            "15.3-2",
            "generation-of-four-billion",
            sealed((s, insider) -> seal(insider, plaintext(insider), senderData(0, 0xffff_ffffL))))
        .steps(
            "9.1-1",
            "generation-that-the-key-is-not-of",
            sealed((s, insider) -> seal(insider, plaintext(insider), senderData(0, 1))));
  }
}
