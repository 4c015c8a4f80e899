package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranscriptHashesTest {

  private static final Bytes INTERIM = Bytes.ofUtf8("interim");
  private static final Bytes SIGNATURE = Bytes.ofUtf8("signature");
  private static final Bytes TAG = Bytes.ofUtf8("tag");

  private static FramedContent framed(Content content) {
    return new FramedContent(
        Bytes.ofUtf8("group"), 3, new Sender.Member(new LeafIndex(1)), Bytes.EMPTY, content);
  }

  private static AuthenticatedContent commit(Bytes tag) {
    return new AuthenticatedContent(
        WireFormat.MLS_PRIVATE_MESSAGE,
        framed(new Content.OfCommit(new Commit(List.of(), Optional.empty()))),
        new FramedContentAuthData(SIGNATURE, Optional.of(tag)));
  }

  @Test
  void theConfirmedHashTakesInAllButTheTag() {
    AuthenticatedContent commit = commit(TAG);
    Bytes expected =
        SUITE.hash(
            Bytes.concat(
                INTERIM,
                new TlsWriter()
                    .put(commit.wireFormat())
                    .put(commit.content())
                    .opaque(SIGNATURE)
                    .toBytes()));
    assertThat(TranscriptHashes.confirmed(SUITE, INTERIM, commit)).isEqualTo(expected);
    assertThat(TranscriptHashes.confirmed(SUITE, INTERIM, commit(Bytes.EMPTY))).isEqualTo(expected);
    assertThat(
            TranscriptHashes.confirmed(
                SUITE,
                INTERIM,
                new ConfirmedTranscriptHashInput(commit.wireFormat(), commit.content(), SIGNATURE)))
        .isEqualTo(expected);
  }

  @Test
  void theInterimHashAddsTheTag() {
    Bytes confirmed = Bytes.ofUtf8("confirmed");
    assertThat(TranscriptHashes.interim(SUITE, confirmed, TAG))
        .isEqualTo(SUITE.hash(Bytes.concat(confirmed, new TlsWriter().opaque(TAG).toBytes())));
  }

  @Test
  void onlyCommitsEnter() {
    AuthenticatedContent application =
        new AuthenticatedContent(
            WireFormat.MLS_PRIVATE_MESSAGE,
            framed(new Content.Application(Bytes.EMPTY)),
            new FramedContentAuthData(SIGNATURE, Optional.empty()));
    assertThatThrownBy(() -> TranscriptHashes.confirmed(SUITE, INTERIM, application))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
