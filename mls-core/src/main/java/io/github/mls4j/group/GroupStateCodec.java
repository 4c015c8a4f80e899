package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.RatchetLimits;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Sender;
import java.util.List;
import java.util.Optional;

/**
 * A group's state, written down: versioned, in the presentation language of the wire, the same
 * state always alike. {@code spec-notes/state.md} describes the format.
 */
final class GroupStateCodec {

  private static final int FORMAT = 1;

  private GroupStateCodec() {}

  static Secret write(GroupState state) {
    TlsWriter out = new TlsWriter(4096);
    out.uint8(FORMAT).uint8(state.status().code);
    out.vector(state.reInit().stream().toList());
    EpochState current = state.current();
    writeEpoch(out, current.context(), current.tree(), current.messages());
    current.secrets().writeTo(out);
    current.keys().writeTo(out);
    out.vector(
        List.copyOf(state.past),
        (writer, past) -> {
          writeEpoch(writer, past.messages().context(), past.tree(), past.messages());
          writer.uint64(past.ended().getEpochSecond());
        });
    state.resumptionPsks.writeTo(out);
    out.vector(
        List.copyOf(state.proposals.entries().entrySet()),
        (writer, entry) -> writeProposal(writer, entry.getKey(), entry.getValue()));
    state.leafUpdates.writeTo(out);
    state.ownCommits.writeTo(out);
    return out.toSecret();
  }

  private static void writeEpoch(
      TlsWriter out, GroupContext context, RatchetTree tree, MessageProtection messages) {
    out.put(context).put(tree.export());
    messages.secrets().writeTo(out);
    messages.secretTree().writeTo(out);
  }

  private static void writeProposal(
      TlsWriter out, ProposalRef reference, ProposalCache.Entry entry) {
    out.put(reference).put(entry.proposal().sender()).put(entry.proposal().proposal());
    KemPrivateKey key = entry.ownKey();
    if (key == null) {
      out.opaque(Bytes.EMPTY);
    } else {
      try (Secret serialized = key.serialize()) {
        out.secret(serialized);
      }
    }
  }

  static GroupState read(GroupConfig config, MlsIdentity identity, Secret saved)
      throws DecodeException {
    return TlsReader.decode(saved, in -> read(config, identity, in));
  }

  private static GroupState read(GroupConfig config, MlsIdentity identity, TlsReader in)
      throws DecodeException {
    SavedState.expectFormat(in, FORMAT);
    GroupStatus status = status(in);
    Optional<Proposal.ReInit> reInit = reInit(in);
    CipherSuite suite = identity.suite();
    GroupContext context = in.struct("group_context", GroupContext::readFrom);
    requireIdentity(in, context.cipherSuite().equals(suite.id()));
    RatchetTree tree = tree(suite, in);
    MessageSecrets messageSecrets = MessageSecrets.readFrom(suite, in);
    SecretTree secretTree = secretTree(tree, in);
    EpochSecrets secrets = EpochSecrets.readFrom(suite, in);
    PrivateKeys keys = PrivateKeys.readFrom(in, suite);
    if (tree.leaf(keys.leaf()) == null || !keys.matches(tree)) {
      throw in.fail("the private keys are not those of a member");
    }
    requireIdentity(
        in,
        tree.member(keys.leaf()).leafNode().signatureKey().equals(identity.signer().publicKey()));
    EpochState current =
        EpochState.restore(context, tree, secrets, keys, messageSecrets, secretTree);
    List<PastEpoch> past = in.vector("past_epochs", epoch -> readPast(suite, keys.leaf(), epoch));
    ResumptionPsks psks = ResumptionPsks.readFrom(in, config.resumptionEpochs());
    ProposalCache proposals = new ProposalCache();
    in.vector("proposals", entry -> readProposal(suite, proposals, entry));
    GroupState state =
        new GroupState(
            config,
            identity,
            current,
            psks,
            proposals,
            LeafUpdates.readFrom(in),
            OwnCommits.readFrom(in));
    state.restore(status, reInit);
    state.past.addAll(past);
    return state;
  }

  private static void requireIdentity(TlsReader in, boolean holds) throws DecodeException {
    if (!holds) {
      throw in.fail("the group is not one of this identity");
    }
  }

  private static GroupStatus status(TlsReader in) throws DecodeException {
    int code = in.uint8("status");
    for (GroupStatus status : GroupStatus.values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw in.fail("status", 1, code + " is unknown");
  }

  private static Optional<Proposal.ReInit> reInit(TlsReader in) throws DecodeException {
    List<Proposal> proposals = in.vector("reinit", Proposal::readFrom);
    if (proposals.isEmpty()) {
      return Optional.empty();
    }
    if (proposals.size() == 1 && proposals.get(0) instanceof Proposal.ReInit reInit) {
      return Optional.of(reInit);
    }
    throw in.fail("reinit: not one ReInit");
  }

  private static RatchetTree tree(CipherSuite suite, TlsReader in) throws DecodeException {
    RatchetTreeExtension nodes = in.struct("ratchet_tree", RatchetTreeExtension::readFrom);
    try {
      return RatchetTree.importTree(suite, nodes);
    } catch (RuleViolation e) {
      throw in.fail("ratchet_tree: " + e.getMessage());
    }
  }

  private static SecretTree secretTree(RatchetTree tree, TlsReader in) throws DecodeException {
    SecretTree secretTree = SecretTree.readFrom(tree.suite(), RatchetLimits.DEFAULT, in);
    if (secretTree.width() != tree.width()) {
      secretTree.close();
      throw in.fail("the secret tree does not have the leaves of the ratchet tree");
    }
    return secretTree;
  }

  private static PastEpoch readPast(CipherSuite suite, LeafIndex own, TlsReader in)
      throws DecodeException {
    GroupContext context = in.struct("group_context", GroupContext::readFrom);
    RatchetTree tree = tree(suite, in);
    MessageSecrets messageSecrets = MessageSecrets.readFrom(suite, in);
    SecretTree secretTree = secretTree(tree, in);
    return new PastEpoch(
        tree,
        EpochState.protection(context, tree, messageSecrets, secretTree, own),
        StoredTime.readFrom(in));
  }

  private static ProposalRef readProposal(CipherSuite suite, ProposalCache proposals, TlsReader in)
      throws DecodeException {
    ProposalRef reference = in.struct("reference", ProposalRef::readFrom);
    if (proposals.find(reference) != null) {
      throw in.fail("proposal " + reference + " occurs twice");
    }
    Sender sender = in.struct("sender", Sender::readFrom);
    Proposal proposal = in.struct("proposal", Proposal::readFrom);
    try (Secret key = in.secret("own_key")) {
      proposals.put(
          reference,
          ValidProposal.restore(suite, proposal, sender),
          key.size() == 0 ? null : suite.kemPrivateKey(key));
    } catch (RefusedInput | RuleViolation e) {
      throw in.fail("proposal: " + e.getMessage());
    }
    return reference;
  }
}
