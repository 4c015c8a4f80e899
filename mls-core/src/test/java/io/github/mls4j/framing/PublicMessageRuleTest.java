package io.github.mls4j.framing;

import static io.github.mls4j.framing.Members.ALICE;
import static io.github.mls4j.framing.Members.BOB;
import static io.github.mls4j.framing.Members.commit;
import static io.github.mls4j.framing.Members.remove;
import static io.github.mls4j.framing.Refusals.assertRefused;
import static io.github.mls4j.framing.Refusals.receive;
import static io.github.mls4j.wire.WireFormat.MLS_PRIVATE_MESSAGE;
import static io.github.mls4j.wire.WireFormat.MLS_PUBLIC_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicMessageRuleTest {

  private final Members members = new Members();
  private final MessageProtection alice = members.of(ALICE);
  private final MessageProtection bob = members.of(BOB);
  private final PublicMessage good =
      bob.protectPublic(members.fromBob(MLS_PUBLIC_MESSAGE, remove()));

  private PublicMessage withTag(Bytes tag) {
    return new PublicMessage(good.content(), good.auth(), Optional.of(tag));
  }

  @Test
  void membershipTag() throws Exception {
    Bytes tag = good.membershipTag().orElseThrow();
    byte[] flipped = tag.toByteArray();
    flipped[0] ^= 1;
    for (Bytes bad :
        List.of(
            Bytes.EMPTY,
            Bytes.wrap(flipped),
            tag.slice(0, 1),
            tag.slice(0, tag.size() - 1),
            Bytes.concat(tag, Bytes.copyOf((byte) 0)),
            Bytes.wrap(new byte[tag.size()]))) {
      assertRefused(Rule.MEMBERSHIP_TAG_VALID, alice, withTag(bad));
    }
    receive(alice, good);
  }

  @Test
  void membershipTagCoversContentContextAndAuthData() throws Exception {
    PublicMessage commit = bob.protectPublic(members.fromBob(MLS_PUBLIC_MESSAGE, commit()));
    receive(alice, commit);
    assertRefused(
        Rule.MEMBERSHIP_TAG_VALID,
        alice,
        new PublicMessage(commit.content(), commit.auth(), good.membershipTag()));
    GroupContext c = members.context;
    GroupContext fork =
        new GroupContext(
            c.version(),
            c.cipherSuite(),
            c.groupId(),
            c.epoch(),
            Bytes.ofUtf8("another tree"),
            c.confirmedTranscriptHash(),
            c.extensions());
    assertRefused(Rule.MEMBERSHIP_TAG_VALID, members.of(ALICE, fork), good);
  }

  @Test
  void signature() throws Exception {
    Sender sender = new Sender.Member(BOB);
    assertRefused(
        Rule.CONTENT_SIGNATURE_VALID,
        alice,
        members.publicMessage(sender, remove(), members.signers.get(2)));
    receive(alice, members.publicMessage(sender, remove(), members.signers.get(1)));
  }

  @Test
  void signatureForTheOtherWireFormat() {
    FramedContent content = members.framed(new Sender.External(1), remove());
    PublicMessage wrong =
        new PublicMessage(
            content,
            members.signed(MLS_PRIVATE_MESSAGE, content, members.outsider).auth(),
            Optional.empty());
    assertRefused(Rule.CONTENT_SIGNATURE_VALID, alice, wrong);
  }

  @Test
  void everyFlippedBitIsRefused() throws Exception {
    byte[] encoded = good.encode().toByteArray();
    for (int bit = 0; bit < 8 * encoded.length; bit++) {
      byte[] mutant = encoded.clone();
      mutant[bit / 8] ^= (byte) (1 << bit % 8);
      PublicMessage message;
      try {
        message = TlsReader.decode(Bytes.wrap(mutant), PublicMessage::readFrom);
      } catch (DecodeException e) {
        continue;
      }
      FramedContent content = message.content();
      if (content.epoch() != members.context.epoch()
          || !content.groupId().equals(members.context.groupId())) {
        continue;
      }
      assertThat(catchThrowable(() -> receive(alice, message))).isInstanceOf(RuleViolation.class);
    }
    receive(alice, good);
  }
}
