package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.PendingJoin;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.group.Proposer;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A whole group that generated vectors are about: each step is taken by one member through the
 * public API, and all others follow it.
 */
final class VectorGroup implements AutoCloseable {

  /** An extension of the group context, from the range for private use. */
  static final ExtensionType TOPIC = new ExtensionType(0xf001);

  /** The first second of 2026. */
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600L);

  /** What a member puts into a commit. */
  @FunctionalInterface
  interface Plan {
    CommitBuilder of(CommitBuilder commit) throws Exception;
  }

  /** A proposal that a member makes. */
  @FunctionalInterface
  interface Sending {
    Bytes by(Proposer proposer) throws Exception;
  }

  /** How the group goes about things. */
  record Manner(boolean encryptHandshake, boolean treeInWelcome) {}

  /** What a commit sends. */
  record Sent(Bytes commit, Optional<Bytes> welcome) {}

  final CipherSuite suite;
  final Draws draws;
  final ExternalPsk psk;
  private final GroupConfig config;
  private final List<VectorClient> members = new ArrayList<>();
  private int named;

  /** A group of one. */
  VectorGroup(CipherSuite suite, Draws draws, Manner manner) throws Exception {
    this.suite = suite;
    this.draws = draws;
    this.psk = new ExternalPsk(draws.hash(suite), draws.hash(suite));
    this.config =
        GroupConfig.builder(AuthenticationService.trustingBasicCredentials())
            .random(draws.random())
            .psks(id -> id.equals(psk.pskId()) ? Secret.copyOf(psk.psk()) : null)
            .grease(false)
            .cipherSuites(List.of(suite.id()))
            .credentialTypes(List.of(CredentialType.BASIC))
            .extensions(List.of(CustomExtension.ofBytes(TOPIC, CustomExtension.ANYWHERE)))
            .encryptHandshake(manner.encryptHandshake)
            .treeInWelcome(manner.treeInWelcome)
            .validation(
                new ValidationPolicy(
                    AuthenticationService.trustingBasicCredentials(),
                    InstantSource.fixed(NOW),
                    true,
                    ValidationPolicy.UNBOUNDED_LIFETIME))
            .build();
    VectorClient creator = client();
    creator.is(Group.create(config, creator.keys.identity(), draws.hash(suite)));
    members.add(creator);
  }

  /** A client that is not in the group yet. */
  VectorClient client() throws Exception {
    return new VectorClient(
        ClientKeys.draw(
            suite,
            draws,
            ClientKeys.Issuer.basic("client " + named++),
            ClientKeys.Claims.of(suite, TOPIC)),
        config);
  }

  Extension topic() {
    return new Extension(TOPIC, draws.bytes(1 + draws.below(suite.hashLength())));
  }

  /** Those in the group, by when they came. */
  List<VectorClient> members() {
    return List.copyOf(members);
  }

  VectorClient member(int index) {
    return members.get(index);
  }

  /** Where everybody is. */
  Group view() {
    return members.get(0).group();
  }

  /** A member adds clients in one commit. */
  Sent add(VectorClient by, VectorClient... joiners) throws Exception {
    return commit(by, commit -> commit, joiners);
  }

  /** A member commits all that is pending and what it plans, and adds clients. */
  Sent commit(VectorClient by, Plan plan, VectorClient... joiners) throws Exception {
    CommitBuilder builder = plan.of(by.group().commit());
    for (VectorClient joiner : joiners) {
      builder.add(joiner.keys.keyPackageMessage());
    }
    return send(by, builder, joiners);
  }

  /** A member commits all that is pending, which adds clients. */
  Sent commitReferring(VectorClient by, VectorClient... joiners) throws Exception {
    return send(by, by.group().commit(), joiners);
  }

  private Sent send(VectorClient by, CommitBuilder builder, VectorClient... joiners)
      throws Exception {
    try (PendingCommit commit = builder.build()) {
      followAll(by, commit.message());
      by.group().merge(commit);
      if (commit.welcome().isPresent()) {
        for (VectorClient joiner : joiners) {
          joiner.join(
              commit.welcome().get(), config.treeInWelcome() ? null : by.group().ratchetTree());
        }
        members.addAll(Arrays.asList(joiners));
      }
      return new Sent(commit.message(), commit.welcome());
    }
  }

  /** A proposal that all others have. */
  Bytes propose(VectorClient by, Sending what) throws Exception {
    Bytes message = what.by(by.group().propose());
    for (VectorClient other : members) {
      if (other != by) {
        Decode.at("proposal", () -> other.group().receive(message), PendingProposal.class);
      }
    }
    return message;
  }

  /** A client joins by a commit of its own. */
  Sent joinExternally(VectorClient client) throws Exception {
    try (PendingJoin join =
        Group.joinExternally(config, client.keys.identity(), view().groupInfo(true)).build()) {
      followAll(client, join.message());
      client.is(join.merge());
      members.add(client);
      return new Sent(join.message(), Optional.empty());
    }
  }

  private void followAll(VectorClient by, Bytes commit) throws Exception {
    for (VectorClient member : members()) {
      if (member != by) {
        member.follow(commit);
        if (!member.group().isActive()) {
          member.group().close();
          members.remove(member);
        }
      }
    }
  }

  @Override
  public void close() {
    members.forEach(member -> member.group().close());
  }
}
