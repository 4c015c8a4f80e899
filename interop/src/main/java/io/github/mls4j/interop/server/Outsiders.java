package io.github.mls4j.interop.server;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.Member;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.OutsideProposer;
import io.github.mls4j.interop.proto.CreateExternalSignerRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerResponse;
import io.github.mls4j.interop.proto.ExternalSignerProposalRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalResponse;
import io.github.mls4j.interop.proto.ProposalResponse;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;

/** Proposals from outside of the group (§12.1.8). */
final class Outsiders {

  private final States states;
  private final Clients clients;

  Outsiders(States states, Clients clients) {
    this.states = states;
    this.clients = clients;
  }

  private static OutsideProposer proposer(CipherSuite suite, GroupContext context) {
    return new OutsideProposer(suite, context.groupId(), context.epoch());
  }

  NewMemberAddProposalResponse newMemberAddProposal(NewMemberAddProposalRequest request)
      throws MlsException {
    GroupContext context = Requests.groupInfo(request.getGroupInfo()).groupContext();
    CipherSuite suite = Requests.suite(context.cipherSuite());
    try (States.Slot slot = states.slot()) {
      Joiner joiner = new Joiner(clients.create(suite, Requests.credential(request.getIdentity())));
      Bytes proposal =
          proposer(suite, context)
              .join(joiner.keyPackage().message(), joiner.actor().identity().signer());
      return NewMemberAddProposalResponse.newBuilder()
          .setProposal(Requests.field(proposal))
          .setInitPriv(Requests.shown(joiner.keyPackage().serializeInitKey()))
          .setEncryptionPriv(Requests.shown(joiner.keyPackage().serializeEncryptionKey()))
          .setSignaturePriv(Requests.shown(joiner.actor().signatureKeys().serializePrivateKey()))
          .setTransactionId(slot.fill(joiner))
          .build();
    }
  }

  CreateExternalSignerResponse createExternalSigner(CreateExternalSignerRequest request) {
    try (States.Slot slot = states.slot()) {
      OutsideSigner signer =
          new OutsideSigner(
              clients.create(
                  Requests.suite(request.getCipherSuite()),
                  Requests.credential(request.getIdentity())));
      MlsIdentity identity = signer.actor().identity();
      ExternalSender sender =
          new ExternalSender(identity.signer().publicKey(), identity.credential());
      return CreateExternalSignerResponse.newBuilder()
          .setExternalSender(Requests.field(sender.encode()))
          .setSignerId(slot.fill(signer))
          .build();
    }
  }

  ProposalResponse externalSignerProposal(ExternalSignerProposalRequest request)
      throws MlsException {
    GroupContext context = Requests.groupInfo(request.getGroupInfo()).groupContext();
    return states.with(
        request.getSignerId(),
        OutsideSigner.class,
        signer -> {
          MlsIdentity identity = signer.actor().identity();
          Wish wish = Wish.of(request.getDescription(), members(request, signer.actor()));
          Wish.Outsider outsider =
              new Wish.Outsider(
                  proposer(identity.suite(), context),
                  place(context.extensions(), identity.signer()),
                  identity.signer(),
                  clients.random());
          return ProposalResponse.newBuilder()
              .setProposal(Requests.field(wish.by(outsider)))
              .build();
        });
  }

  /** Checks the GroupInfo and the tree as a joiner would, and reads who is in the group. */
  private static List<Member> members(ExternalSignerProposalRequest request, Actor actor)
      throws MlsException {
    GroupConfig config = actor.config(false);
    Bytes groupInfo = Requests.bytes(request.getGroupInfo());
    return (request.getRatchetTree().isEmpty()
            ? Group.joinExternally(config, actor.identity(), groupInfo)
            : Group.joinExternally(
                config, actor.identity(), groupInfo, Requests.bytes(request.getRatchetTree())))
        .members();
  }

  /**
   * Where the signer stands among those whom the group lets propose. The index in the request is
   * not used: runners do not set it.
   */
  private static long place(List<Extension> extensions, Signer signer) throws MlsException {
    SignaturePublicKey key = signer.publicKey();
    for (Extension extension : extensions) {
      if (extension.extensionType().equals(ExtensionType.EXTERNAL_SENDERS)) {
        List<ExternalSender> senders = MemberProposals.senders(extension);
        for (int i = 0; i < senders.size(); i++) {
          if (senders.get(i).signatureKey().equals(key)) {
            return i;
          }
        }
      }
    }
    throw Refusals.failed("the signer is not among the external_senders of the group");
  }
}
