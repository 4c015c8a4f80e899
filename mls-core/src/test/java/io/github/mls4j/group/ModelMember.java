package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Credential;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client in a {@link GroupModel}: its group, what is on its way to it, and what it has seen. */
final class ModelMember {

  /** What a message is, as the model knows it. */
  enum Kind {
    APPLICATION,
    PROPOSAL,
    COMMIT
  }

  /**
   * A message on its way.
   *
   * @param epoch in which it was sent
   * @param from who sent it; null if nobody in the group did
   * @param text of an application message
   */
  record Mail(Kind kind, long epoch, @Nullable ModelMember from, Bytes message, String text) {}

  TestClient client;

  /** What waits to be delivered, in no order that counts. */
  final List<Mail> inbox = new ArrayList<>();

  /** What has been opened: the keys of these are gone. */
  final Set<Mail> opened = new HashSet<>();

  /** Own commits that are neither merged nor discarded. */
  final List<PendingCommit> pending = new ArrayList<>();

  /** The first epoch that this client has secrets of. */
  long joined;

  /** The Welcome that this client has not used yet. */
  @Nullable Bytes welcome;

  ModelMember(TestClient client) {
    this.client = client;
  }

  Credential credential() {
    return client.identity.credential();
  }

  boolean isIn() {
    return client.group != null && client.group.isActive();
  }

  /** Own commits are recognised as long as there are not too many. */
  boolean mayCommit() {
    return isIn() && pending.size() < 4;
  }

  long epoch() {
    return client.group.epoch();
  }

  /** All that is not in the state is lost; commits that are pending are in it. */
  void restart() throws Exception {
    client.restart();
    List<PendingCommit> again = client.group.pendingCommits();
    assertThat(again)
        .extracting(PendingCommit::id)
        .containsExactlyInAnyOrderElementsOf(pending.stream().map(PendingCommit::id).toList());
    pending.clear();
    pending.addAll(again);
  }

  /** Starts anew, with another key package and without the group. */
  void leave() {
    pending.forEach(PendingCommit::close);
    pending.clear();
    if (client.group != null) {
      client.group.close();
    }
    client = new TestClient(client, client.name);
    inbox.clear();
    opened.clear();
    welcome = null;
  }

  @Override
  public String toString() {
    return client.name + (client.group == null ? " outside" : " in epoch " + epoch());
  }
}
