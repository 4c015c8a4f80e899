package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.input.Input;
import io.github.mls4j.cli.open.EpochSecretsView;
import io.github.mls4j.cli.open.GroupInfoOpener;
import io.github.mls4j.cli.open.MemberView;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.ExternalPub;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one side says of a group in one epoch, of all that its members share; null where it does not
 * say.
 *
 * @param title what it is, in words
 * @param context of the epoch
 * @param nodes of the ratchet tree, as it goes over the wire
 * @param tree the same with its hashes
 * @param confirmationTag of the commit that started the epoch
 * @param interimTranscriptHash what the next commit's transcript hash starts from
 * @param secrets of the epoch by name; lent
 * @param epochAuthenticator of the epoch
 * @param externalPub of the epoch
 * @param messages the keys of its messages
 * @param member whose current epoch this is
 * @param info the GroupInfo that all of this is from
 */
record Side(
    String title,
    @Nullable GroupContext context,
    @Nullable List<Optional<Node>> nodes,
    @Nullable RatchetTree tree,
    @Nullable Bytes confirmationTag,
    @Nullable Bytes interimTranscriptHash,
    Map<String, Secret> secrets,
    @Nullable Bytes epochAuthenticator,
    @Nullable Bytes externalPub,
    GroupInspection.@Nullable Epoch messages,
    @Nullable GroupInspection member,
    @Nullable GroupInfo info) {

  /** A member in its current epoch. */
  static Side of(Input.Member input) {
    GroupInspection member = input.group();
    return new Side(
        input.form() + " of " + MemberView.title(member),
        member.context(),
        member.tree().export().ratchetTree(),
        member.tree(),
        member.confirmationTag(),
        member.interimTranscriptHash(),
        EpochSecretsView.held(member.secrets()),
        member.secrets().epochAuthenticator(),
        member.secrets().externalPub().value(),
        member.epoch(member.context().epoch()),
        member,
        null);
  }

  /** A member in an epoch; null if it does not keep that epoch. */
  static @Nullable Side of(Input.Member input, long epoch) {
    if (epoch == input.group().context().epoch()) {
      return of(input);
    }
    GroupInspection.Epoch past = input.group().epoch(epoch);
    if (past == null) {
      return null;
    }
    MessageSecrets kept = past.messages().secrets();
    Map<String, Secret> secrets = new LinkedHashMap<>();
    secrets.put("sender_data_secret", kept.senderDataSecret());
    secrets.put("membership_key", kept.membershipKey());
    return new Side(
        input.form()
            + " of "
            + MemberView.title(input.group())
            + ", in epoch "
            + Long.toUnsignedString(epoch)
            + ", of which it keeps the tree and the message secrets",
        past.messages().context(),
        past.tree().export().ratchetTree(),
        past.tree(),
        null,
        null,
        secrets,
        null,
        null,
        past,
        null,
        null);
  }

  /** Whether a struct says anything of a group. */
  static boolean isOfGroup(WireStruct value) {
    WireStruct body = value instanceof MLSMessage message ? message.body() : value;
    return body instanceof GroupInfo
        || body instanceof GroupContext
        || body instanceof RatchetTreeExtension;
  }

  /**
   * A GroupInfo, GroupContext or ratchet tree.
   *
   * @param suite for the hashes of a tree that does not say its suite; null if it is not known
   * @throws CommandFailure if the tree is none of its suite
   */
  static Side of(Input.Struct input, @Nullable CipherSuite suite) {
    WireStruct body = input.value() instanceof MLSMessage message ? message.body() : input.value();
    if (body instanceof GroupContext context) {
      return plain(
          "GroupContext, epoch " + Long.toUnsignedString(context.epoch()), context, null, null);
    }
    if (body instanceof RatchetTreeExtension nodes) {
      return plain("ratchet tree", null, nodes.ratchetTree(), tree(input, suite, nodes));
    }
    GroupInfo info = (GroupInfo) body;
    RatchetTreeExtension nodes = GroupInfoOpener.treeIn(info);
    ExternalPub externalPub = GroupInfoOpener.externalPubIn(info);
    return new Side(
        "GroupInfo of epoch %s of %s, signed by leaf %s"
            .formatted(
                Long.toUnsignedString(info.groupContext().epoch()),
                ViewBuilder.name(info.groupContext().groupId()),
                info.signer()),
        info.groupContext(),
        nodes == null ? null : nodes.ratchetTree(),
        nodes == null ? null : tree(input, suite(info.groupContext()), nodes),
        info.confirmationTag(),
        null,
        Map.of(),
        null,
        externalPub == null ? null : externalPub.externalPub().value(),
        null,
        null,
        info);
  }

  private static Side plain(
      String title,
      @Nullable GroupContext context,
      @Nullable List<Optional<Node>> nodes,
      @Nullable RatchetTree tree) {
    return new Side(
        title, context, nodes, tree, null, null, Map.of(), null, null, null, null, null);
  }

  /** The suite of a group; null if it is unknown. */
  static @Nullable CipherSuite suite(@Nullable GroupContext context) {
    try {
      return context == null ? null : CipherSuite.of(context.cipherSuite());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable RatchetTree tree(
      Input.Struct input, @Nullable CipherSuite suite, RatchetTreeExtension nodes) {
    if (suite == null) {
      return null;
    }
    try {
      return RatchetTree.importTree(suite, nodes);
    } catch (RuleViolation e) {
      throw new CommandFailure(input.name() + ": the ratchet tree is none: " + e.getMessage(), e);
    }
  }
}
