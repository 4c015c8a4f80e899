package io.github.mls4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decoder refuses beyond lengths, and that it names the field in the RFC's words. */
class StrictnessCodecTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 0xff})
  void contentTypesThatDoNotExist(int octet) {
    Bytes framed = Samples.FRAMED_APPLICATION.encode();
    int at = framed.size() - 1 - "hello".length() - 1;
    assertRefused(FramedContent::readFrom, with(framed, at, octet), "content_type", at);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 0xff})
  void senderTypesThatDoNotExist(int octet) {
    int at = 1 + Samples.GROUP_ID.size() + 8;
    assertRefused(
        FramedContent::readFrom,
        with(Samples.FRAMED_COMMIT.encode(), at, octet),
        "sender.sender_type",
        at);
  }

  @ParameterizedTest
  @CsvSource({"0000", "0002", "ffff", "0100"})
  void versionsOfAMessageThatAreUnknown(String version) {
    Bytes message = MLSMessage.of(Samples.WELCOME).encode();
    Bytes changed = Bytes.concat(Bytes.fromHex(version), message.slice(2, message.size() - 2));
    assertRefused(MLSMessage::readFrom, changed, "version", 0);
  }

  @ParameterizedTest
  @CsvSource({"0000", "0006", "0a0a", "f000", "ffff"})
  void wireFormatsThatAreUnknown(String wireFormat) {
    Bytes message = Bytes.fromHex("0001" + wireFormat + "00".repeat(20));
    assertRefused(MLSMessage::readFrom, message, "wire_format", 2);
  }

  @ParameterizedTest
  @CsvSource({"0000", "0008", "0a0a", "f000", "ffff"})
  void proposalTypesThatAreUnknown(String type) {
    assertRefused(Proposal::readFrom, Bytes.fromHex(type + "00"), "proposal_type", 0);
    assertRefused(
        Commit::readFrom,
        Bytes.fromHex("0b" + "01" + "0003" + "00000001" + "01" + type + "00" + "00"),
        "proposals[1].proposal.proposal_type",
        9);
  }

  @ParameterizedTest
  @CsvSource({"0000", "0003", "0a0a", "f000", "ffff"})
  void credentialTypesThatAreUnknown(String type) {
    assertRefused(Credential::readFrom, Bytes.fromHex(type + "00"), "credential_type", 0);
    assertRefused(
        ExternalSenders::readFrom,
        Bytes.fromHex("05" + "01aa" + type + "00"),
        "external_senders[0].credential.credential_type",
        3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 0xff})
  void otherOctetsThatDoNotExist(int octet) {
    Bytes one = Bytes.concat(Bytes.copyOf((byte) octet), Bytes.wrap(new byte[20]));
    assertRefused(PreSharedKeyID::readFrom, one, "psktype", 0);
    assertRefused(ProposalOrRef::readFrom, one, "type", 0);
    assertRefused(Node::readFrom, one, "node_type", 0);
    assertRefused(TreeHashInput::readFrom, one, "node_type", 0);
    int noSource = octet == 3 ? 5 : octet;
    assertRefused(LeafNodeSource::readFrom, with(one, 0, noSource), "", 0);
    int noUsage = octet == 3 ? 5 : octet;
    assertRefused(
        PreSharedKeyID::readFrom,
        Bytes.concat(Bytes.copyOf((byte) 2), with(one, 0, noUsage)),
        "usage",
        1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 0x80, 0xff})
  void presenceOctetsOtherThanZeroAndOne(int octet) {
    assertRefused(Commit::readFrom, Bytes.copyOf((byte) 0, (byte) octet), "path", 1);
    assertRefused(
        RatchetTreeExtension::readFrom,
        Bytes.copyOf((byte) 2, (byte) 0, (byte) octet),
        "ratchet_tree[1]",
        2);
    assertRefused(
        GroupSecrets::readFrom,
        Bytes.copyOf((byte) 1, (byte) 7, (byte) octet, (byte) 0),
        "path_secret",
        2);
  }

  @Test
  void listsOfCodePointsThatEndWithinOne() {
    assertRefused(Capabilities::readFrom, Bytes.fromHex("0300010000000000"), "versions[1]", 3);
    assertRefused(
        ParentNode::readFrom, Bytes.fromHex("000005000000010000"), "unmerged_leaves[1]", 7);
  }

  @Test
  void errorsDeepInAMessageNameTheirWholePath() {
    Bytes message = MLSMessage.of(Samples.PUBLIC_COMMIT).encode();
    String credential = Samples.BASIC.encode().toHex();
    int at = message.toHex().indexOf(credential) / 2;
    assertRefused(
        MLSMessage::readFrom,
        with(message, at, 0x7f),
        "public_message.content.commit.path.leaf_node.credential.credential_type",
        at);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void paddingThatIsNotAllZeros(int fromTheEnd) {
    Bytes whole =
        new PrivateMessageContent(new Content.Application(Samples.HASH), Samples.AUTH, 5).encode();
    Bytes changed = with(whole, whole.size() - fromTheEnd, 0x80);
    assertRefused(
        in -> PrivateMessageContent.readFrom(in, ContentType.APPLICATION),
        changed,
        PrivateMessageContent.PADDING,
        whole.size() - 5);
  }

  @Test
  void paddingIsCounted() throws DecodeException {
    for (int padding : new int[] {0, 1, 1000}) {
      PrivateMessageContent content =
          new PrivateMessageContent(new Content.Application(Bytes.EMPTY), Samples.AUTH, padding);
      PrivateMessageContent decoded =
          TlsReader.decode(
              content.encode(), in -> PrivateMessageContent.readFrom(in, ContentType.APPLICATION));
      assertThat(decoded.paddingLength()).isEqualTo(padding);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PrivateMessageContent(new Content.Application(Bytes.EMPTY), Samples.AUTH, -1));
  }

  @Test
  void senderDataHasTwelveBytes() {
    Bytes whole = new SenderData(Samples.LEAF_INDEX, 7, Bytes.fromHex("01020304")).encode();
    assertThat(whole.size()).isEqualTo(12);
    Bytes longer = Bytes.concat(whole, Bytes.copyOf((byte) 0));
    assertRefused(SenderData::readFrom, longer, "", 12);
    assertRefused(SenderData::readFrom, whole.slice(0, 11), "reuse_guard", 8);
  }

  @Test
  void transcriptsOfAnythingButACommit() {
    AuthenticatedContent content =
        new AuthenticatedContent(
            WireFormat.MLS_PUBLIC_MESSAGE, Samples.FRAMED_PROPOSAL, Samples.AUTH);
    DecodeException e = refusal(ConfirmedTranscriptHashInput::readFrom, content.encode());
    assertThat(e.path()).isEqualTo("content");
  }

  /** The parts of these structs depend on each other; a value that does not fit cannot be made. */
  @Test
  void partsThatDoNotFitTogether() {
    WireFormat format = WireFormat.MLS_PUBLIC_MESSAGE;
    FramedContent commit = Samples.FRAMED_COMMIT;
    FramedContent proposal = Samples.FRAMED_PROPOSAL;
    Optional<Bytes> tag = Optional.of(Samples.TAG);
    Optional<GroupContext> context = Optional.of(Samples.GROUP_CONTEXT);
    List<Runnable> misfits =
        List.of(
            () -> new AuthenticatedContent(format, commit, Samples.AUTH),
            () -> new AuthenticatedContent(format, proposal, Samples.AUTH_OF_COMMIT),
            () -> new AuthenticatedContentTBM(Samples.TBS, Samples.AUTH),
            () -> new PublicMessage(commit, Samples.AUTH, tag),
            () -> new PublicMessage(commit, Samples.AUTH_OF_COMMIT, Optional.empty()),
            () -> new PublicMessage(proposal, Samples.AUTH, tag),
            () -> new PrivateMessageContent(commit.content(), Samples.AUTH, 0),
            () -> new FramedContentTBS(ProtocolVersion.MLS10, format, commit, Optional.empty()),
            () -> new FramedContentTBS(ProtocolVersion.MLS10, format, proposal, context),
            () -> new ConfirmedTranscriptHashInput(format, proposal, Samples.SIGNATURE),
            () -> LeafNodeTBS.of(Samples.LEAF_OF_UPDATE));
    assertThat(misfits)
        .allSatisfy(misfit -> assertThatIllegalArgumentException().isThrownBy(misfit::run));
  }

  @Test
  void signedStructsAreWhatWasToBeSigned() {
    assertThat(KeyPackageTBS.of(Samples.KEY_PACKAGE).signed(Samples.SIGNATURE))
        .isEqualTo(Samples.KEY_PACKAGE);
    assertThat(GroupInfoTBS.of(Samples.GROUP_INFO).signed(Samples.SIGNATURE))
        .isEqualTo(Samples.GROUP_INFO);
    assertThat(
            LeafNodeTBS.of(Samples.LEAF_OF_COMMIT, Samples.GROUP_ID, Samples.LEAF_INDEX)
                .signed(Samples.SIGNATURE))
        .isEqualTo(Samples.LEAF_OF_COMMIT);
  }

  private static Bytes with(Bytes input, int at, int octet) {
    byte[] changed = input.toByteArray();
    changed[at] = (byte) octet;
    return Bytes.wrap(changed);
  }

  private static void assertRefused(
      TlsReader.Decoder<? extends WireStruct> decoder, Bytes input, String path, int offset) {
    DecodeException e = refusal(decoder, input);
    assertThat(e.path()).as(e.getMessage()).isEqualTo(path);
    assertThat(e.offset()).as(e.getMessage()).isEqualTo(offset);
  }

  private static DecodeException refusal(
      TlsReader.Decoder<? extends WireStruct> decoder, Bytes input) {
    DecodeException e =
        catchThrowableOfType(DecodeException.class, () -> TlsReader.decode(input, decoder));
    assertThat(e).isNotNull();
    return e;
  }
}
