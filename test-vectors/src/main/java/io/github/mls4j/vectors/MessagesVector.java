package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Welcome;
import java.util.List;

/**
 * {@code messages.json}: everything that goes over the wire decodes and encodes back bit for bit.
 */
public record MessagesVector(
    Bytes mlsWelcome,
    Bytes mlsGroupInfo,
    Bytes mlsKeyPackage,
    Bytes ratchetTree,
    Bytes groupSecrets,
    Bytes addProposal,
    Bytes updateProposal,
    Bytes removeProposal,
    Bytes preSharedKeyProposal,
    Bytes reInitProposal,
    Bytes externalInitProposal,
    Bytes groupContextExtensionsProposal,
    Bytes commit,
    Bytes publicMessageApplication,
    Bytes publicMessageProposal,
    Bytes publicMessageCommit,
    Bytes privateMessage)
    implements VectorCase.WithoutSuite {

  /** What a group sends, and what it could have sent. */
  static List<MessagesVector> generate(CipherSuite suite, Draws draws) throws Exception {
    return List.of(MessageSamples.plain(suite, draws));
  }

  /** Senders of all types, pre-shared keys of all kinds, extensions, certificates and GREASE. */
  static List<MessagesVector> variants(CipherSuite suite, Draws draws) throws Exception {
    return MessageSamples.variants(suite, draws);
  }

  @Override
  public void verify() throws Exception {
    Decode.message("mls_welcome", mlsWelcome, Welcome.class);
    Decode.message("mls_group_info", mlsGroupInfo, GroupInfo.class);
    Decode.message("mls_key_package", mlsKeyPackage, KeyPackage.class);
    Decode.struct("ratchet_tree", ratchetTree, RatchetTreeExtension::readFrom);
    verifyGroupSecrets();
    proposal("add_proposal", ProposalType.ADD, addProposal);
    proposal("update_proposal", ProposalType.UPDATE, updateProposal);
    proposal("remove_proposal", ProposalType.REMOVE, removeProposal);
    proposal("pre_shared_key_proposal", ProposalType.PSK, preSharedKeyProposal);
    proposal("re_init_proposal", ProposalType.REINIT, reInitProposal);
    proposal("external_init_proposal", ProposalType.EXTERNAL_INIT, externalInitProposal);
    proposal(
        "group_context_extensions_proposal",
        ProposalType.GROUP_CONTEXT_EXTENSIONS,
        groupContextExtensionsProposal);
    Decode.struct("commit", commit, Commit::readFrom);
    content("public_message_application", publicMessageApplication, Content.Application.class);
    content("public_message_proposal", publicMessageProposal, Content.OfProposal.class);
    content("public_message_commit", publicMessageCommit, Content.OfCommit.class);
    Decode.message("private_message", privateMessage, PrivateMessage.class);
  }

  private void verifyGroupSecrets() throws Exception {
    try (GroupSecrets secrets = TlsReader.decode(groupSecrets, GroupSecrets::readFrom);
        Secret encoded = secrets.encodeSecret()) {
      Expect.equal("group_secrets", groupSecrets, encoded);
    }
  }

  /** The field has the body only; a proposal starts with its type. */
  private static void proposal(String field, ProposalType type, Bytes encoded)
      throws VectorFailure {
    Decode.struct(field, Bytes.concat(type.encode(), encoded), Proposal::readFrom);
  }

  private static void content(String field, Bytes encoded, Class<? extends Content> type)
      throws VectorFailure {
    PublicMessage message = Decode.message(field, encoded, PublicMessage.class);
    Decode.instance(field + ".content", message.content().content(), type);
  }
}
