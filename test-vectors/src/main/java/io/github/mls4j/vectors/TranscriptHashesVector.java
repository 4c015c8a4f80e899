package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.schedule.TranscriptHashes;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Content;

/** {@code transcript-hashes.json}: one step of both transcript hashes (RFC 9420 §8.2). */
public record TranscriptHashesVector(
    CipherSuiteId cipherSuite,
    Bytes confirmationKey,
    Bytes authenticatedContent,
    Bytes interimTranscriptHashBefore,
    Bytes confirmedTranscriptHashAfter,
    Bytes interimTranscriptHashAfter)
    implements VectorCase.ForSuite {

  @Override
  public void verify(CipherSuite suite) throws Exception {
    AuthenticatedContent commit =
        Decode.struct(
            "authenticated_content", authenticatedContent, AuthenticatedContent::readFrom);
    Decode.instance(
        "authenticated_content.content", commit.content().content(), Content.OfCommit.class);
    Bytes tag =
        commit
            .auth()
            .confirmationTag()
            .orElseThrow(() -> new VectorFailure("authenticated_content", "no confirmation_tag"));

    Bytes confirmed = TranscriptHashes.confirmed(suite, interimTranscriptHashBefore, commit);
    Expect.equal("confirmed_transcript_hash_after", confirmedTranscriptHashAfter, confirmed);
    Expect.equal(
        "interim_transcript_hash_after",
        interimTranscriptHashAfter,
        TranscriptHashes.interim(suite, confirmed, tag));
    try (Secret key = Secret.copyOf(confirmationKey)) {
      Expect.equal("confirmation_tag", tag, suite.mac(key, confirmed));
      Expect.that(suite.verifyMac(key, confirmed, tag), "confirmation_tag", "does not verify");
    }
  }
}
