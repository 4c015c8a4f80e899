package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which threads work for a group does not show, whatever the application has them do. */
class ExecutorScenarioTest {

  private static final int MEMBERS = 40;
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final ExecutorService pool = Executors.newFixedThreadPool(3);

  /** What an executor has been given that never gets to it. */
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @AfterEach
  void tearDown() {
    pool.shutdownNow();
  }

  private List<Executor> executors() {
    return List.of(Runnable::run, pool, waiting::add);
  }

  private static TestClient client(String name, Executor executor) {
    return client(name, executor, InstantSource.fixed(NOW));
  }

  private static TestClient client(String name, Executor executor, InstantSource clock) {
    return new TestClient(
        name,
        Circle.SUITE,
        builder ->
            builder
                .validation(
                    new ValidationPolicy(
                        AuthenticationService.trustingBasicCredentials(),
                        clock,
                        true,
                        ValidationPolicy.DEFAULT_MAX_LIFETIME))
                .random(new SeededRandom(name))
                .executor(executor)
                .grease(false));
  }

  private static CommitBuilder addAll(TestClient creator, List<TestClient> joiners)
      throws Exception {
    CommitBuilder commit = creator.group.commit();
    for (TestClient joiner : joiners) {
      commit.add(joiner.published());
    }
    return commit;
  }

  private static List<TestClient> joiners(Executor executor) {
    List<TestClient> joiners = new ArrayList<>();
    for (int i = 1; i < MEMBERS; i++) {
      joiners.add(client("member " + i, executor));
    }
    return joiners;
  }

  /** With the same random numbers the same is sent, and joined by all. */
  @Test
  void aGroupIsTheSameOnAnyThreads() throws Exception {
    List<List<Bytes>> sent = new ArrayList<>();
    for (Executor executor : executors()) {
      TestClient creator = client("creator", executor).create("many");
      List<TestClient> joiners = joiners(executor);
      List<Bytes> messages = new ArrayList<>();
      Consumer<PendingCommit> merge =
          commit -> {
            messages.add(commit.message());
            commit.welcome().ifPresent(messages::add);
            creator.group.merge(commit);
          };
      merge.accept(addAll(creator, joiners).build());
      TestClient first = joiners.get(0);
      TestClient last = joiners.get(MEMBERS - 2);
      first.join(messages.get(1));
      last.join(messages.get(1));
      TestClient.assertAgree(creator, first, last);
      // To all members one by one, since nobody has set a node yet.
      merge.accept(creator.group.commit().remove(new LeafIndex(3)).build());
      first.follow(messages.get(2));
      last.follow(messages.get(2));
      TestClient.assertAgree(creator, first, last);
      sent.add(messages);
    }
    assertThat(Set.copyOf(sent).size()).isEqualTo(1);
    assertThat(waiting).isNotEmpty();
  }

  /** Of several refused key packages the first is named, by its own first fault. */
  @Test
  void theFirstFaultIsNamedWhoeverFindsIt() throws Exception {
    for (Executor executor : executors()) {
      TestClient creator = client("creator", executor).create("many");
      List<TestClient> joiners = joiners(executor);
      CommitBuilder commit = addAll(creator, joiners.subList(0, 20));
      commit.add(withSignature(joiners.get(20), Bytes.ofUtf8("none")));
      commit.add(ofAnotherSuite());
      for (TestClient joiner : joiners.subList(22, MEMBERS - 1)) {
        commit.add(withSignature(joiner, Bytes.EMPTY));
      }
      RuleViolation refused = catchThrowableOfType(RuleViolation.class, commit::build);
      assertThat(refused.rule()).isEqualTo(Rule.KEY_PACKAGE_SIGNATURE_VALID);
      assertThat(refused.place().toString()).contains("20");
    }
  }

  /** The application may hold a lock while it calls that its clock takes, too. */
  @Test
  void theClockIsReadByTheThreadThatCalls() throws Exception {
    Executor waits =
        run -> {
          Thread helper = new Thread(run);
          helper.start();
          Uninterruptibles.joinUninterruptibly(helper);
        };
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    InstantSource clock =
        () -> {
          readers.add(Thread.currentThread());
          return NOW;
        };
    TestClient creator = client("creator", waits, clock).create("many");
    TestClient joiner = client("joiner", waits, clock);
    CommitBuilder commit = addAll(creator, joiners(Runnable::run)).add(joiner.published());
    joiner.join(commit.build().welcome().orElseThrow());
    assertThat(readers).containsExactly(Thread.currentThread());
  }

  private static KeyPackage ofAnotherSuite() throws Exception {
    return TestClient.of("other", CipherSuite.of(CipherSuiteId.of(2))).published();
  }

  private static KeyPackage withSignature(TestClient client, Bytes signature) throws Exception {
    KeyPackage good = client.published();
    return new KeyPackage(
        good.version(),
        good.cipherSuite(),
        good.initKey(),
        good.leafNode(),
        good.extensions(),
        signature);
  }
}
