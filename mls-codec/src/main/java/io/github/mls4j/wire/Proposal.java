package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §12.1: one change to a group. A proposal of another type has no length on the wire, so
 * it can be decoded only where {@link ProposalFormats} say how.
 */
public sealed interface Proposal extends WireStruct {

  /** The code point that comes first on the wire. */
  ProposalType proposalType();

  /** §12.1.1: a client becomes a member. */
  record Add(KeyPackage keyPackage) implements Proposal {

    @Override
    public ProposalType proposalType() {
      return ProposalType.ADD;
    }

    private static Add readFrom(TlsReader in) throws DecodeException {
      return new Add(in.struct("key_package", KeyPackage::readFrom));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType()).put(keyPackage);
    }
  }

  /** §12.1.2: the sender replaces its own leaf. */
  record Update(LeafNode leafNode) implements Proposal {

    @Override
    public ProposalType proposalType() {
      return ProposalType.UPDATE;
    }

    private static Update readFrom(TlsReader in) throws DecodeException {
      return new Update(in.struct("leaf_node", LeafNode::readFrom));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType()).put(leafNode);
    }
  }

  /** §12.1.3: a member leaves the group. */
  record Remove(LeafIndex removed) implements Proposal {

    @Override
    public ProposalType proposalType() {
      return ProposalType.REMOVE;
    }

    private static Remove readFrom(TlsReader in) throws DecodeException {
      return new Remove(in.struct("removed", LeafIndex::readFrom));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType()).put(removed);
    }
  }

  /** §12.1.4: a pre-shared key goes into the key schedule. */
  record PreSharedKey(PreSharedKeyID psk) implements Proposal {

    @Override
    public ProposalType proposalType() {
      return ProposalType.PSK;
    }

    private static PreSharedKey readFrom(TlsReader in) throws DecodeException {
      return new PreSharedKey(in.struct("psk", PreSharedKeyID::readFrom));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType()).put(psk);
    }
  }

  /** §12.1.5: the group ends, and one with these parameters takes its place. */
  record ReInit(
      Bytes groupId, ProtocolVersion version, CipherSuiteId cipherSuite, List<Extension> extensions)
      implements Proposal {

    public ReInit {
      extensions = List.copyOf(extensions);
    }

    @Override
    public ProposalType proposalType() {
      return ProposalType.REINIT;
    }

    private static ReInit readFrom(TlsReader in) throws DecodeException {
      return new ReInit(
          in.opaque("group_id"),
          in.struct("version", ProtocolVersion::readFrom),
          in.struct("cipher_suite", CipherSuiteId::readFrom),
          in.vector("extensions", Extension::readFrom));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType()).opaque(groupId).put(version).put(cipherSuite).vector(extensions);
    }
  }

  /** §12.1.6: the sender of an external commit brings in a new init secret. */
  record ExternalInit(Bytes kemOutput) implements Proposal {

    @Override
    public ProposalType proposalType() {
      return ProposalType.EXTERNAL_INIT;
    }

    private static ExternalInit readFrom(TlsReader in) throws DecodeException {
      return new ExternalInit(in.opaque("kem_output"));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType()).opaque(kemOutput);
    }
  }

  /** §12.1.7: the group context gets these extensions in place of all that it had. */
  record GroupContextExtensions(List<Extension> extensions) implements Proposal {

    public GroupContextExtensions {
      extensions = List.copyOf(extensions);
    }

    @Override
    public ProposalType proposalType() {
      return ProposalType.GROUP_CONTEXT_EXTENSIONS;
    }

    private static GroupContextExtensions readFrom(TlsReader in) throws DecodeException {
      return new GroupContextExtensions(in.vector("extensions", Extension::readFrom));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType()).vector(extensions);
    }
  }

  /**
   * §13.2: a proposal that only the application, or an extension of MLS, knows the meaning of.
   *
   * @param body all that follows the type on the wire
   */
  record Custom(ProposalType proposalType, Bytes body) implements Proposal {

    /**
     * @throws IllegalArgumentException if the type is one of the RFC's own, which have a record
     *     each
     */
    public Custom {
      if (proposalType.isDefault()) {
        throw new IllegalArgumentException(proposalType + " is not a custom type");
      }
    }

    private static Custom readFrom(TlsReader in, ProposalType type) throws DecodeException {
      ProposalFormats formats = in.context(ProposalFormats.class);
      TlsReader.Decoder<?> body = formats == null ? null : formats.body(type);
      if (body == null) {
        throw in.fail("proposal_type", 2, "proposal type " + type + " is unknown");
      }
      return new Custom(type, in.raw("body", body));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(proposalType).fixed(body);
    }
  }

  static Proposal readFrom(TlsReader in) throws DecodeException {
    ProposalType type = in.struct("proposal_type", ProposalType::readFrom);
    return switch (type.value()) {
      case 1 -> Add.readFrom(in);
      case 2 -> Update.readFrom(in);
      case 3 -> Remove.readFrom(in);
      case 4 -> PreSharedKey.readFrom(in);
      case 5 -> ReInit.readFrom(in);
      case 6 -> ExternalInit.readFrom(in);
      case 7 -> GroupContextExtensions.readFrom(in);
      default -> Custom.readFrom(in, type);
    };
  }
}
