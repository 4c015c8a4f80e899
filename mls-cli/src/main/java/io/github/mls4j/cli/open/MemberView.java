package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.group.GroupStatus;
import io.github.mls4j.group.Member;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.LeafIndex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Shows what a member has of its group. */
public final class MemberView {

  private final GroupInspection member;
  private final ViewBuilder views;

  public MemberView(GroupInspection member, ViewBuilder views) {
    this.member = member;
    this.views = views;
  }

  /** In a few words, for a heading. */
  public static String title(GroupInspection member) {
    return "%s in epoch %s of %s"
        .formatted(
            Who.at(member.tree(), member.ownLeaf()),
            Long.toUnsignedString(member.context().epoch()),
            ViewBuilder.name(member.context().groupId()));
  }

  /** All of it. */
  public View.Struct view() {
    Group group = member.group();
    List<View.Field> fields = new ArrayList<>();
    fields.add(text("own_leaf", Who.at(member.tree(), member.ownLeaf())));
    fields.add(text("status", group.status().toString().toLowerCase(Locale.ROOT)));
    group.reInit().ifPresent(next -> fields.add(new View.Field("reinit", views.of(next))));
    fields.add(new View.Field("members", members(group)));
    fields.add(new View.Field("group_context", views.of(member.context())));
    fields.add(new View.Field("confirmation_tag", views.of(member.confirmationTag())));
    fields.add(new View.Field("interim_transcript_hash", views.of(member.interimTranscriptHash())));
    fields.add(
        new View.Field(
            "key_schedule",
            new View.Struct("key_schedule", EpochSecretsView.of(member.secrets(), views))));
    fields.add(new View.Field("private_keys", privateKeys()));
    fields.add(new View.Field("ratchets", ratchets()));
    fields.add(new View.Field("past_epochs", numbers(member.pastEpochs())));
    fields.add(new View.Field("resumption_psks", resumptionPsks()));
    fields.add(new View.Field("pending_proposals", views.of(group.pendingProposals())));
    fields.add(
        new View.Field(
            "pending_commits",
            new View.Sequence(
                group.pendingCommits().stream().map(c -> views.of(c.id())).toList())));
    return new View.Struct(
        group.status() == GroupStatus.ACTIVE ? "group state" : "state of an ended group", fields);
  }

  private View.Field text(String name, String words) {
    return new View.Field(name, new View.Scalar(words, ""));
  }

  private View members(Group group) {
    List<View> all = new ArrayList<>();
    for (Member each : group.members()) {
      all.add(new View.Scalar(Who.at(member.tree(), each.index()), ""));
    }
    return new View.Sequence(all);
  }

  private static View numbers(List<Long> epochs) {
    return new View.Sequence(
        epochs.stream()
            .map(e -> (View) new View.Scalar(new BigInteger(Long.toUnsignedString(e)), ""))
            .toList());
  }

  /** Of which nodes it has the private key. */
  private View privateKeys() {
    List<View> keys = new ArrayList<>();
    for (int node : member.keys().nodes()) {
      KemPrivateKey key = Objects.requireNonNull(member.keys().at(node));
      try (Secret serialized = key.serialize()) {
        keys.add(
            new View.Struct(
                TreeMath.isLeaf(node) ? "own leaf" : "parent",
                List.of(
                    new View.Field("node", views.of(node)),
                    new View.Field("public_key", views.of(key.publicKey().wire())),
                    new View.Field("private_key", views.secret(serialized)))));
      }
    }
    return new View.Sequence(keys);
  }

  private View ratchets() {
    List<View> all = new ArrayList<>();
    SenderRatchets.of(member.epoch(member.context().epoch()))
        .forEach(
            (leaf, next) ->
                all.add(
                    new View.Struct(
                        Who.at(member.tree(), new LeafIndex(leaf)),
                        List.of(
                            new View.Field("handshake_generation", views.of(next.handshake())),
                            new View.Field(
                                "application_generation", views.of(next.application()))))));
    return new View.Sequence(all);
  }

  /** By epoch. */
  private View resumptionPsks() {
    List<View.Field> all = new ArrayList<>();
    for (long epoch : member.resumptionEpochs()) {
      try (Secret psk = member.group().resumptionPsk(epoch)) {
        if (psk != null) {
          all.add(new View.Field("epoch_" + Long.toUnsignedString(epoch), views.secret(psk)));
        }
      }
    }
    return new View.Struct("resumption_psks", all);
  }
}
