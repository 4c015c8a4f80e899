package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import java.util.List;

/**
 * Messages that are not well-formed (§2.1, §6). Bob signs what he means, and the bytes are broken
 * on their way: a reader that is lenient with them finds everything in order.
 */
final class EncodingAttacks {

  // Where the fields of a message of the group "group" are.
  private static final int GROUP_ID = 4;
  private static final int SENDER = GROUP_ID + 6 + 8;
  private static final int AUTHENTICATED_DATA = SENDER + 5;
  private static final int CONTENT_TYPE = AUTHENTICATED_DATA + 1;
  private static final int CONTENT = CONTENT_TYPE + 1;

  private EncodingAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    wholes(topic);
    codePoints(topic);
    lengths(topic);
    insides(topic);
    return topic.attacks();
  }

  /** A message of Bob's, broken; then as he sent it. */
  @FunctionalInterface
  private interface Breaking {
    Bytes of(Bytes message) throws Exception;
  }

  private static Attack.Steps commit(Breaking breaking) {
    return s -> {
      Bytes commit = s.insider().commit();
      s.refuse(breaking.of(commit));
      s.note("the same as it was sent");
      s.accept(commit);
    };
  }

  private static Attack.Steps proposal(Breaking breaking) {
    return s -> {
      Bytes proposal = s.insider().proposal(new Proposal.Remove(s.carol.leaf()));
      s.refuse(breaking.of(proposal));
      s.note("the same as it was sent");
      s.accept(proposal);
    };
  }

  private static Bytes replaced(Bytes bytes, int at, int... values) {
    byte[] copy = bytes.toByteArray();
    for (int i = 0; i < values.length; i++) {
      copy[at + i] = (byte) values[i];
    }
    return Bytes.wrap(copy);
  }

  /** Some bytes in the place of others. */
  private static Bytes spliced(Bytes bytes, int at, int count, String hex) {
    return Bytes.concat(
        bytes.slice(0, at), Bytes.fromHex(hex), bytes.slice(at + count, bytes.size() - at - count));
  }

  private static void wholes(Attack.Topic topic) {
    topic
        .steps("2.1.2-7", "commit-trailing-byte", commit(RefusalClients::lengthened))
        .steps("2.1.2-7", "proposal-trailing-byte", proposal(RefusalClients::lengthened))
        .steps("2.1.2-7", "commit-twice-in-one-message", commit(m -> Bytes.concat(m, m)))
        .steps("2.1", "commit-truncated", commit(RefusalClients::shortened))
        .steps("2.1", "commit-cut-in-half", commit(m -> m.slice(0, m.size() / 2)))
        .steps("2.1", "message-empty", commit(m -> Bytes.EMPTY))
        .steps("2.1", "message-of-a-version-only", commit(m -> m.slice(0, 2)));
  }

  private static void codePoints(Attack.Topic topic) {
    String row = "6-4";
    topic
        .steps(row, "message-version-0", commit(m -> replaced(m, 0, 0, 0)))
        .steps(row, "message-version-2", commit(m -> replaced(m, 0, 0, 2)))
        .steps("13.5-7", "message-version-grease", commit(m -> replaced(m, 0, 0x0a, 0x0a)))
        .steps(row, "wire-format-0", commit(m -> replaced(m, 2, 0, 0)))
        .steps(row, "wire-format-6", commit(m -> replaced(m, 2, 0, 6)))
        .steps("13.5-7", "wire-format-grease", commit(m -> replaced(m, 2, 0x0a, 0x0a)))
        .steps(row, "public-message-as-a-private-one", commit(m -> replaced(m, 2, 0, 2)))
        .steps(row, "sender-type-0", commit(m -> replaced(m, SENDER, 0)))
        .steps(row, "sender-type-5", commit(m -> replaced(m, SENDER, 5)))
        .steps(row, "content-type-0", commit(m -> replaced(m, CONTENT_TYPE, 0)))
        .steps(row, "content-type-4", commit(m -> replaced(m, CONTENT_TYPE, 4)))
        .steps("12.1-1", "proposal-type-0", proposal(m -> replaced(m, CONTENT, 0, 0)))
        .steps("12.1-1", "proposal-type-unknown", proposal(m -> replaced(m, CONTENT, 0xf0, 0xf0)))
        .steps("13.5-7", "proposal-type-grease", proposal(m -> replaced(m, CONTENT, 0x0a, 0x0a)));
  }

  private static void lengths(Attack.Topic topic) {
    topic
        .steps(
            "2.1.2-3", "group-id-length-in-two-bytes", commit(m -> spliced(m, GROUP_ID, 1, "4005")))
        .steps(
            "2.1.2-3",
            "group-id-length-in-four-bytes",
            commit(m -> spliced(m, GROUP_ID, 1, "80000005")))
        .steps(
            "2.1.2-3",
            "authenticated-data-length-in-two-bytes",
            commit(m -> spliced(m, AUTHENTICATED_DATA, 1, "4000")))
        .steps("2.1.2-4", "group-id-length-prefix-11", commit(m -> replaced(m, GROUP_ID, 0xc5)))
        .steps(
            "2.1.2-4",
            "group-id-length-in-eight-bytes",
            commit(m -> spliced(m, GROUP_ID, 1, "c000000000000005")))
        .steps(
            "2.1.2-5", "group-id-longer-than-the-message", commit(m -> replaced(m, GROUP_ID, 0x3f)))
        .steps(
            "2.1.2-5", "group-id-of-a-gigabyte", commit(m -> spliced(m, GROUP_ID, 1, "bfffffff")))
        .steps(
            "2.1.2-6",
            "proposals-length-too-short",
            s -> {
              Bytes commit = s.insider().propose(new Proposal.Remove(s.carol.leaf())).commit();
              s.refuse(replaced(commit, CONTENT, commit.get(CONTENT) - 1));
              s.accept(commit);
            })
        .steps(
            "2.1.2-6",
            "proposals-length-too-long",
            s -> {
              Bytes commit = s.insider().propose(new Proposal.Remove(s.carol.leaf())).commit();
              s.refuse(replaced(commit, CONTENT, commit.get(CONTENT) + 1));
              s.accept(commit);
            });
  }

  private static void insides(Attack.Topic topic) {
    topic
        .steps("2.1.1-2", "path-presence-octet-2", commit(m -> replaced(m, CONTENT + 1, 2)))
        .steps("2.1.1-2", "path-presence-octet-255", commit(m -> replaced(m, CONTENT + 1, 0xff)))
        .steps(
            "6-4",
            "proposal-or-ref-type-0",
            s -> {
              Bytes commit = s.insider().propose(new Proposal.Remove(s.carol.leaf())).commit();
              s.refuse(replaced(commit, CONTENT + 1, 0));
              s.accept(commit);
            })
        .steps(
            "6-4",
            "proposal-or-ref-type-3",
            s -> {
              Bytes commit = s.insider().propose(new Proposal.Remove(s.carol.leaf())).commit();
              s.refuse(replaced(commit, CONTENT + 1, 3));
              s.accept(commit);
            })
        .steps(
            "12.2-15",
            "custom-proposal-that-nobody-supports",
            s -> {
              Proposal custom =
                  new Proposal.Custom(
                      ProposalType.of(0xf00d),
                      new TlsWriter().opaque(Bytes.ofUtf8("custom")).toBytes());
              s.refuse(s.insider().propose(custom).commit());
              s.any(s.insider().proposal(custom));
            });
  }
}
