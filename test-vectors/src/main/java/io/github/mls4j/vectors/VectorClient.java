package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.group.WelcomeJoin;
import io.github.mls4j.wire.LeafIndex;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client of generated vectors, and its view of the one group that it may be in. */
final class VectorClient {

  final String name;
  final ClientKeys keys;
  final GroupConfig config;
  private @Nullable Group group;

  VectorClient(String name, ClientKeys keys, GroupConfig config) {
    this.name = name;
    this.keys = keys;
    this.config = config;
  }

  /** The same client, that has lost its group. */
  VectorClient anew() {
    return new VectorClient(name, keys, config);
  }

  Group group() {
    return Objects.requireNonNull(group);
  }

  void is(Group member) {
    group = member;
  }

  LeafIndex leaf() {
    return group().self().index();
  }

  void join(Bytes welcome, @Nullable Bytes ratchetTree) throws Exception {
    try (KeyPackageBundle bundle = keys.bundle()) {
      WelcomeJoin join = Group.joinByWelcome(config, keys.identity(), welcome).keyPackage(bundle);
      group = ratchetTree == null ? join.join() : join.ratchetTree(ratchetTree).join();
    }
  }

  void follow(Bytes commit) throws Exception {
    group().merge(Decode.at("commit", () -> group().receive(commit), StagedCommit.class));
  }
}
