package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.open.GroupInfoOpener;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what two sides say of a group in one epoch against each other, in the order in which the
 * protocol gets to it: parameters, ratchet tree, group context, key schedule, tags, message keys,
 * pending proposals. Only what all members share is looked at.
 */
final class GroupDiff {

  /** What the paths of pending proposals begin with. */
  static final String PENDING = "pending_proposals";

  private static final View NOT_KEPT = new View.Scalar("not kept", "");

  private static final String ONE_OF_MANY =
      "others of the epoch are the same: another label or context, or altered since";

  private final Side a;
  private final Side b;
  private final ViewBuilder views = new ViewBuilder(false);
  private final List<Difference> found = new ArrayList<>();
  private final List<View.Field> checks = new ArrayList<>();
  private final List<String> compared = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();

  private GroupDiff(Side a, Side b) {
    this.a = a;
    this.b = b;
  }

  static Report compare(Side a, Side b) {
    GroupDiff diff = new GroupDiff(a, b);
    diff.check("A ", a, b);
    diff.check("B ", b, a);
    diff.parameters();
    diff.tree();
    diff.context();
    diff.keySchedule();
    diff.tags();
    diff.messageKeys();
    diff.pendingProposals();
    diff.groupInfos();
    return new Report(
        a.title(), b.title(), diff.checks, diff.found, diff.compared, diff.notCompared);
  }

  /** What can be said of a side by itself; the other lends its tree if it is the same. */
  private void check(String who, Side side, Side other) {
    RatchetTree tree = side.tree();
    GroupContext context = side.context();
    GroupInfo info = side.info();
    if (info != null) {
      RatchetTree lent = tree != null ? tree : other.tree();
      var suite = Side.suite(context);
      if (suite != null && lent != null && lent.suite().id().equals(suite.id())) {
        new GroupInfoOpener(suite)
                .check(info, new RatchetTreeExtension(lent.export().ratchetTree()), null)
                .view()
                .fields()
                .stream()
                .skip(1)
                .forEach(field -> checks.add(new View.Field(who + field.name(), field.value())));
      }
      return;
    }
    if (tree == null) {
      return;
    }
    if (context != null && side.member() == null) {
      boolean same = tree.treeHash().equals(context.treeHash());
      checks.add(
          new View.Field(
              who + "tree_hash",
              new View.Check(same, same ? "that of its tree" : "not that of its tree")));
    }
    try {
      tree.verifyParentHashes();
    } catch (RuleViolation e) {
      checks.add(
          new View.Field(
              who + "parent_hashes", new View.Check(false, String.valueOf(e.getMessage()))));
    }
  }

  private void parameters() {
    GroupContext one = a.context();
    GroupContext other = b.context();
    if (one == null || other == null) {
      notCompared.add("group_context: " + who(one) + " has none");
      return;
    }
    field("group_context.version", one.version(), other.version());
    field("group_context.cipher_suite", one.cipherSuite(), other.cipherSuite());
    field("group_context.group_id", one.groupId(), other.groupId());
    field("group_context.epoch", one.epoch(), other.epoch());
    compared.add("group_context: version, cipher_suite, group_id, epoch");
  }

  private static String who(@Nullable Object ofA) {
    return ofA == null ? "A" : "B";
  }

  private void field(String path, Object one, Object other) {
    found.addAll(StructDiff.of(path, views.of(one), views.of(other)));
  }

  private void tree() {
    if (a.nodes() == null || b.nodes() == null) {
      notCompared.add("ratchet_tree: " + who(a.nodes()) + " has none");
      return;
    }
    TreeDiff diff = new TreeDiff(a.nodes(), b.nodes(), views);
    found.addAll(diff.nodes());
    found.addAll(TreeDiff.hashes(a.tree(), b.tree(), views));
    boolean hashes = a.tree() != null && b.tree() != null;
    compared.add(
        "ratchet_tree: " + diff.size() + " nodes" + (hashes ? " and their tree hashes" : ""));
  }

  private void context() {
    GroupContext one = a.context();
    GroupContext other = b.context();
    if (one == null || other == null) {
      return;
    }
    boolean treesDiffer = found.stream().anyMatch(d -> d.path().startsWith("ratchet_tree"));
    field("group_context.extensions", one.extensions(), other.extensions());
    boolean before = !found.isEmpty();
    if (!one.treeHash().equals(other.treeHash())) {
      boolean sameTrees = a.nodes() != null && b.nodes() != null && !treesDiffer;
      found.add(
          Difference.of(
                  "group_context.tree_hash", views.of(one.treeHash()), views.of(other.treeHash()))
              .explained(treesDiffer)
              .noted(
                  sameTrees
                      ? "the trees are the same: one of the two is the hash of another"
                      : ""));
    }
    if (!one.confirmedTranscriptHash().equals(other.confirmedTranscriptHash())) {
      found.add(
          Difference.of(
                  "group_context.confirmed_transcript_hash",
                  views.of(one.confirmedTranscriptHash()),
                  views.of(other.confirmedTranscriptHash()))
              .explained(before)
              .noted(
                  before
                      ? ""
                      : "the commit went in otherwise (wire format, content, signature), or the"
                          + " interim_transcript_hash before it differs"));
    }
    compared.add("group_context: extensions, tree_hash, confirmed_transcript_hash");
  }

  private void keySchedule() {
    Map<String, View[]> both = new LinkedHashMap<>();
    a.secrets()
        .forEach(
            (name, secret) -> {
              Secret other = b.secrets().get(name);
              if (other != null) {
                both.put(name, new View[] {views.secret(secret), views.secret(other)});
              }
            });
    Bytes ours = a.epochAuthenticator();
    Bytes theirs = b.epochAuthenticator();
    if (ours != null && theirs != null) {
      both.put("epoch_authenticator", new View[] {views.of(ours), views.of(theirs)});
    }
    if (both.isEmpty()) {
      notCompared.add("key_schedule: not both sides have secrets");
      return;
    }
    List<Difference> differing = new ArrayList<>();
    both.forEach(
        (name, pair) -> {
          if (!pair[0].equals(pair[1])) {
            differing.add(Difference.of("key_schedule." + name, pair[0], pair[1]));
          }
        });
    addDerived(
        differing,
        both.size(),
        "key_schedule.epoch_secret",
        "all that is derived from it differs, and the group_context does not: so joiner_secret or"
            + " psk_secret does, that is the commit_secret, the init_secret before, or a PSK");
    compared.add("key_schedule: " + String.join(", ", both.keySet()));
  }

  /** What comes of one secret: where all of it differs, that secret does. */
  private void addDerived(List<Difference> differing, int of, String source, String why) {
    boolean before = !found.isEmpty();
    boolean all = differing.size() == of && of > 1;
    if (!before && all) {
      found.add(Difference.of(source, NOT_KEPT, NOT_KEPT).noted(why));
    }
    for (Difference each : differing) {
      found.add(each.explained(before || all).noted(before || all ? each.note() : ONE_OF_MANY));
    }
  }

  private void tags() {
    List<String> names = new ArrayList<>();
    tag("external_pub", a.externalPub(), b.externalPub(), "external_secret", names);
    tag("confirmation_tag", a.confirmationTag(), b.confirmationTag(), "confirmation_key", names);
    tag(
        "interim_transcript_hash",
        a.interimTranscriptHash(),
        b.interimTranscriptHash(),
        "confirmation_tag",
        names);
    if (!names.isEmpty()) {
      compared.add(String.join(", ", names));
    }
  }

  private void tag(
      String name, @Nullable Bytes one, @Nullable Bytes other, String from, List<String> names) {
    if (one == null || other == null) {
      return;
    }
    names.add(name);
    if (!one.equals(other)) {
      boolean explained =
          found.stream()
              .anyMatch(d -> d.name().equals(from) || d.path().startsWith("group_context"));
      found.add(
          Difference.of(name, views.of(one), views.of(other))
              .explained(explained)
              .noted(explained ? "" : "so its " + from + " differs, or it was altered"));
    }
  }

  private void messageKeys() {
    if (a.messages() == null || b.messages() == null) {
      return;
    }
    MessageKeys keys = new MessageKeys(a.messages(), b.messages(), views);
    addDerived(
        keys.differences(),
        keys.compared(),
        "key_schedule.encryption_secret",
        "all message keys differ, and the other secrets of the epoch do not");
    compared.add(
        "message keys: " + keys.compared() + ", of each ratchet the first that both can derive");
  }

  private void pendingProposals() {
    if (a.member() == null || b.member() == null) {
      return;
    }
    notCompared.add(
        "what is each member's own: private keys, how far its ratchets have come, past epochs,"
            + " pending commits");
    List<PendingProposal> ours = a.member().group().pendingProposals();
    List<PendingProposal> theirs = b.member().group().pendingProposals();
    Map<ProposalRef, View> ofA = byReference(ours);
    Map<ProposalRef, View> ofB = byReference(theirs);
    Set<ProposalRef> all = new LinkedHashSet<>(ofA.keySet());
    all.addAll(ofB.keySet());
    boolean before = !found.isEmpty();
    for (ProposalRef reference : all) {
      if (!ofA.containsKey(reference) || !ofB.containsKey(reference)) {
        found.add(
            Difference.of(
                    PENDING + "[" + reference.value() + "]",
                    ofA.getOrDefault(reference, new View.Absent()),
                    ofB.getOrDefault(reference, new View.Absent()))
                .explained(before)
                .noted("it may be on its way still"));
      }
    }
    compared.add("pending proposals: " + ours.size() + " and " + theirs.size());
  }

  private Map<ProposalRef, View> byReference(List<PendingProposal> proposals) {
    Map<ProposalRef, View> all = new LinkedHashMap<>();
    proposals.forEach(each -> all.put(each.reference(), views.of(each.proposal())));
    return all;
  }

  /** What else two GroupInfos say. */
  private void groupInfos() {
    GroupInfo one = a.info();
    GroupInfo other = b.info();
    if (one == null || other == null) {
      return;
    }
    field("group_info.extensions", others(one), others(other));
    field("group_info.signer", one.signer(), other.signer());
    boolean before = !found.isEmpty();
    if (!one.signature().equals(other.signature())) {
      found.add(
          Difference.of(
                  "group_info.signature", views.of(one.signature()), views.of(other.signature()))
              .explained(before)
              .noted(before ? "" : "both may hold: ECDSA signatures are random"));
    }
    compared.add("group_info: other extensions, signer, signature");
  }

  private static List<Extension> others(GroupInfo info) {
    return info.extensions().stream()
        .filter(
            each ->
                !each.extensionType().equals(ExtensionType.RATCHET_TREE)
                    && !each.extensionType().equals(ExtensionType.EXTERNAL_PUB))
        .toList();
  }
}
