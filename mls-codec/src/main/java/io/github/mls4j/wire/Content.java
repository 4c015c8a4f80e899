package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §6: what a message is about. The content type is not part of its encoding, since it
 * stands elsewhere in an encrypted message.
 */
public sealed interface Content extends WireStruct {

  ContentType contentType();

  /** Data that means something to the application only. */
  record Application(Bytes applicationData) implements Content {

    @Override
    public ContentType contentType() {
      return ContentType.APPLICATION;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.opaque(applicationData);
    }
  }

  /** A proposal for a later commit. */
  record OfProposal(Proposal proposal) implements Content {

    @Override
    public ContentType contentType() {
      return ContentType.PROPOSAL;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposal);
    }
  }

  /** A commit, which starts the next epoch. */
  record OfCommit(Commit commit) implements Content {

    @Override
    public ContentType contentType() {
      return ContentType.COMMIT;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(commit);
    }
  }

  /** Reads content of a type that is already known. */
  static Content readFrom(TlsReader in, ContentType contentType) throws DecodeException {
    return switch (contentType) {
      case APPLICATION -> new Application(in.opaque("application_data"));
      case PROPOSAL -> new OfProposal(in.struct("proposal", Proposal::readFrom));
      case COMMIT -> new OfCommit(in.struct("commit", Commit::readFrom));
    };
  }
}
