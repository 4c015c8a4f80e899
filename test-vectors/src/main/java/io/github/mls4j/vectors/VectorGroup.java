package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.ExternalJoin;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.GroupStatus;
import io.github.mls4j.group.MlsIdentity;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole group that generated vectors are about: each step is taken by one member through the
 * public API, and all others follow it.
 */
final class VectorGroup implements AutoCloseable {

  /** An extension that stands anywhere, from the range for private use. */
  static final ExtensionType TOPIC = new ExtensionType(0xf001);

  /** The first second of 2026. */
  static final Instant NOW = Instant.ofEpochSecond(1_767_225_600L);

  /** What a member puts into a commit. */
  @FunctionalInterface
  interface Plan {
    CommitBuilder of(CommitBuilder commit) throws Exception;
  }

  /** What somebody puts into an external commit. */
  @FunctionalInterface
  interface Entry {
    ExternalJoin of(ExternalJoin join) throws Exception;
  }

  /** A proposal that a member makes. */
  @FunctionalInterface
  interface Sending {
    Bytes by(Proposer proposer) throws Exception;
  }

  /** What a commit sends. */
  record Sent(Bytes commit, Optional<Bytes> welcome) {}

  final CipherSuite suite;
  final Draws draws;

  /** What all members hold. */
  final List<ExternalPsk> psks = new ArrayList<>();

  private final GroupManner manner;
  private final GroupConfig config;
  private final List<VectorClient> members = new ArrayList<>();
  private int named;

  /** A group of one. */
  VectorGroup(CipherSuite suite, Draws draws, GroupManner manner) throws Exception {
    this.suite = suite;
    this.draws = draws;
    this.manner = manner;
    psks.add(new ExternalPsk(draws.hash(suite), draws.hash(suite)));
    AuthenticationService authentication = manner.authentication();
    this.config =
        manner
            .settings()
            .apply(
                GroupConfig.builder(authentication)
                    .random(draws.random())
                    .psks(this::find)
                    .grease(false)
                    .cipherSuites(List.of(suite.id()))
                    .credentialTypes(List.of(CredentialType.BASIC))
                    .extensions(List.of(CustomExtension.ofBytes(TOPIC, CustomExtension.ANYWHERE)))
                    .validation(
                        new ValidationPolicy(
                            authentication,
                            InstantSource.fixed(NOW),
                            true,
                            ValidationPolicy.UNBOUNDED_LIFETIME)))
            .build();
    VectorClient creator = client();
    creator.is(
        Group.create(
            creator.config, creator.keys.identity(), draws.hash(suite), manner.extensions()));
    members.add(creator);
  }

  private @Nullable Secret find(Bytes pskId) {
    return psks.stream()
        .filter(psk -> psk.pskId().equals(pskId))
        .findFirst()
        .map(psk -> Secret.copyOf(psk.psk()))
        .orElse(null);
  }

  /** One more pre-shared key that all members hold. */
  Bytes newPsk(int idLength, int length) {
    Bytes id = draws.bytes(idLength);
    psks.add(new ExternalPsk(id, draws.bytes(length)));
    return id;
  }

  /** The first key that all members hold. */
  Bytes pskId() {
    return psks.get(0).pskId();
  }

  /** A client that is not in the group yet. */
  VectorClient client() throws Exception {
    return client(settings -> settings);
  }

  /** A client that is not as the others. */
  VectorClient client(UnaryOperator<GroupConfig.Builder> settings) throws Exception {
    GroupConfig own = settings.apply(config.toBuilder()).build();
    ClientKeys.Claims claims = ClientKeys.Claims.of(own, manner.keyPackageExtensions(), draws);
    String name = "client " + named++;
    return new VectorClient(name, ClientKeys.draw(suite, draws, manner.issuer(name), claims), own);
  }

  /** The same party with another signature key, and a credential for that. */
  MlsIdentity successor(VectorClient client) throws Exception {
    SignatureKeyPair keys = suite.generateSignatureKeyPair(draws.random());
    return new MlsIdentity(suite, manner.issuer(client.name).issue(keys), keys);
  }

  Extension topic() {
    return new Extension(TOPIC, draws.bytes(1 + draws.below(suite.hashLength())));
  }

  boolean treeInWelcome() {
    return config.treeInWelcome();
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

  /** A member commits all that is pending, which adds clients, and what it plans. */
  Sent commitReferring(VectorClient by, Plan plan, VectorClient... joiners) throws Exception {
    return send(by, plan.of(by.group().commit()), joiners);
  }

  private Sent send(VectorClient by, CommitBuilder builder, VectorClient... joiners)
      throws Exception {
    try (PendingCommit commit = builder.build()) {
      followAll(by, commit.message());
      by.group().merge(commit);
      if (commit.welcome().isPresent()) {
        for (VectorClient joiner : joiners) {
          joiner.join(commit.welcome().get(), treeInWelcome() ? null : by.group().ratchetTree());
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
        receive(other, message);
      }
    }
    return message;
  }

  /** A proposal of somebody who is not in the group. */
  void deliver(Bytes proposal) throws Exception {
    for (VectorClient member : members) {
      receive(member, proposal);
    }
  }

  private static void receive(VectorClient member, Bytes proposal) throws Exception {
    Decode.at("proposal", () -> member.group().receive(proposal), PendingProposal.class);
  }

  /** A client joins by a commit of its own. */
  Sent joinExternally(VectorClient client, Entry entry) throws Exception {
    ExternalJoin started =
        Group.joinExternally(client.config, client.keys.identity(), view().groupInfo(true));
    try (PendingJoin join = entry.of(started).build()) {
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
        if (member.group().status() == GroupStatus.REMOVED) {
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
