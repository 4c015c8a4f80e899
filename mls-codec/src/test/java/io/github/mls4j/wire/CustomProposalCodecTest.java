package io.github.mls4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proposals of types that somebody else has to say the layout of (§12.1, §13.2). */
class CustomProposalCodecTest {

  private static final ProposalType VOTE = ProposalType.of(0xf001);
  private static final ProposalType LEAVE = ProposalType.of(0x000a);

  /** A vote is a number and a text; a leave has no body at all. */
  private static final ProposalFormats FORMATS =
      type -> {
        if (type.equals(VOTE)) {
          return in -> List.of(in.uint8("choice"), in.opaque("reason"));
        }
        return type.equals(LEAVE) ? in -> "nothing" : null;
      };

  private static final Proposal.Custom YES = new Proposal.Custom(VOTE, Bytes.fromHex("01027265"));
  private static final Proposal.Custom GONE = new Proposal.Custom(LEAVE, Bytes.EMPTY);

  @Test
  void survivesARoundTrip() throws DecodeException {
    assertThat(YES.encode()).isEqualTo(Bytes.fromHex("f00101027265"));
    assertThat(TlsReader.decode(YES.encode(), Proposal::readFrom, FORMATS)).isEqualTo(YES);
    assertThat(GONE.encode()).isEqualTo(Bytes.fromHex("000a"));
    assertThat(TlsReader.decode(GONE.encode(), Proposal::readFrom, FORMATS)).isEqualTo(GONE);
  }

  @Test
  void endsWhereItsBodyDoes() throws DecodeException {
    Commit commit =
        new Commit(
            List.of(
                new ProposalOrRef.ByValue(YES),
                new ProposalOrRef.ByValue(GONE),
                new ProposalOrRef.ByValue(Samples.REMOVE),
                new ProposalOrRef.ByValue(YES)),
            Optional.of(Samples.UPDATE_PATH));
    assertThat(TlsReader.decode(commit.encode(), Commit::readFrom, FORMATS)).isEqualTo(commit);
    MLSMessage message =
        MLSMessage.of(
            new PublicMessage(
                Samples.framed(Samples.MEMBER, new Content.OfProposal(YES)),
                Samples.AUTH,
                Optional.of(Samples.TAG)));
    assertThat(TlsReader.decode(message.encode(), MLSMessage::readFrom, FORMATS))
        .isEqualTo(message);
  }

  @Test
  void sharesNothingWithASecretThatItIsReadFrom() throws DecodeException {
    Secret secret = Secret.copyOf(YES.encode());
    Proposal decoded = TlsReader.decode(secret, Proposal::readFrom, FORMATS);
    secret.close();
    assertThat(decoded).isEqualTo(YES);
  }

  @Test
  void isRefusedWhereNobodyKnowsItsLayout() {
    ProposalFormats none = ProposalFormats.NONE;
    TlsReader.Context other = new TlsReader.Context() {};
    for (TlsReader.Context context : List.of(none, other)) {
      DecodeException e = refusal(YES.encode(), context);
      assertThat(e.path()).isEqualTo("proposal_type");
      assertThat(e.offset()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f001", "f00101", "f0010102", "f001010272", "f0010102726500", "000a00"})
  void isRefusedWhereItsBodyIsNotAsItShouldBe(String malformed) {
    assertThat(refusal(Bytes.fromHex(malformed), FORMATS)).isNotNull();
  }

  @Test
  void namesTheFieldOfItsBody() {
    DecodeException e = refusal(Bytes.fromHex("f001010272"), FORMATS);
    assertThat(e.path()).isEqualTo("body.reason");
    assertThat(e.offset()).isEqualTo(3);
  }

  /** A format for one of the RFC's own types is never asked for. */
  @Test
  void isOfNoTypeOfTheRfc() throws DecodeException {
    ProposalFormats greedy = type -> TlsReader::rest;
    assertThat(TlsReader.decode(Samples.REMOVE.encode(), Proposal::readFrom, greedy))
        .isEqualTo(Samples.REMOVE);
    for (int type = 1; type <= 7; type++) {
      ProposalType own = ProposalType.of(type);
      assertThatIllegalArgumentException().isThrownBy(() -> new Proposal.Custom(own, Bytes.EMPTY));
    }
    assertThat(new Proposal.Custom(ProposalType.of(8), Bytes.EMPTY).encode().size()).isEqualTo(2);
  }

  private static DecodeException refusal(Bytes input, TlsReader.Context context) {
    return catchThrowableOfType(
        DecodeException.class, () -> TlsReader.decode(input, Proposal::readFrom, context));
  }
}
