package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Groups in several threads, and one group in several by mistake: right, or a clear error. */
class ThreadsScenarioTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 25;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  private static Circle circle(String... names) throws Exception {
    return Circle.of(builder -> builder.store(new TestStore()), names);
  }

  @BeforeEach
  void setUp() throws Exception {
    circle = circle("alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  @AfterEach
  void tearDown() {
    threads.shutdownNow();
  }

  /** All at once; what they return, in the order of the tasks. */
  private <T> List<T> race(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    List<Callable<T>> waiting = new ArrayList<>();
    for (Callable<T> task : tasks) {
      waiting.add(
          () -> {
            start.await();
            return task.call();
          });
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(waiting)) {
      results.add(future.get());
    }
    return results;
  }

  private <T> List<T> race(Callable<T> task) throws Exception {
    return race(Collections.nCopies(THREADS, task));
  }

  /** They share a cipher suite, and with it all cryptographic objects that it keeps. */
  @Test
  void groupsOfTheirOwn() throws Exception {
    race(
        () -> {
          Circle own = circle("one", "two", "three");
          for (int i = 0; i < ROUNDS; i++) {
            own.commit(own.member(i % 3), commit -> commit);
            own.assertAllTalk();
          }
          return own;
        });
  }

  @Test
  void oneGroupThatSends() throws Exception {
    List<Bytes> messages =
        race(
                () -> {
                  List<Bytes> own = new ArrayList<>();
                  for (int i = 0; i < ROUNDS; i++) {
                    own.add(alice.say("message"));
                  }
                  return own;
                })
            .stream()
            .flatMap(List::stream)
            .toList();
    assertThat(messages).hasSize(THREADS * ROUNDS);
    Wire wire = new Wire();
    for (Bytes message : messages) {
      wire.send(alice, message);
      assertThat(bob.read(message)).isEqualTo("message");
    }
    alice.assertStored();
  }

  @Test
  void oneGroupThatReceives() throws Exception {
    List<Bytes> messages = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      messages.add(alice.say("message"));
    }
    List<Integer> opened =
        race(
            () -> {
              int count = 0;
              for (Bytes message : messages) {
                try {
                  bob.read(message);
                  count++;
                } catch (RuleViolation e) {
                  assertThat(e.rule()).isEqualTo(Rule.GENERATION_NOT_USED_TWICE);
                }
              }
              return count;
            });
    assertThat(opened.stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROUNDS);
    bob.assertStored();
    circle.assertAllTalk();
  }

  @RepeatedTest(10)
  void oneStagedCommitThatIsMerged() throws Exception {
    PendingCommit commit = alice.group.commit().build();
    StagedCommit staged = (StagedCommit) bob.group.receive(commit.message());
    List<Boolean> merged = race(() -> succeeds(() -> bob.group.merge(staged)));
    assertThat(merged).containsOnlyOnce(true);
    carol.follow(commit.message());
    List<Boolean> own = race(() -> succeeds(() -> alice.group.merge(commit)));
    assertThat(own).containsOnlyOnce(true);
    circle.assertAgree();
    alice.assertStored();
    bob.assertStored();
    circle.assertAllTalk();
  }

  /** Whichever comes first: the other finds the commit closed, or merged. */
  @RepeatedTest(10)
  void oneCommitThatIsMergedAndDiscarded() throws Exception {
    PendingCommit commit = alice.group.commit().build();
    StagedCommit staged = (StagedCommit) bob.group.receive(commit.message());
    List<Boolean> own =
        race(
            List.of(
                () -> succeeds(() -> alice.group.merge(commit)), () -> succeeds(commit::close)));
    List<Boolean> others =
        race(List.of(() -> succeeds(() -> bob.group.merge(staged)), () -> succeeds(staged::close)));
    assertThat(alice.group.epoch()).isEqualTo(own.get(0) ? 2 : 1);
    assertThat(bob.group.epoch()).isEqualTo(others.get(0) ? 2 : 1);
    assertThat(own.get(1) && others.get(1)).as("closing never fails").isTrue();
    alice.assertStored();
    bob.assertStored();
    if (own.get(0)) {
      if (!others.get(0)) {
        bob.follow(commit.message());
      }
      carol.follow(commit.message());
      circle.assertAgree();
      circle.assertAllTalk();
    }
  }

  private static boolean succeeds(Runnable step) {
    try {
      step.run();
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void oneGroupThatIsLookedAtWhileItGoesOn() throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            circle.commit(i % 2 == 0 ? bob : alice, commit -> commit);
          }
          return alice.group.epoch();
        });
    for (int i = 1; i < THREADS; i++) {
      tasks.add(
          () -> {
            long epoch = 0;
            for (int n = 0; n < ROUNDS * 10; n++) {
              assertThat(alice.group.epochAuthenticator().size()).isEqualTo(32);
              assertThat(alice.group.members()).hasSize(3);
              alice.group.save().close();
              alice.group.export("label", Bytes.EMPTY, 16).close();
              long now = alice.group.epoch();
              assertThat(now).isGreaterThanOrEqualTo(epoch);
              epoch = now;
            }
            return epoch;
          });
    }
    race(tasks);
    circle.assertAgree();
    alice.assertStored();
  }
}
