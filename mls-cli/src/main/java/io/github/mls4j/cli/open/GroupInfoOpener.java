package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.View;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.validation.GroupInfoValidator;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalPub;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.RatchetTreeExtension;
import org.jspecify.annotations.Nullable;

/** Holds a GroupInfo to its tree, its signer and, where they are at hand, a member's secrets. */
public final class GroupInfoOpener {

  private final CipherSuite suite;

  /**
   * @param suite that of the GroupInfo
   */
  public GroupInfoOpener(CipherSuite suite) {
    this.suite = suite;
  }

  /**
   * Checks what can be checked.
   *
   * @param given the ratchet tree beside the GroupInfo; null to use the one in it
   * @param member whose secrets and tree are at hand; null if nobody's are
   */
  public Opening check(
      GroupInfo info, @Nullable RatchetTreeExtension given, @Nullable GroupInspection member) {
    Opening.Findings findings = new Opening.Findings();
    RatchetTreeExtension nodes = given == null ? treeIn(info) : given;
    if (member != null) {
      EpochRoute route =
          EpochRoute.of(member, info.groupContext().groupId(), info.groupContext().epoch());
      if (route.obstacle() != null) {
        return findings.stopped(route.obstacle(), route.detail());
      }
      nodes = nodes == null && route.epoch() != null ? route.epoch().tree().export() : nodes;
      GroupInspection.Epoch epoch = route.epoch();
      if (epoch != null) {
        GroupContext ours = epoch.messages().context();
        findings.check(
            "group_context",
            info.groupContext().equals(ours),
            info.groupContext().equals(ours)
                ? "that of the member's epoch"
                : "not that of the member's epoch: mls diff says where they part");
      }
    }
    tree(info, nodes, findings);
    if (member != null && info.groupContext().epoch() == member.context().epoch()) {
      secrets(info, member.secrets(), findings);
    }
    return findings.done("checked");
  }

  /** The ratchet tree in a GroupInfo; null if there is none that can be read. */
  public static @Nullable RatchetTreeExtension treeIn(GroupInfo info) {
    Bytes data = extension(info, ExtensionType.RATCHET_TREE);
    try {
      return data == null ? null : TlsReader.decode(data, RatchetTreeExtension::readFrom);
    } catch (DecodeException e) {
      return null; // where the extension is shown, it is called malformed
    }
  }

  /** The external_pub of a GroupInfo; null if there is none that can be read. */
  public static @Nullable ExternalPub externalPubIn(GroupInfo info) {
    Bytes data = extension(info, ExtensionType.EXTERNAL_PUB);
    try {
      return data == null ? null : TlsReader.decode(data, ExternalPub::readFrom);
    } catch (DecodeException e) {
      return null;
    }
  }

  private static @Nullable Bytes extension(GroupInfo info, ExtensionType type) {
    return info.extensions().stream()
        .filter(extension -> extension.extensionType().equals(type))
        .map(Extension::extensionData)
        .findFirst()
        .orElse(null);
  }

  /** What the tree says of the GroupInfo, and the other way round. */
  void tree(GroupInfo info, @Nullable RatchetTreeExtension nodes, Opening.Findings findings) {
    if (nodes == null) {
      findings.say("signature", "not verified: there is no ratchet tree here that has its key");
      return;
    }
    findings.tree(nodes);
    RatchetTree tree;
    try {
      tree = RatchetTree.importTree(suite, nodes);
    } catch (RuleViolation e) {
      findings.refused("ratchet_tree", e);
      return;
    }
    boolean same = tree.treeHash().equals(info.groupContext().treeHash());
    findings.check(
        "tree_hash",
        same,
        same ? "that of the ratchet tree" : "not that of the ratchet tree, " + tree.treeHash());
    try {
      tree.verifyParentHashes();
      findings.check("parent_hashes", true, "each parent node is linked to one below it");
    } catch (RuleViolation e) {
      findings.refused("parent_hashes", e);
    }
    View.Check signature = signature(info, tree);
    findings.check("signature", signature.holds(), signature.finding());
  }

  /** Whether the member that a GroupInfo names has signed it. */
  public View.Check signature(GroupInfo info, RatchetTree tree) {
    TreeLeaf signer = tree.leaf(info.signer());
    if (signer == null) {
      return new View.Check(false, "the signer's leaf " + info.signer() + " is blank");
    }
    boolean holds =
        suite.verifyWithLabel(
            signer.signatureKey(),
            GroupInfoValidator.SIGNATURE_LABEL,
            GroupInfoTBS.of(info).encode(),
            info.signature());
    return new View.Check(
        holds, (holds ? "made" : "not made") + " with the key of " + Who.at(tree, info.signer()));
  }

  /** What the secrets of the epoch say of the GroupInfo. */
  void secrets(GroupInfo info, EpochSecrets secrets, Opening.Findings findings) {
    Bytes transcript = info.groupContext().confirmedTranscriptHash();
    try {
      secrets.verifyConfirmationTag(transcript, info.confirmationTag());
      findings.check("confirmation_tag", true, "made with the epoch's confirmation_key");
    } catch (RuleViolation e) {
      findings.check(
          "confirmation_tag",
          false,
          "not made with the epoch's confirmation_key: " + secrets.confirmationTag(transcript));
    }
    ExternalPub claimed = externalPubIn(info);
    if (claimed != null) {
      boolean same = claimed.externalPub().equals(secrets.externalPub());
      findings.check(
          "external_pub",
          same,
          same
              ? "that of the epoch's external_secret"
              : "not that of the epoch's external_secret, " + secrets.externalPub().value());
    }
  }
}
