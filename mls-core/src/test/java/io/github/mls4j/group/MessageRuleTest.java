package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that have come to the wrong place, or at the wrong time (§6, §12.1, §12.4.2). */
class MessageRuleTest extends InsiderStage {

  private final ProtocolVersion unknown = new ProtocolVersion(0x0a0a);

  @Test
  void aVersionThatIsUnknownIsNotDecoded() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    Bytes before = State.of(alice);
    for (Bytes message :
        List.of(
            insider().version(unknown).proposal(remove),
            insider().version(unknown).encrypted().proposal(remove),
            insider().version(unknown).commit())) {
      assertThatThrownBy(() -> alice.group.receive(message)).isInstanceOf(DecodeException.class);
    }
    assertThat(State.of(alice)).isEqualTo(before);
    assertAccepted(insider().proposal(remove));
  }

  @Test
  void kind() throws Exception {
    Bytes keyPackage = dave.keyPackage.message();
    Bytes groupInfo = bob.group.groupInfo(true);
    Bytes proposal = insider().proposal(new Proposal.Remove(carol.leaf()));
    Bytes welcome;
    try (PendingCommit commit = bob.group.commit().add(dave.published()).build()) {
      welcome = commit.welcome().orElseThrow();
    }
    for (Bytes message : List.of(keyPackage, groupInfo, welcome)) {
      assertRefused(Rule.MESSAGE_KIND_FITS, message);
    }
    for (Bytes message : List.of(keyPackage, groupInfo, proposal)) {
      Refusals.assertRefused(Rule.MESSAGE_KIND_FITS, () -> dave.join(message));
    }
    for (Bytes message : List.of(keyPackage, welcome, proposal)) {
      Refusals.assertRefused(
          Rule.MESSAGE_KIND_FITS, () -> Group.joinExternally(dave.config, dave.identity, message));
    }
    for (Bytes message : List.of(groupInfo, welcome, proposal)) {
      Refusals.assertRefused(Rule.MESSAGE_KIND_FITS, () -> alice.group.commit().add(message));
      Refusals.assertRefused(Rule.MESSAGE_KIND_FITS, () -> alice.group.propose().add(message));
    }
    dave.join(welcome);
    alice.group.commit().add(keyPackage);
  }

  @Test
  void group() throws Exception {
    Circle other = Circle.of("xavier", "yvonne");
    TestClient xavier = other.member(0).create("another group");
    assertRefused(Rule.MESSAGE_GROUP_MATCHES, xavier.say("wrong number"));
    assertRefused(Rule.MESSAGE_GROUP_MATCHES, xavier.group.propose().update());
    Proposal remove = new Proposal.Remove(carol.leaf());
    assertRefused(
        Rule.MESSAGE_GROUP_MATCHES,
        insider()
            .framing(
                framed ->
                    new FramedContent(
                        Bytes.ofUtf8("another group"),
                        framed.epoch(),
                        framed.sender(),
                        framed.authenticatedData(),
                        framed.content()))
            .proposal(remove));
    assertAccepted(insider().framing(framed -> framed).proposal(remove));
  }

  @Test
  void epoch() throws Exception {
    Bytes open = insider().proposal(new Proposal.Remove(carol.leaf()));
    Bytes encrypted = bob.group.propose().update();
    Bytes commit = insider().commit();
    try (PendingCommit pending = bob.group.commit().withoutPending().build()) {
      assertAccepted(open);
      assertAccepted(commit);
      circle.commit(carol, builder -> builder);
      assertRefused(Rule.PROPOSAL_EPOCH_CURRENT, open);
      assertRefused(Rule.PROPOSAL_EPOCH_CURRENT, encrypted);
      assertRefused(Rule.COMMIT_EPOCH_CURRENT, commit);
      assertRefused(Rule.COMMIT_EPOCH_CURRENT, pending.message());
    }
  }

  @Test
  void afterAReInit() throws Exception {
    Bytes late = bob.say("before the end");
    circle.commit(
        carol,
        commit ->
            commit.reInit(Bytes.ofUtf8("next"), ProtocolVersion.MLS10, SUITE.id(), List.of()));
    InsiderBuilder insider = insider();
    assertRefused(
        Rule.NOTHING_SENT_AFTER_REINIT, insider.proposal(new Proposal.Remove(carol.leaf())));
    assertRefused(Rule.NOTHING_SENT_AFTER_REINIT, insider.commit());
    assertRefused(Rule.NOTHING_SENT_AFTER_REINIT, insider.encrypted().commit());
    assertThat(alice.read(late)).isEqualTo("before the end");
  }
}
