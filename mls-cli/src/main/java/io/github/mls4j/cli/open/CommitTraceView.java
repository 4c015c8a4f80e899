package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.CommitTrace;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.GroupContext;
import java.util.ArrayList;
import java.util.List;

/** Shows how a member gets from a commit to the next epoch, and how far. */
final class CommitTraceView {

  private CommitTraceView() {}

  static View of(CommitTrace trace, AuthenticatedContent commit, ViewBuilder views) {
    List<View.Field> fields = new ArrayList<>();
    RatchetTree tree = trace.tree();
    if (tree != null) {
      fields.add(new View.Field("members", views.of(tree.memberCount())));
    }
    GroupContext provisional = trace.provisional();
    if (provisional != null) {
      fields.add(new View.Field("provisional_group_context", views.of(provisional)));
    }
    GroupContext context = trace.context();
    if (context != null) {
      fields.add(new View.Field("group_context", views.of(context)));
    }
    List<View.Field> secrets = new ArrayList<>();
    trace
        .secrets()
        .forEach((name, secret) -> secrets.add(new View.Field(name, views.secret(secret))));
    EpochSecrets epoch = trace.epoch();
    if (epoch != null) {
      secrets.addAll(EpochSecretsView.of(epoch, views));
    }
    fields.add(new View.Field("key_schedule", new View.Struct("key_schedule", secrets)));
    if (epoch != null && context != null) {
      Bytes ours = epoch.confirmationTag(context.confirmedTranscriptHash());
      boolean same = commit.auth().confirmationTag().filter(ours::equalsConstantTime).isPresent();
      fields.add(
          new View.Field(
              "confirmation_tag",
              new View.Check(
                  same, same ? "made in that epoch" : "not made in that epoch: " + ours)));
    }
    String stopped = trace.stopped();
    if (stopped != null) {
      fields.add(new View.Field("no_further", new View.Scalar(stopped, "")));
    }
    return new View.Struct("leads_to", fields);
  }
}
