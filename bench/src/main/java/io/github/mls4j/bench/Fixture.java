package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafIndex;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A group of some size and shape, a client that is about to join it, and what its first member may
 * commit. Such commits are never merged, and so can be made and received again and again.
 */
@State(Scope.Thread)
public class Fixture {

  @Param({"2", "10", "100", "1000", "10000", "50000"})
  public int members;

  @Param("FULL")
  @SuppressWarnings("NullAway.Init")
  public TreeShape shape;

  @Param("1")
  public int suite;

  /** Of cryptography. */
  @Param(CryptoProviders.DEFAULT)
  @SuppressWarnings("NullAway.Init")
  public String provider;

  @SuppressWarnings("NullAway.Init")
  private PreparedGroup group;

  @SuppressWarnings("NullAway.Init")
  private Joiner joiner;

  /** Loads the group; it is made if this is the first benchmark that wants it. */
  @Setup(Level.Trial)
  public void load() throws Exception {
    GroupConfig config = Client.settings().treeInWelcome(false).build();
    CipherSuite cipherSuite = CipherSuite.of(new CipherSuiteId(suite), Providers.named(provider));
    group = PreparedGroup.load(cipherSuite, members, shape, config);
    joiner = Joiner.generate(cipherSuite, config);
  }

  PreparedGroup group() {
    return group;
  }

  Joiner joiner() {
    return joiner;
  }

  CipherSuite cipherSuite() {
    return committer().identity().suite();
  }

  Client committer() {
    return group.committer();
  }

  /** The height of the tree, which is the length of the committer's path. */
  int levels() {
    return TreeLevels.of(members);
  }

  /** Whom the committer removes: in the middle of the tree, and none of the three clients. */
  LeafIndex removed() {
    return new LeafIndex(members / 2);
  }

  /** What is committed. */
  @FunctionalInterface
  interface Change {
    CommitBuilder on(CommitBuilder commit);

    default PendingCommit commit(Client client) throws Exception {
      return on(client.group().commit()).build();
    }
  }

  Change nothing() {
    return commit -> commit;
  }

  Change addition() {
    return commit -> commit.add(joiner.keyPackage().keyPackage());
  }

  Change removal() {
    return commit -> commit.remove(removed());
  }

  /** The commit's message. */
  Bytes message(Change change) throws Exception {
    try (PendingCommit commit = change.commit(committer())) {
      return commit.message();
    }
  }

  /** What the commit holds, learned from one that is not encrypted. */
  CommitWork work(Change change) throws Exception {
    GroupConfig config = committer().config().toBuilder().encryptHandshake(false).build();
    try (Client open = as(committer(), config);
        PendingCommit commit = change.commit(open)) {
      return CommitWork.of(commit.message());
    }
  }

  /** The same client with a copy of its group, under another configuration. */
  static Client as(Client client, GroupConfig config) throws Exception {
    try (Secret saved = client.group().save()) {
      return new Client(
          config,
          client.identity(),
          client.signer(),
          Group.restore(config, client.identity(), saved));
    }
  }
}
