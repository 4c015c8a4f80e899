package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.wire.CipherSuiteId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A full group of some size, a client that is about to join it, and messages to be received. */
@State(Scope.Thread)
public class FullGroupState {

  /** Where groups are kept between runs, since large ones take a while to make. */
  static final Path DIRECTORY = Path.of(System.getProperty("mls.bench.groups", "target/groups"));

  @Param({"2", "100", "1000", "10000"})
  public int members;

  @Param("1")
  public int suite;

  @SuppressWarnings("NullAway.Init")
  private FullGroup group;

  @SuppressWarnings("NullAway.Init")
  private Joiner joiner;

  private @Nullable Bytes emptyCommit;
  private @Nullable Bytes addingCommit;

  /** A client outside of the group. */
  record Joiner(MlsIdentity identity, KeyPackageBundle keyPackage) {

    static Joiner generate(CipherSuite suite, GroupConfig config) {
      SignatureKeyPair signer = suite.generateSignatureKeyPair(config.random());
      MlsIdentity identity = Client.identity(suite, "joiner", signer);
      return new Joiner(identity, KeyPackageBundle.generate(config, identity));
    }
  }

  /** What a client joins with, the tree beside it. */
  record Invitation(Bytes welcome, Bytes ratchetTree) {}

  /** Loads the group; it is made if this is the first benchmark that wants it. */
  @Setup(Level.Trial)
  public void load() throws Exception {
    GroupConfig config = Client.settings().treeInWelcome(false).build();
    CipherSuite cipherSuite = CipherSuite.of(new CipherSuiteId(suite));
    group = FullGroup.load(DIRECTORY, cipherSuite, members, config);
    joiner = Joiner.generate(cipherSuite, config);
  }

  FullGroup group() {
    return group;
  }

  Joiner joiner() {
    return joiner;
  }

  CipherSuite cipherSuite() {
    return group().committer().identity().suite();
  }

  /** The number of nodes on the committer's path in the full tree: all above its leaf. */
  int pathLength() {
    return levels(members);
  }

  /** The height of a tree for so many members. */
  static int levels(int members) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(members - 1);
  }

  /** A commit without proposals, which is never merged and so can be received again and again. */
  Bytes emptyCommit() throws Exception {
    Bytes known = emptyCommit;
    if (known == null) {
      try (PendingCommit commit = group().committer().group().commit().build()) {
        known = commit.message();
      }
      emptyCommit = known;
    }
    return known;
  }

  /** A commit that adds the joiner; never merged either. */
  Bytes addingCommit() throws Exception {
    Bytes known = addingCommit;
    if (known == null) {
      try (PendingCommit commit = add()) {
        known = commit.message();
      }
      addingCommit = known;
    }
    return known;
  }

  PendingCommit add() throws Exception {
    return group().committer().group().commit().add(joiner().keyPackage().keyPackage()).build();
  }

  /** Adds the joiner for good. */
  Invitation invite() throws Exception {
    try (PendingCommit commit = add()) {
      group().committer().group().merge(commit);
      return new Invitation(
          commit.welcome().orElseThrow(), group().committer().group().ratchetTree());
    }
  }
}
