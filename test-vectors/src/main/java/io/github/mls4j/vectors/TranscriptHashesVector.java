package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.schedule.TranscriptHashes;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code transcript-hashes.json}: one step of both transcript hashes (RFC 9420 §8.2). */
public record TranscriptHashesVector(
    CipherSuiteId cipherSuite,
    Bytes confirmationKey,
    Bytes authenticatedContent,
    Bytes interimTranscriptHashBefore,
    Bytes confirmedTranscriptHashAfter,
    Bytes interimTranscriptHashAfter)
    implements VectorCase.ForSuite {

  private static final int MEMBERS = 1000;

  static List<TranscriptHashesVector> generate(CipherSuite suite, Draws draws) {
    return List.of(
        of(
            suite,
            draws,
            WireFormat.MLS_PUBLIC_MESSAGE,
            new Sender.Member(new LeafIndex(draws.below(MEMBERS))),
            draws.hash(suite)));
  }

  /** Sent encrypted, from outside, and as the first of all; and with a path. */
  static List<TranscriptHashesVector> edges(CipherSuite suite, Draws draws) throws Exception {
    Sender member = new Sender.Member(new LeafIndex(0));
    List<TranscriptHashesVector> cases = new ArrayList<>();
    cases.add(of(suite, draws, WireFormat.MLS_PRIVATE_MESSAGE, member, draws.hash(suite)));
    cases.add(of(suite, draws, WireFormat.MLS_PRIVATE_MESSAGE, member, Bytes.EMPTY));
    cases.add(
        of(
            suite,
            draws,
            WireFormat.MLS_PUBLIC_MESSAGE,
            new Sender.NewMemberCommit(),
            draws.hash(suite)));
    try (VectorGroup group = new VectorGroup(suite, draws, GroupManner.PUBLIC)) {
      group.add(group.member(0), group.client());
      Bytes sent = group.commit(group.member(1), commit -> commit).commit();
      FramedContent withPath = Decode.message("commit", sent, PublicMessage.class).content();
      cases.add(of(suite, draws, WireFormat.MLS_PUBLIC_MESSAGE, withPath, draws.hash(suite)));
    }
    return cases;
  }

  private static TranscriptHashesVector of(
      CipherSuite suite, Draws draws, WireFormat wireFormat, Sender sender, Bytes interimBefore) {
    Commit commit =
        new Commit(
            List.of(
                new ProposalOrRef.ByReference(new ProposalRef(draws.hash(suite))),
                new ProposalOrRef.ByValue(
                    new Proposal.PreSharedKey(
                        new PreSharedKeyID.External(draws.hash(suite), draws.hash(suite))))),
            Optional.empty());
    FramedContent content =
        new FramedContent(
            draws.hash(suite),
            draws.uint32(),
            sender,
            draws.hash(suite),
            new Content.OfCommit(commit));
    return of(suite, draws, wireFormat, content, interimBefore);
  }

  private static TranscriptHashesVector of(
      CipherSuite suite,
      Draws draws,
      WireFormat wireFormat,
      FramedContent content,
      Bytes interimBefore) {
    Bytes confirmationKey = draws.hash(suite);
    // Nobody looks at the signature, but the hashes take it in.
    Bytes signature = draws.bytes(2 * suite.hashLength());
    Bytes confirmed =
        TranscriptHashes.confirmed(
            suite, interimBefore, new ConfirmedTranscriptHashInput(wireFormat, content, signature));
    try (Secret key = Secret.copyOf(confirmationKey)) {
      Bytes tag = suite.mac(key, confirmed);
      return new TranscriptHashesVector(
          suite.id(),
          confirmationKey,
          new AuthenticatedContent(
                  wireFormat, content, new FramedContentAuthData(signature, Optional.of(tag)))
              .encode(),
          interimBefore,
          confirmed,
          TranscriptHashes.interim(suite, confirmed, tag));
    }
  }

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
