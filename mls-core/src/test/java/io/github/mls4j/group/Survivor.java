package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A client whose process may die with any write, as an application has it go on: from what its
 * store has, sending what the store says is to be sent, and doing again what the store knows
 * nothing of.
 */
final class Survivor {

  static final Bytes GROUP = Bytes.ofUtf8("group");

  final TestClient client;
  private final Wire wire;
  private PendingJoin join;

  Survivor(TestClient client, Wire wire) {
    this.client = client;
    this.wire = wire;
  }

  String name() {
    return client.name;
  }

  TestStore store() {
    return client.store();
  }

  Group group() {
    return client.group;
  }

  private Optional<Group> load() throws Exception {
    return Group.load(client.config, client.identity, GROUP);
  }

  /** The process has died: the group in memory is of no use any more. */
  private void reload() throws Exception {
    assertThatIllegalStateException().isThrownBy(client.group::context);
    assertThatIllegalStateException().isThrownBy(() -> client.say("still there?"));
    client.reload(GROUP);
  }

  void create() throws Exception {
    try {
      client.create("group");
    } catch (TestStore.Died e) {
      Optional<Group> created = load();
      client.group =
          created.isPresent() ? created.get() : Group.create(client.config, client.identity, GROUP);
    }
  }

  void join(Bytes welcome) throws Exception {
    try {
      client.join(welcome);
    } catch (TestStore.Died e) {
      Optional<Group> joined = load();
      if (joined.isEmpty()) {
        client.join(welcome);
      } else {
        client.group = joined.get();
      }
    }
  }

  Bytes send(Callable<Bytes> step) throws Exception {
    int sent = store().outbox.size();
    while (true) {
      try {
        return wire.send(client, step.call());
      } catch (TestStore.Died e) {
        reload();
        if (store().outbox.size() > sent) {
          return wire.send(client, store().outbox.get(sent));
        }
      }
    }
  }

  Bytes say(String text) throws Exception {
    return send(() -> client.say(text));
  }

  Bytes propose(Circle.Sending what) throws Exception {
    return send(() -> what.by(client.group.propose()));
  }

  PendingCommit commit(Circle.Plan plan) throws Exception {
    Bytes message = send(() -> plan.of(client.group.commit()).build().message());
    return pending(message);
  }

  private PendingCommit pending(Bytes message) {
    return client.group.pendingCommits().stream()
        .filter(commit -> commit.message().equals(message))
        .findFirst()
        .orElseThrow();
  }

  void discard(PendingCommit commit) throws Exception {
    try {
      commit.close();
    } catch (TestStore.Died e) {
      reload();
      client.group.pendingCommit(commit.id()).ifPresent(PendingCommit::close);
    }
    assertThat(client.group.pendingCommit(commit.id())).isEmpty();
  }

  void merge(PendingCommit commit) throws Exception {
    long epoch = client.group.epoch();
    try {
      client.group.merge(commit);
    } catch (TestStore.Died e) {
      reload();
      if (client.group.epoch() == epoch) {
        client.group.merge(pending(commit.message()));
      }
    }
    assertThat(client.group.epoch()).isEqualTo(epoch + 1);
  }

  /** Whether this client still is a member. */
  boolean follow(Bytes commit) throws Exception {
    long epoch = client.group.epoch();
    try {
      client.follow(commit);
    } catch (TestStore.Died e) {
      if (load().isEmpty()) {
        return false;
      }
      reload();
      if (client.group.epoch() == epoch) {
        client.follow(commit);
      }
    }
    return client.group.isActive();
  }

  /** Takes a message in; one that the store knows already is not taken again. */
  @Nullable Received receive(Bytes message) throws Exception {
    try {
      return client.group.receive(message);
    } catch (TestStore.Died e) {
      reload();
      try {
        return client.group.receive(message);
      } catch (RuleViolation again) {
        assertThat(again.rule()).isEqualTo(Rule.GENERATION_NOT_USED_TWICE);
        return null;
      }
    }
  }

  Bytes joinExternally(Bytes groupInfo, @Nullable Group older) throws Exception {
    try {
      ExternalJoin joining = Group.joinExternally(client.config, client.identity, groupInfo);
      join = (older == null ? joining : joining.replacing(older)).build();
    } catch (TestStore.Died e) {
      List<PendingJoin> joins = Group.pendingJoins(client.config, client.identity, GROUP);
      if (joins.isEmpty()) {
        return joinExternally(groupInfo, older);
      }
      join = joins.get(0);
    }
    return join.message();
  }

  void mergeJoin() throws Exception {
    try {
      client.group = join.merge();
    } catch (TestStore.Died e) {
      List<PendingJoin> joins = Group.pendingJoins(client.config, client.identity, GROUP);
      client.group = joins.isEmpty() ? load().orElseThrow() : joins.get(0).merge();
    }
    assertThat(Group.pendingJoins(client.config, client.identity, GROUP)).isEmpty();
  }

  void drop(PendingProposal proposal) throws Exception {
    try {
      client.group.drop(proposal.reference());
    } catch (TestStore.Died e) {
      reload();
      client.group.drop(proposal.reference());
    }
    assertThat(client.group.pendingProposals()).doesNotContain(proposal);
  }
}
