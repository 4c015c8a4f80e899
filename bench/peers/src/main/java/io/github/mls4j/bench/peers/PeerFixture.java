package io.github.mls4j.bench.peers;

import io.github.mls4j.bench.Client;
import io.github.mls4j.bench.Joiner;
import io.github.mls4j.bench.PreparedGroup;
import io.github.mls4j.bench.Providers;
import io.github.mls4j.bench.TreeShape;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.LeafIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A group of ours with a full tree, in whose right half a peer and a client of ours sit side by
 * side: both have the same to do.
 */
@State(Scope.Thread)
public class PeerFixture {

  /** CoreCrypto takes no key package that is good for more than 84 days. */
  private static final Duration LIFETIME = Duration.ofDays(80);

  @Param
  @SuppressWarnings("NullAway.Init")
  public Library peer;

  @Param({"100", "1000"})
  public int members;

  /** Of our cryptography. */
  @Param(CryptoProviders.DEFAULT)
  @SuppressWarnings("NullAway.Init")
  public String provider;

  @SuppressWarnings("NullAway.Init")
  private GroupConfig config;

  @SuppressWarnings("NullAway.Init")
  private Client committer;

  @SuppressWarnings("NullAway.Init")
  private Client ours;

  @SuppressWarnings("NullAway.Init")
  private Peer theirs;

  /** Puts the two in the places of others, and has all three commit, so that the tree is full. */
  @Setup(Level.Trial)
  public void join() throws Exception {
    // Lifetimes are not checked: those of BouncyCastle's leaves never end.
    ValidationPolicy policy =
        new ValidationPolicy(
            AuthenticationService.trustingBasicCredentials(),
            InstantSource.system(),
            false,
            ValidationPolicy.UNBOUNDED_LIFETIME);
    // CoreCrypto's groups demand members who know certificates, too.
    config =
        GroupConfig.builder(policy)
            .grease(false)
            .credentialTypes(List.of(CredentialType.BASIC, CredentialType.X509))
            .keyPackageLifetime(LIFETIME)
            .build();
    CipherSuite suite =
        CipherSuite.of(
            CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519, Providers.named(provider));
    committer = PreparedGroup.load(suite, members, TreeShape.FULL, config).committer();
    theirs = peer.open();
    Joiner joiner = joiner();
    int place = (int) place().value();
    try (PendingCommit commit =
        committer
            .group()
            .commit()
            .remove(new LeafIndex(place))
            .remove(new LeafIndex(place + 1))
            .add(Bytes.wrap(theirs.keyPackage()))
            .add(joiner.keyPackage().message())
            .build()) {
      committer.group().merge(commit);
      Bytes welcome = commit.welcome().orElseThrow();
      theirs.join(welcome.toByteArray());
      Group joined = Group.join(config, joiner.identity(), joiner.keyPackage(), welcome);
      ours = new Client(config, joiner.identity(), joiner.signer(), joined);
    }
    Bytes message = Bytes.wrap(theirs.commit());
    committer.follow(message);
    ours.follow(message);
    commit(ours, committer);
    commit(committer, ours);
  }

  private void commit(Client client, Client other) throws Exception {
    try (PendingCommit commit = client.group().commit().build()) {
      other.follow(commit.message());
      theirs.receiveCommit(commit.message().toByteArray());
      client.group().merge(commit);
    }
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    theirs.close();
  }

  /** The peer's leaf, the first in the tree's right half. */
  LeafIndex place() {
    return new LeafIndex(Integer.highestOneBit(members - 1));
  }

  GroupConfig config() {
    return config;
  }

  Client committer() {
    return committer;
  }

  Client ours() {
    return ours;
  }

  Peer theirs() {
    return theirs;
  }

  Joiner joiner() {
    return Joiner.generate(suite(), config, "mls4j");
  }

  private CipherSuite suite() {
    return committer.identity().suite();
  }
}
