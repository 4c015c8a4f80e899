package io.github.mls4j.framing;

import static io.github.mls4j.framing.Members.ALICE;
import static io.github.mls4j.framing.Members.BLANK;
import static io.github.mls4j.framing.Members.BOB;
import static io.github.mls4j.framing.Members.CAROL;
import static io.github.mls4j.framing.Members.application;
import static io.github.mls4j.framing.Members.remove;
import static io.github.mls4j.framing.Members.state;
import static io.github.mls4j.framing.Refusals.assertRefused;
import static io.github.mls4j.framing.Refusals.receive;
import static io.github.mls4j.wire.WireFormat.MLS_PRIVATE_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PrivateMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each bad message is followed by a good one with the same key: nobody's key has been used up. */
class PrivateMessageRuleTest {

  private final Members members = new Members();
  private final MessageProtection alice = members.of(ALICE);
  private final PrivateMessage good =
      members
          .of(BOB)
          .protectPrivate(
              members.fromBob(MLS_PRIVATE_MESSAGE, application("hello")),
              length -> 10,
              members.random);

  private Insider insider() {
    return new Insider(members);
  }

  private void assertUnharmed() throws Exception {
    assertThat(receive(alice, good).content()).isEqualTo(application("hello"));
  }

  private static Bytes flip(Bytes bytes, int index) {
    byte[] flipped = bytes.toByteArray();
    flipped[index] ^= 1;
    return Bytes.wrap(flipped);
  }

  @Test
  void senderData() throws Exception {
    Bytes sealed = good.encryptedSenderData();
    for (Bytes bad : List.of(Bytes.EMPTY, flip(sealed, 0), flip(sealed, 27), sealed.slice(0, 27))) {
      assertRefused(
          Rule.SENDER_DATA_OPENS,
          alice,
          new PrivateMessage(
              good.groupId(),
              good.epoch(),
              good.contentType(),
              good.authenticatedData(),
              bad,
              good.ciphertext()));
    }
    assertUnharmed();
  }

  @Test
  void senderDataDependsOnTheSampleAndTheHeader() throws Exception {
    assertRefused(Rule.SENDER_DATA_OPENS, alice, withCiphertext(flip(good.ciphertext(), 31)));
    assertRefused(Rule.SENDER_DATA_OPENS, alice, withCiphertext(Bytes.EMPTY));
    assertRefused(
        Rule.SENDER_DATA_OPENS,
        alice,
        new PrivateMessage(
            good.groupId(),
            good.epoch(),
            ContentType.PROPOSAL,
            good.authenticatedData(),
            good.encryptedSenderData(),
            good.ciphertext()));
    assertUnharmed();
  }

  @Test
  void content() throws Exception {
    assertRefused(Rule.PRIVATE_CONTENT_OPENS, alice, withCiphertext(flip(good.ciphertext(), 32)));
    assertRefused(
        Rule.PRIVATE_CONTENT_OPENS,
        alice,
        withCiphertext(good.ciphertext().slice(0, good.ciphertext().size() - 1)));
    assertRefused(
        Rule.PRIVATE_CONTENT_OPENS,
        alice,
        new PrivateMessage(
            good.groupId(),
            good.epoch(),
            good.contentType(),
            Bytes.ofUtf8("other data"),
            good.encryptedSenderData(),
            good.ciphertext()));
    assertUnharmed();
  }

  private PrivateMessage withCiphertext(Bytes ciphertext) {
    return new PrivateMessage(
        good.groupId(),
        good.epoch(),
        good.contentType(),
        good.authenticatedData(),
        good.encryptedSenderData(),
        ciphertext);
  }

  @Test
  void theOtherRatchetsKeyDoesNotOpen() throws Exception {
    assertRefused(
        Rule.PRIVATE_CONTENT_OPENS,
        alice,
        insider().sealingWithTheOtherRatchet().message(application("hello")));
    assertUnharmed();
  }

  @Test
  void leafThatIsBlankOrOutsideTheTree() throws Exception {
    for (long leaf : new long[] {BLANK.value(), 4, 1L << 30, 1L << 31, 0xffff_ffffL}) {
      assertRefused(
          Rule.SENDER_DATA_LEAF_NOT_BLANK,
          alice,
          insider().claiming(new LeafIndex(leaf)).message(application("hello")));
    }
    assertUnharmed();
  }

  @Test
  void padding() throws Exception {
    for (String bad : new String[] {"01", "0001", "8000", "00".repeat(100) + "ff"}) {
      assertRefused(
          Rule.PADDING_IS_ZERO,
          alice,
          insider().appending(Bytes.fromHex(bad)).message(application("hello")));
    }
    assertThat(
            receive(
                    members.of(ALICE),
                    insider().appending(Bytes.fromHex("0000")).message(application("hello")))
                .content())
        .isEqualTo(application("hello"));
    assertUnharmed();
  }

  @Test
  void signatureOfSomebodyElse() throws Exception {
    assertRefused(
        Rule.CONTENT_SIGNATURE_VALID,
        alice,
        insider().signingAs(CAROL).message(application("hello")));
    assertUnharmed();
  }

  @Test
  void contentOfAnotherTypeThanAnnounced() throws Exception {
    PrivateMessage message = insider().announcing(ContentType.PROPOSAL).message(application("hi"));
    Bytes before = state(alice);
    assertThatThrownBy(() -> alice.open(message)).isInstanceOf(DecodeException.class);
    assertThat(state(alice)).isEqualTo(before);
    assertUnharmed();
  }

  @Test
  void senderDataWithBytesLeftOver() throws Exception {
    PrivateMessage message = insider().lengtheningSenderData().message(application("hello"));
    assertThatThrownBy(() -> alice.open(message)).isInstanceOf(DecodeException.class);
    assertUnharmed();
  }

  @Test
  void generationsOutOfReach() throws Exception {
    for (long generation : new long[] {1_001, 1L << 31, 0xffff_ffffL}) {
      assertRefused(
          Rule.GENERATION_WITHIN_REACH,
          alice,
          insider().claiming(generation).message(application("hello")));
    }
    assertUnharmed();
  }

  @Test
  void replay() throws Exception {
    assertUnharmed();
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, alice, good);
  }

  @Test
  void everyFlippedBitIsRefusedAndLeavesNoTrace() throws Exception {
    MessageProtection bob = members.of(BOB);
    receive(
        alice,
        bob.protectPrivate(
            members.fromBob(MLS_PRIVATE_MESSAGE, remove()), length -> 0, members.random));
    Bytes before = state(alice);
    byte[] encoded = good.encode().toByteArray();
    for (int bit = 0; bit < 8 * encoded.length; bit++) {
      byte[] mutant = encoded.clone();
      mutant[bit / 8] ^= (byte) (1 << bit % 8);
      PrivateMessage message;
      try {
        message = TlsReader.decode(Bytes.wrap(mutant), PrivateMessage::readFrom);
      } catch (DecodeException e) {
        continue;
      }
      if (message.epoch() != members.context.epoch()
          || !message.groupId().equals(members.context.groupId())) {
        continue;
      }
      assertThat(catchThrowable(() -> receive(alice, message))).isInstanceOf(RuleViolation.class);
      assertThat(state(alice)).isEqualTo(before);
    }
    assertUnharmed();
  }
}
