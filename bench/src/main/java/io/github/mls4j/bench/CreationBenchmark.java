package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A group is created, and many are added at once, by a Welcome that brings the tree. */
public class CreationBenchmark extends PairedBenchmark {

  /** A tree's bytes for a node beside those of a leaf node. */
  private static final int NODE_BYTES = 3;

  /** How many are added. */
  @Param({"10", "100", "1000", "10000"})
  public int members;

  /** Of cryptography. */
  @Param(CryptoProviders.DEFAULT)
  @SuppressWarnings("NullAway.Init")
  public String provider;

  @SuppressWarnings("NullAway.Init")
  private CipherSuite suite;

  private final GroupConfig config = Client.settings().build();
  private final List<Bytes> keyPackages = new ArrayList<>();
  private int keyPackageBytes;
  private int treeBytes;

  @SuppressWarnings("NullAway.Init")
  private Joiner creator;

  @Setup
  public void generate() {
    suite =
        CipherSuite.of(
            CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519, Providers.named(provider));
    creator = Joiner.generate(suite, config, "creator");
    for (int i = 0; i < members; i++) {
      try (KeyPackageBundle keyPackage =
          Joiner.generate(suite, config, "member-" + i).keyPackage()) {
        keyPackages.add(keyPackage.message());
        keyPackageBytes += keyPackage.message().size();
        treeBytes += keyPackage.keyPackage().leafNode().encode().size() + NODE_BYTES;
      }
    }
  }

  @Benchmark
  public void createGroup(PairedTime time) throws Exception {
    Floor floor = once(this::floor);
    time.measure(() -> createGroup(config, creator, keyPackages).close(), floor);
  }

  /** Merged, as everything that follows needs it. */
  public static Group createGroup(GroupConfig config, Joiner creator, List<Bytes> keyPackages)
      throws Exception {
    Group group = Group.create(config, creator.identity());
    CommitBuilder builder = group.commit();
    for (Bytes keyPackage : keyPackages) {
      builder.add(keyPackage);
    }
    try (PendingCommit commit = builder.build()) {
      group.merge(commit);
    }
    return group;
  }

  private Floor floor() throws Exception {
    int levels = TreeLevels.of(members + 1);
    Floor commit =
        new Floors(suite).createCommit(new CommitWork(levels, 0, keyPackageBytes), members);
    return Floors.welcome(Floors.verifyAdded(commit, members), members, treeBytes);
  }
}
