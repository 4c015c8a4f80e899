package io.github.mls4j.cli.demo;

import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.ApplicationMessage;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.ExternalJoin;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.Member;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.PendingJoin;
import io.github.mls4j.group.Received;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.LeafIndex;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One person's messenger: an identity, key packages and a group of its own. What goes in and out
 * are texts for the person and bytes for the wire.
 */
public final class Client implements AutoCloseable {

  private final String name;
  private final GroupConfig config;
  private final MlsIdentity identity;
  private @Nullable KeyPackageBundle keyPackage;
  private @Nullable Group group;
  private @Nullable PendingCommit pendingCommit;
  private @Nullable PendingJoin pendingJoin;

  Client(String name, CipherSuiteId suite, SecureRandom random) {
    this(name, suite, random, UnaryOperator.identity());
  }

  /**
   * @param settings that differ from the default
   */
  public Client(
      String name,
      CipherSuiteId suite,
      SecureRandom random,
      UnaryOperator<GroupConfig.Builder> settings) {
    this.name = name;
    this.config =
        settings
            .apply(
                GroupConfig.builder(AuthenticationService.trustingBasicCredentials())
                    .random(random))
            .build();
    this.identity =
        MlsIdentity.generate(
            CipherSuite.of(suite), new Credential.Basic(Bytes.ofUtf8(name)), random);
  }

  /** A client with an identity of a kind of its own. */
  public Client(String name, MlsIdentity identity, GroupConfig config) {
    this.name = name;
    this.config = config;
    this.identity = identity;
  }

  public String name() {
    return name;
  }

  /** How it runs its groups. */
  public GroupConfig config() {
    return config;
  }

  /** As whom it joins groups. */
  public MlsIdentity identity() {
    return identity;
  }

  // Getting in

  /** A fresh key package, to be published. */
  public Bytes newKeyPackage() {
    KeyPackageBundle bundle = KeyPackageBundle.generate(config, identity);
    keyPackage = bundle;
    return bundle.message();
  }

  void create(Bytes groupId) {
    group = Group.create(config, identity, groupId);
  }

  void join(Bytes welcome) throws DecodeException, RuleViolation, MissingInput {
    adopt(Group.join(config, identity, keyPackage(), welcome));
  }

  /** Joins a group that starts from another one. */
  public void join(Bytes welcome, Group origin)
      throws DecodeException, RuleViolation, MissingInput {
    adopt(
        Group.joinByWelcome(config, identity, welcome)
            .keyPackage(keyPackage())
            .origin(origin)
            .join());
  }

  /** The key package that it has published last and not used yet. */
  public KeyPackageBundle keyPackage() {
    KeyPackageBundle bundle = keyPackage;
    if (bundle == null) {
      throw new IllegalStateException(name + " has published no key package");
    }
    return bundle;
  }

  /** A key package of a kind of its own, to be published instead of {@link #newKeyPackage}. */
  public void offer(KeyPackageBundle bundle) {
    keyPackage = bundle;
  }

  /** From now on this is its group; its key package, if it has one, has been used. */
  public void adopt(Group joined) {
    group = joined;
    if (keyPackage != null && !keyPackage.isLastResort()) {
      keyPackage.close();
      keyPackage = null;
    }
  }

  /** Makes an external commit, to be sent to all; {@link #taken()} then completes the join. */
  public Bytes joinExternally(Bytes groupInfo) throws DecodeException, RuleViolation, MissingInput {
    return pend(Group.joinExternally(config, identity, groupInfo));
  }

  /** As {@link #joinExternally(Bytes)}, with whatever else is in the commit. */
  public Bytes pend(ExternalJoin commit) throws RuleViolation, MissingInput {
    PendingJoin join = commit.build();
    pendingJoin = join;
    return join.message();
  }

  // Sending

  public Bytes say(String text) {
    return group().protect(Bytes.ofUtf8(text));
  }

  public Bytes groupInfo() {
    return group().groupInfo(true);
  }

  public Bytes proposeUpdate() throws RuleViolation {
    return group().propose().update();
  }

  /**
   * A commit that waits to be taken.
   *
   * @param welcome for those whom it adds
   */
  public record Outgoing(Bytes commit, Optional<Bytes> welcome) {}

  /** Commits to all proposals that wait, and renews this client's keys. */
  public Outgoing commit() throws RuleViolation, MissingInput {
    return pend(group().commit());
  }

  public Outgoing add(List<Bytes> keyPackages) throws DecodeException, RuleViolation, MissingInput {
    return pend(adding(keyPackages));
  }

  /** Adds without renewing this client's keys. */
  public Outgoing addWithoutPath(List<Bytes> keyPackages)
      throws DecodeException, RuleViolation, MissingInput {
    return pend(adding(keyPackages).withoutPath());
  }

  public Outgoing remove(String member) throws RuleViolation, MissingInput {
    return pend(group().commit().remove(leafOf(member)));
  }

  /** The delivery service has taken this client's commit: the client enters the new epoch. */
  public void taken() {
    if (pendingJoin != null) {
      group = pendingJoin.merge();
      pendingJoin = null;
    } else if (pendingCommit != null) {
      group().merge(pendingCommit);
      pendingCommit = null;
    } else {
      throw new IllegalStateException(name + " has made no commit");
    }
  }

  private CommitBuilder adding(List<Bytes> keyPackages) throws DecodeException, RuleViolation {
    CommitBuilder commit = group().commit();
    for (Bytes published : keyPackages) {
      commit.add(published);
    }
    return commit;
  }

  /** Makes a commit that waits until {@link #taken()}. */
  public Outgoing pend(CommitBuilder commit) throws RuleViolation, MissingInput {
    PendingCommit built = commit.build();
    pendingCommit = built;
    return new Outgoing(built.message(), built.welcome());
  }

  /** Where a member sits. */
  public LeafIndex leafOf(String member) {
    return group().members().stream()
        .filter(candidate -> nameOf(candidate).equals(member))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(member + " is no member"))
        .index();
  }

  // Receiving

  /** What a message turned out to be. */
  public sealed interface Reading {

    /** Words of somebody. */
    record Text(String from, String text, long epoch) implements Reading {}

    /** A commit: this client is in the next epoch now. */
    record NextEpoch(String committer, long epoch) implements Reading {}

    /** The commit that removes this client; it stays where it was. */
    record Removed(String committer) implements Reading {}

    /** A proposal, kept until somebody commits to it. */
    record Proposed() implements Reading {}
  }

  /** Reads a message, and follows it into the next epoch if it is a commit. */
  public Reading read(Bytes message) throws DecodeException, RuleViolation, MissingInput {
    Received received = group().receive(message);
    if (received instanceof ApplicationMessage said) {
      return new Reading.Text(nameOf(said.sender()), said.data().toUtf8(), said.epoch());
    }
    if (received instanceof StagedCommit commit) {
      String committer = nameOf(commit.changes().committer());
      if (commit.changes().removesSelf()) {
        commit.close();
        return new Reading.Removed(committer);
      }
      group().merge(commit);
      return new Reading.NextEpoch(committer, epoch());
    }
    return new Reading.Proposed();
  }

  // What the group is like

  public long epoch() {
    return group().epoch();
  }

  Bytes epochAuthenticator() {
    return group().epochAuthenticator();
  }

  /** As in the ratchet_tree extension. */
  Bytes ratchetTree() {
    return group().ratchetTree();
  }

  /** The group itself, for what has no word of its own here. */
  public Group group() {
    Group own = group;
    if (own == null) {
      throw new IllegalStateException(name + " is in no group");
    }
    return own;
  }

  /** What others call a member. */
  public static String nameOf(Member member) {
    return TreeSketch.name(member.credential());
  }

  /** Wipes all secrets. */
  @Override
  public void close() {
    if (pendingCommit != null) {
      pendingCommit.close();
    }
    if (pendingJoin != null) {
      pendingJoin.close();
    }
    if (group != null) {
      group.close();
    }
    if (keyPackage != null) {
      keyPackage.close();
    }
  }
}
