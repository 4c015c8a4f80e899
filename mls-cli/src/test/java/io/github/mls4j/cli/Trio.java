package io.github.mls4j.cli;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Alice, Bob and Carol in a group of theirs, all in the same epoch. */
public final class Trio implements AutoCloseable {

  public final GroupConfig config;
  public final Group alice;
  public final Group bob;
  public final Group carol;

  public Trio() throws Exception {
    this(GroupConfig.of(AuthenticationService.trustingBasicCredentials()));
  }

  public Trio(GroupConfig config) throws Exception {
    this.config = config;
    alice = Group.create(config, identity("alice"), Bytes.ofUtf8("friends"));
    MlsIdentity bobsIdentity = identity("bob");
    MlsIdentity carolsIdentity = identity("carol");
    try (KeyPackageBundle bobs = KeyPackageBundle.generate(config, bobsIdentity);
        KeyPackageBundle carols = KeyPackageBundle.generate(config, carolsIdentity)) {
      PendingCommit commit = alice.commit().add(bobs.message()).add(carols.message()).build();
      alice.merge(commit);
      bob = Group.join(config, bobsIdentity, bobs, commit.welcome().orElseThrow());
      carol = Group.join(config, carolsIdentity, carols, commit.welcome().orElseThrow());
    }
  }

  public MlsIdentity identity(String name) {
    return MlsIdentity.generate(
        CipherSuite.of(Samples.SUITE), new Credential.Basic(Bytes.ofUtf8(name)), config.random());
  }

  /** A commit that the others have not received yet. */
  public static Bytes commit(Group by) throws Exception {
    PendingCommit commit = by.commit().build();
    by.merge(commit);
    return commit.message();
  }

  /** Takes a commit of another member. */
  public static void follow(Group member, Bytes commit) throws Exception {
    member.merge((StagedCommit) member.receive(commit));
  }

  /** Writes a member's whole state, as an application would. */
  public static Path save(Group member, Path file) throws IOException {
    try (Secret saved = member.save()) {
      return Files.write(file, saved.reveal());
    }
  }

  @Override
  public void close() {
    alice.close();
    bob.close();
    carol.close();
  }
}
