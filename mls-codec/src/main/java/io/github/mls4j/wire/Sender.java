package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §6: who claims to have sent a message. */
public sealed interface Sender extends WireStruct {

  /** The octet that comes first on the wire. */
  SenderType senderType();

  /** A member, by its leaf. */
  record Member(LeafIndex leafIndex) implements Sender {

    @Override
    public SenderType senderType() {
      return SenderType.MEMBER;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(senderType()).put(leafIndex);
    }
  }

  /**
   * Someone outside the group, listed in its {@link ExternalSenders}.
   *
   * @param senderIndex 0 to 2^32 - 1: what a message claims need not be in the list
   */
  record External(long senderIndex) implements Sender {

    private static final long MAX = 0xffff_ffffL;

    public External {
      if (senderIndex < 0 || senderIndex > MAX) {
        throw new IllegalArgumentException(senderIndex + " is no sender index");
      }
    }

    @Override
    public SenderType senderType() {
      return SenderType.EXTERNAL;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(senderType()).uint32(senderIndex);
    }
  }

  /** A client that proposes to add itself. */
  record NewMemberProposal() implements Sender {

    @Override
    public SenderType senderType() {
      return SenderType.NEW_MEMBER_PROPOSAL;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(senderType());
    }
  }

  /** A client that adds itself by an external commit. */
  record NewMemberCommit() implements Sender {

    @Override
    public SenderType senderType() {
      return SenderType.NEW_MEMBER_COMMIT;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(senderType());
    }
  }

  static Sender readFrom(TlsReader in) throws DecodeException {
    return switch (in.struct("sender_type", SenderType::readFrom)) {
      case MEMBER -> new Member(in.struct("leaf_index", LeafIndex::readFrom));
      case EXTERNAL -> new External(in.uint32("sender_index"));
      case NEW_MEMBER_PROPOSAL -> new NewMemberProposal();
      case NEW_MEMBER_COMMIT -> new NewMemberCommit();
    };
  }
}
