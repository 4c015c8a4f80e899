package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.InMemoryStore;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example in the package's documentation runs, and the documentation shows what runs. */
class RestartExampleTest {

  private static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  private final AuthenticationService authentication =
      AuthenticationService.trustingBasicCredentials();
  private final InMemoryStore store = new InMemoryStore();
  private final MlsIdentity alice = identity("alice");
  private final MlsIdentity bob = identity("bob");
  private final List<Bytes> sent = new ArrayList<>();
  private final List<Bytes> shown = new ArrayList<>();

  private static MlsIdentity identity(String name) {
    GroupConfig config = GroupConfig.of(AuthenticationService.trustingBasicCredentials());
    return MlsIdentity.generate(SUITE, new Credential.Basic(Bytes.ofUtf8(name)), config.random());
  }

  private void send(Bytes message) {
    sent.add(message);
  }

  /** Alice's client starts again, and something arrives. */
  private Group restartAndTake(Bytes groupId, Bytes message) throws MlsException {
    // example:start
    GroupConfig config =
        GroupConfig.builder(authentication).store(store).keyPackages(store).build();
    Group group = Group.load(config, alice, groupId).orElseThrow();

    // Perhaps the delivery service never got these; twice does no harm.
    group.pendingCommits().forEach(commit -> send(commit.message()));

    // The delivery service takes one commit an epoch; it may be our own that comes back.
    Received received = group.receive(message);
    if (received instanceof OwnMessage own) {
      Optional<PendingCommit> taken = own.commit().flatMap(group::pendingCommit);
      if (taken.isPresent()) {
        group.merge(taken.get());
        taken.get().welcome().ifPresent(this::send);
      }
    } else if (received instanceof StagedCommit winner) {
      group.merge(winner); // our own is discarded: what it was for is asked for again
    } else if (received instanceof ApplicationMessage said) {
      shown.add(said.data());
    }
    // example:end
    return group;
  }

  @Test
  void theExampleRuns() throws Exception {
    GroupConfig bobs = GroupConfig.of(authentication);
    GroupConfig alices = GroupConfig.builder(authentication).store(store).build();
    KeyPackageBundle keyPackage = KeyPackageBundle.generate(bobs, bob);
    Bytes id = Bytes.ofUtf8("friends");
    Group group = Group.create(alices, alice, id);
    group.commit().add(keyPackage.message()).build();
    group.close();

    group =
        restartAndTake(
            id, Group.load(alices, alice, id).orElseThrow().pendingCommits().get(0).message());
    assertThat(sent).hasSize(2);
    Group bobsGroup = Group.join(bobs, bob, keyPackage, sent.get(1));

    PendingCommit lost = group.commit().build();
    PendingCommit won = bobsGroup.commit().build();
    group.close();
    bobsGroup.merge(won);
    group = restartAndTake(id, won.message());
    assertThat(sent).hasSize(3).last().isEqualTo(lost.message());
    assertThat(group.pendingCommits()).isEmpty();

    group.close();
    group = restartAndTake(id, bobsGroup.protect(Bytes.ofUtf8("hello")));
    assertThat(shown).containsExactly(Bytes.ofUtf8("hello"));
    assertThat(group.epochAuthenticator()).isEqualTo(bobsGroup.epochAuthenticator());
  }

  @Test
  void theDocumentationShowsWhatRuns() throws Exception {
    DocumentedExample.of(RestartExampleTest.class)
        .assertShownIn("mls-core/src/main/java/io/github/mls4j/group/package-info.java", " * ");
  }
}
