package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.ConfirmedTranscriptHashInput;
import io.github.mls4j.wire.InterimTranscriptHashInput;

/**
 * RFC 9420 §8.2: the running hashes over all Commits of a group.
 *
 * <p>Each Commit moves both: {@link #confirmed} takes in all of it up to its signature and goes
 * into the new GroupContext; {@link #interim} adds the confirmation tag, which depends on the new
 * epoch's keys. For epoch 0 the confirmed hash is empty and the interim hash is computed from it
 * like any other (§11; the empty value that §8.2 gives for it is not what members use).
 */
public final class TranscriptHashes {

  private TranscriptHashes() {}

  /**
   * {@code confirmed_transcript_hash} of the epoch that a Commit starts.
   *
   * @param interimBefore {@code interim_transcript_hash} of the epoch in which it was sent
   * @param commit the Commit without its confirmation tag, which depends on this hash
   */
  public static Bytes confirmed(
      CipherSuite suite, Bytes interimBefore, ConfirmedTranscriptHashInput commit) {
    int size = interimBefore.size() + TlsWriter.sizeOf(commit);
    return suite.hash(new TlsWriter(size).fixed(interimBefore).put(commit).takeBytes());
  }

  /**
   * As {@link #confirmed(CipherSuite, Bytes, ConfirmedTranscriptHashInput)}, for a Commit that has
   * been received.
   *
   * @throws IllegalArgumentException if {@code commit} holds anything but a Commit
   */
  public static Bytes confirmed(
      CipherSuite suite, Bytes interimBefore, AuthenticatedContent commit) {
    return confirmed(
        suite,
        interimBefore,
        new ConfirmedTranscriptHashInput(
            commit.wireFormat(), commit.content(), commit.auth().signature()));
  }

  /**
   * {@code interim_transcript_hash} of an epoch.
   *
   * @param confirmed {@code confirmed_transcript_hash} of the same epoch
   * @param confirmationTag of the Commit that started the epoch; a joiner takes it from the
   *     GroupInfo, a creator computes it
   */
  public static Bytes interim(CipherSuite suite, Bytes confirmed, Bytes confirmationTag) {
    return suite.hash(
        Bytes.concat(confirmed, new InterimTranscriptHashInput(confirmationTag).encode()));
  }
}
