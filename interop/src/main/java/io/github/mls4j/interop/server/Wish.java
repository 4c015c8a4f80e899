package io.github.mls4j.interop.server;

import com.google.protobuf.ByteString;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.Member;
import io.github.mls4j.group.OutsideProposer;
import io.github.mls4j.group.Proposer;
import io.github.mls4j.interop.proto.ProposalDescription;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import java.security.SecureRandom;
import java.util.List;

/**
 * A proposal that a caller asks for: to be sent by a member or an outsider, or put into a commit.
 */
sealed interface Wish {

  /** Has a member send it. */
  Bytes by(Proposer member) throws MlsException;

  /** Puts it into a commit. */
  void into(CommitBuilder commit);

  /** Has someone outside send it. */
  Bytes by(Outsider outsider);

  /**
   * Who sends from outside.
   *
   * @param index its place among the group's external senders
   * @param random for the nonces of PSKs
   */
  record Outsider(OutsideProposer proposer, long index, Signer signer, SecureRandom random) {

    private Bytes send(Proposal proposal) {
      return proposer.propose(index, signer, proposal);
    }
  }

  /** That a client is added. */
  record Add(KeyPackage keyPackage) implements Wish {

    @Override
    public Bytes by(Proposer member) throws MlsException {
      return member.add(keyPackage);
    }

    @Override
    public void into(CommitBuilder commit) {
      commit.add(keyPackage);
    }

    @Override
    public Bytes by(Outsider outsider) {
      return outsider.send(new Proposal.Add(keyPackage));
    }
  }

  /** That the sender gets new keys; only a proposal of its own can do that. */
  record Update() implements Wish {

    @Override
    public Bytes by(Proposer member) throws MlsException {
      return member.update();
    }

    @Override
    public void into(CommitBuilder commit) {
      throw Refusals.invalid("a commit does not hold its sender's own Update");
    }

    @Override
    public Bytes by(Outsider outsider) {
      throw Refusals.invalid("nobody outside has a leaf to update");
    }
  }

  /** That a member is removed. */
  record Remove(LeafIndex removed) implements Wish {

    @Override
    public Bytes by(Proposer member) throws MlsException {
      return member.remove(removed);
    }

    @Override
    public void into(CommitBuilder commit) {
      commit.remove(removed);
    }

    @Override
    public Bytes by(Outsider outsider) {
      return outsider.send(new Proposal.Remove(removed));
    }
  }

  /** That an external PSK is mixed in. */
  record ExternalPsk(Bytes id) implements Wish {

    @Override
    public Bytes by(Proposer member) throws MlsException {
      return member.externalPsk(id);
    }

    @Override
    public void into(CommitBuilder commit) {
      commit.externalPsk(id);
    }

    @Override
    public Bytes by(Outsider outsider) {
      return outsider.proposer.externalPsk(outsider.index, outsider.signer, id, outsider.random);
    }
  }

  /** That the resumption secret of an epoch of the group is mixed in. */
  record ResumptionPsk(long epoch) implements Wish {

    @Override
    public Bytes by(Proposer member) throws MlsException {
      return member.resumptionPsk(epoch);
    }

    @Override
    public void into(CommitBuilder commit) {
      commit.resumptionPsk(epoch);
    }

    @Override
    public Bytes by(Outsider outsider) {
      return outsider.proposer.resumptionPsk(
          outsider.index, outsider.signer, epoch, outsider.random);
    }
  }

  /** That the extensions of the group are replaced. */
  record GroupContextExtensions(List<Extension> extensions) implements Wish {

    public GroupContextExtensions {
      extensions = List.copyOf(extensions);
    }

    @Override
    public Bytes by(Proposer member) throws MlsException {
      return member.groupContextExtensions(extensions);
    }

    @Override
    public void into(CommitBuilder commit) {
      commit.groupContextExtensions(extensions);
    }

    @Override
    public Bytes by(Outsider outsider) {
      return outsider.send(new Proposal.GroupContextExtensions(extensions));
    }
  }

  /** That another group takes this one's place. */
  record ReInit(Proposal.ReInit proposal) implements Wish {

    @Override
    public Bytes by(Proposer member) throws MlsException {
      return member.reInit(
          proposal.groupId(), proposal.version(), proposal.cipherSuite(), proposal.extensions());
    }

    @Override
    public void into(CommitBuilder commit) {
      commit.reInit(
          proposal.groupId(), proposal.version(), proposal.cipherSuite(), proposal.extensions());
    }

    @Override
    public Bytes by(Outsider outsider) {
      return outsider.send(proposal);
    }
  }

  /** A new group in that cipher suite. */
  static Wish reInit(
      ByteString groupId,
      int cipherSuite,
      List<io.github.mls4j.interop.proto.Extension> extensions) {
    return new ReInit(
        new Proposal.ReInit(
            Requests.name(groupId),
            ProtocolVersion.MLS10,
            Requests.suite(cipherSuite).id(),
            Requests.extensions(extensions)));
  }

  /**
   * What a description asks for.
   *
   * @param members of the group, by whose identities a Remove is described
   */
  static Wish of(ProposalDescription description, List<Member> members) throws MlsException {
    return switch (description.getProposalType().toStringUtf8()) {
      case "add" -> new Add(Requests.keyPackage(description.getKeyPackage()));
      case "remove" -> new Remove(Requests.leaf(members, description.getRemovedId()));
      case "externalPSK" -> new ExternalPsk(Requests.bytes(description.getPskId()));
      case "resumptionPSK" -> new ResumptionPsk(description.getEpochId());
      case "groupContextExtensions" ->
          new GroupContextExtensions(Requests.extensions(description.getExtensionsList()));
      case "reinit" ->
          reInit(
              description.getGroupId(),
              description.getCipherSuite(),
              description.getExtensionsList());
      default -> throw Refusals.invalid("a proposal is described by a type that is not known");
    };
  }
}
