package io.github.mls4j.framing;

import static io.github.mls4j.framing.Members.ALICE;
import static io.github.mls4j.framing.Members.BOB;
import static io.github.mls4j.framing.Members.application;
import static io.github.mls4j.framing.Members.commit;
import static io.github.mls4j.framing.Members.remove;
import static io.github.mls4j.framing.Members.state;
import static io.github.mls4j.framing.Refusals.receive;
import static io.github.mls4j.wire.WireFormat.MLS_PRIVATE_MESSAGE;
import static io.github.mls4j.wire.WireFormat.MLS_PUBLIC_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageProtectionTest {

  private final Members members = new Members();
  private final MessageProtection alice = members.of(ALICE);
  private final MessageProtection bob = members.of(BOB);

  private PrivateMessage fromBob(Content content) {
    return bob.protectPrivate(
        members.fromBob(MLS_PRIVATE_MESSAGE, content), length -> 0, members.random);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void whatIsProtectedComesOutInEverySuite(int suite) throws Exception {
    Members group = new Members(CipherSuiteId.of(suite));
    MessageProtection receiver = group.of(ALICE);
    MessageProtection sender = group.of(BOB);
    for (Content content : List.of(application("hello"), remove(), commit())) {
      AuthenticatedContent sent = group.fromBob(MLS_PRIVATE_MESSAGE, content);
      for (int padding : new int[] {0, 1, 1000}) {
        PrivateMessage message = sender.protectPrivate(sent, length -> padding, group.random);
        assertThat(receive(receiver, message).authenticatedContent()).isEqualTo(sent);
      }
      if (!(content instanceof Content.Application)) {
        AuthenticatedContent open = group.fromBob(MLS_PUBLIC_MESSAGE, content);
        assertThat(receive(receiver, sender.protectPublic(open)).authenticatedContent())
            .isEqualTo(open);
      }
    }
  }

  @Test
  void membersSignWhatTheyFrame() throws Exception {
    AuthenticatedContent sent =
        bob.authenticate(
            MLS_PRIVATE_MESSAGE,
            Bytes.ofUtf8("in the open"),
            application("hello"),
            members.signers.get(1));
    VerifiedContent received =
        receive(alice, bob.protectPrivate(sent, length -> 0, members.random));
    assertThat(received.sender()).isEqualTo(new Sender.Member(BOB));
    assertThat(received.content()).isEqualTo(application("hello"));
    assertThat(received.framedContent().authenticatedData()).isEqualTo(Bytes.ofUtf8("in the open"));
    assertThat(received.framedContent().epoch()).isEqualTo(-2);
  }

  @Test
  void commitsAreSignedBeforeTheirTagIsKnown() throws Exception {
    FramedContent framed = bob.frame(Bytes.EMPTY, commit());
    Bytes signature = bob.sign(MLS_PUBLIC_MESSAGE, framed, members.signers.get(1));
    AuthenticatedContent sent =
        new AuthenticatedContent(
            MLS_PUBLIC_MESSAGE,
            framed,
            new FramedContentAuthData(signature, Optional.of(Bytes.ofUtf8("tag"))));
    assertThat(receive(alice, bob.protectPublic(sent)).authenticatedContent()).isEqualTo(sent);
    assertThatThrownBy(
            () ->
                bob.authenticate(MLS_PUBLIC_MESSAGE, Bytes.EMPTY, commit(), members.signers.get(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void paddingHidesTheLengthAndIsAskedForTheRealOne() {
    AuthenticatedContent sent = members.fromBob(MLS_PRIVATE_MESSAGE, application("hello"));
    int plain = bob.protectPrivate(sent, length -> 0, members.random).ciphertext().size();
    int[] asked = new int[1];
    int padded =
        bob.protectPrivate(
                sent,
                length -> {
                  asked[0] = length;
                  return 100;
                },
                members.random)
            .ciphertext()
            .size();
    assertThat(padded - plain).isEqualTo(100);
    assertThat(asked[0]).isEqualTo(plain - 16);
  }

  @Test
  void reuseGuardsMakeEveryNonceFresh() throws Exception {
    AuthenticatedContent sent = members.fromBob(MLS_PRIVATE_MESSAGE, application("hello"));
    Set<Bytes> ciphertexts = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      // The same state again and again, as after a restore from an old backup.
      PrivateMessage message = members.of(BOB).protectPrivate(sent, length -> 0, members.random);
      assertThat(receive(members.of(ALICE), message).content()).isEqualTo(sent.content().content());
      ciphertexts.add(message.ciphertext());
    }
    assertThat(ciphertexts).hasSize(20);
  }

  @Test
  void ownMessagesAreRecognisedAndTheirKeysGone() throws Exception {
    fromBob(application("first"));
    PrivateMessage second = fromBob(application("second"));
    Bytes before = state(bob);
    assertThat(bob.open(second)).isEqualTo(new OwnMessage(1));
    assertThat(state(bob)).isEqualTo(before);
  }

  @Test
  void messagesArriveInAnyOrder() throws Exception {
    List<PrivateMessage> sent =
        List.of(fromBob(application("0")), fromBob(application("1")), fromBob(application("2")));
    for (int i : new int[] {2, 0, 1}) {
      assertThat(receive(alice, sent.get(i)).content()).isEqualTo(application("" + i));
    }
  }

  @Test
  void theRatchetMovesWhenTheMessageIsAcceptedAndNotBefore() throws Exception {
    PrivateMessage message = fromBob(remove());
    Bytes before = state(alice);
    VerifiedContent waiting = ((UnverifiedContent) alice.open(message)).verify();
    assertThat(state(alice)).isEqualTo(before);
    waiting.close();
    waiting.accept();
    assertThat(state(alice)).isEqualTo(before);

    VerifiedContent again = ((UnverifiedContent) alice.open(message)).verify();
    again.accept();
    Bytes after = state(alice);
    assertThat(after).isNotEqualTo(before);
    again.accept();
    again.close();
    assertThat(state(alice)).isEqualTo(after);
  }

  /** A message that waits holds no key, and uses its own up all the same. */
  @Test
  void aMessageThatWaitedIsAcceptedLate() throws Exception {
    MessageProtection atOnce = members.of(ALICE);
    PrivateMessage message = fromBob(remove());
    PrivateMessage next = fromBob(application("next"));
    VerifiedContent waiting = ((UnverifiedContent) alice.open(message)).verify();
    waiting.park();
    for (MessageProtection receiver : List.of(alice, atOnce)) {
      receive(receiver, next);
    }
    waiting.acceptLate();
    receive(atOnce, message);
    assertThat(state(alice)).isEqualTo(state(atOnce));
  }

  @Test
  void oneMessageIsAcceptedOnceEvenIfOpenedTwice() throws Exception {
    PrivateMessage message = fromBob(remove());
    VerifiedContent first = ((UnverifiedContent) alice.open(message)).verify();
    VerifiedContent second = ((UnverifiedContent) alice.open(message)).verify();
    first.accept();
    assertThatThrownBy(second::accept).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void outsidersSendInTheOpen() throws Exception {
    AuthenticatedContent external =
        members.signed(
            MLS_PUBLIC_MESSAGE, members.framed(new Sender.External(1), remove()), members.outsider);
    PublicMessage message = ContentAuthentication.publicMessage(external);
    assertThat(message.membershipTag()).isEmpty();
    assertThat(receive(alice, message).authenticatedContent()).isEqualTo(external);
    assertThatThrownBy(
            () ->
                ContentAuthentication.publicMessage(members.fromBob(MLS_PUBLIC_MESSAGE, remove())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void outsidersSignWithoutTheContextUnlessTheyJoin() throws Exception {
    FramedContent proposal = members.framed(new Sender.External(1), remove());
    Bytes signature =
        ContentAuthentication.sign(
            members.suite, MLS_PUBLIC_MESSAGE, proposal, null, members.outsider);
    PublicMessage message =
        new PublicMessage(
            proposal, new FramedContentAuthData(signature, Optional.empty()), Optional.empty());
    assertThat(receive(alice, message).content()).isEqualTo(remove());

    FramedContent join =
        members.framed(new Sender.NewMemberCommit(), Joiners.commit(members.outsider.publicKey()));
    assertThatThrownBy(
            () ->
                ContentAuthentication.sign(
                    members.suite, MLS_PUBLIC_MESSAGE, join, null, members.outsider))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sendingWhatNobodyMaySendIsTheCallersMistake() {
    assertThatThrownBy(
            () ->
                bob.authenticate(
                    MLS_PUBLIC_MESSAGE,
                    Bytes.EMPTY,
                    application("in the open"),
                    members.signers.get(1)))
        .isInstanceOf(IllegalArgumentException.class);
    AuthenticatedContent forPublic = members.fromBob(MLS_PUBLIC_MESSAGE, remove());
    AuthenticatedContent forPrivate = members.fromBob(MLS_PRIVATE_MESSAGE, remove());
    AuthenticatedContent external =
        members.signed(
            MLS_PRIVATE_MESSAGE,
            members.framed(new Sender.External(1), remove()),
            members.outsider);
    Bytes before = state(bob);
    assertThatThrownBy(() -> bob.protectPublic(forPrivate))
        .isInstanceOf(IllegalArgumentException.class);
    for (AuthenticatedContent bad : List.of(forPublic, external)) {
      assertThatThrownBy(() -> bob.protectPrivate(bad, length -> 0, members.random))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> alice.protectPrivate(forPrivate, length -> 0, members.random))
        .isInstanceOf(IllegalArgumentException.class);
    for (int padding : new int[] {-1, MessageProtection.MAX_PRIVATE_BYTES, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> bob.protectPrivate(forPrivate, length -> padding, members.random))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(state(bob)).isEqualTo(before);
  }

  @Test
  void aMessageForAnotherEpochIsTheCallersMistake() {
    GroupContext c = members.context;
    GroupContext later =
        new GroupContext(
            c.version(),
            c.cipherSuite(),
            c.groupId(),
            c.epoch() + 1,
            c.treeHash(),
            c.confirmedTranscriptHash(),
            c.extensions());
    MessageProtection stranger = members.of(ALICE, later);
    PrivateMessage hidden = fromBob(remove());
    PublicMessage open = bob.protectPublic(members.fromBob(MLS_PUBLIC_MESSAGE, remove()));
    assertThatThrownBy(() -> stranger.open(hidden)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stranger.open(open)).isInstanceOf(IllegalArgumentException.class);
    AuthenticatedContent now =
        alice.authenticate(MLS_PUBLIC_MESSAGE, Bytes.EMPTY, remove(), members.signers.get(0));
    alice.protectPublic(now);
    assertThatThrownBy(() -> stranger.protectPublic(now))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasSignedForAnotherFormIsNotSentInTheOpen() {
    FramedContent content = members.framed(new Sender.External(1), remove());
    ContentAuthentication.publicMessage(
        members.signed(MLS_PUBLIC_MESSAGE, content, members.outsider));
    AuthenticatedContent encrypted = members.signed(MLS_PRIVATE_MESSAGE, content, members.outsider);
    assertThatThrownBy(() -> ContentAuthentication.publicMessage(encrypted))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** To the byte: a message that is as long as it may be, and one that is longer by one. */
  @Test
  void theLongestMessage() {
    AuthenticatedContent content = members.fromBob(MLS_PRIVATE_MESSAGE, remove());
    int sealed = MessageProtection.MAX_PRIVATE_BYTES - content.content().authenticatedData().size();
    IntUnaryOperator fill = length -> sealed - length;
    assertThatThrownBy(
            () ->
                bob.protectPrivate(content, length -> fill.applyAsInt(length) + 1, members.random))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(bob.protectPrivate(content, fill, members.random).ciphertext().size())
        .isEqualTo(sealed + AeadAlgorithm.TAG_LENGTH);
  }

  @Test
  void aMessageThatWasDroppedCannotBeAccepted() throws Exception {
    UnverifiedContent dropped = (UnverifiedContent) alice.open(fromBob(remove()));
    Bytes before = state(alice);
    dropped.close();
    VerifiedContent verified = dropped.verify();
    assertThatThrownBy(verified::accept).isInstanceOf(IllegalStateException.class);
    assertThat(state(alice)).isEqualTo(before);
  }

  @Test
  void closingWipesAllKeysOfTheEpoch() {
    Secret senderData = alice.secrets().senderDataSecret();
    SecretTree ratchets = alice.secretTree();
    PrivateMessage message = fromBob(remove());
    alice.close();
    assertThatThrownBy(() -> ratchets.next(ALICE, RatchetType.APPLICATION))
        .isInstanceOf(IllegalStateException.class);
    assertThat(senderData.isClosed()).isTrue();
    assertThatThrownBy(() -> alice.open(message)).isInstanceOf(IllegalStateException.class);
  }
}
