package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.JoinGroupRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several callers at once. */
class CallersTest {

  private static final int THREADS = 4;

  private static LiveServer live;

  private ExecutorService threads;

  @BeforeAll
  static void start() throws IOException {
    live = new LiveServer();
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  @BeforeEach
  void startThreads() {
    threads = Executors.newFixedThreadPool(THREADS);
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static Talk talk(String... names) {
    return new Talk(live.stub, 1, true)
        .create(names[0], List.of(names).subList(1, names.length).toArray(String[]::new));
  }

  /** How many of the calls are answered; all others do not find what they are about. */
  private <T> int answered(List<? extends Callable<T>> calls) throws Exception {
    int answered = 0;
    for (Future<T> done : threads.invokeAll(calls)) {
      try {
        done.get();
        answered++;
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                StatusRuntimeException.class,
                refusal ->
                    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
      }
    }
    return answered;
  }

  @Test
  void callsForOneStateTakeTurns() throws Exception {
    Talk talk = talk("alice", "bob");
    Set<ByteString> messages = ConcurrentHashMap.newKeySet();
    assertThat(
            answered(Collections.nCopies(100, () -> messages.add(talk.protect("alice", "hello")))))
        .isEqualTo(100);
    assertThat(messages).hasSize(100);
    List<Callable<Void>> opening = new ArrayList<>();
    for (ByteString message : messages) {
      opening.add(
          () -> {
            talk.opens("bob", message, "hello");
            return null;
          });
    }
    assertThat(answered(opening)).isEqualTo(100);
  }

  @Test
  void aTransactionIsUsedUpOnce() throws Exception {
    Talk talk = talk("alice");
    ByteString bob = talk.keyPackage("bob");
    CommitResponse commit = talk.commit("alice", plan -> plan.addByValue(Talk.add(bob)));
    JoinGroupRequest join =
        JoinGroupRequest.newBuilder()
            .setTransactionId(talk.joiners.get("bob").getTransactionId())
            .setWelcome(commit.getWelcome())
            .build();
    int before = live.server.liveIds();
    assertThat(answered(Collections.nCopies(10, () -> live.stub.joinGroup(join)))).isEqualTo(1);
    assertThat(live.server.liveIds()).isEqualTo(before);
  }

  @Test
  void aStateIsFreedOnceWhileOthersUseIt() throws Exception {
    for (int i = 0; i < 20; i++) {
      Talk talk = talk("alice");
      int before = live.server.liveIds();
      FreeRequest free = FreeRequest.newBuilder().setStateId(talk.state("alice")).build();
      List<Callable<Object>> calls = new ArrayList<>();
      for (int j = 0; j < 5; j++) {
        calls.add(() -> talk.protect("alice", "hello"));
        calls.add(() -> talk.groupInfo("alice", true));
      }
      Callable<Object> freeing = () -> live.stub.free(free);
      calls.add(5, freeing);
      answered(calls);
      assertThat(live.server.liveIds()).isEqualTo(before - 1);
      assertThat(answered(List.of(freeing))).isZero();
    }
  }

  @Test
  void manyConversationsGoOnAtOnce() throws Exception {
    List<Callable<Void>> conversations = new ArrayList<>();
    for (int i = 0; i < 3 * THREADS; i++) {
      int suite = i % 3 + 1;
      boolean encrypt = i % 2 == 0;
      conversations.add(
          () -> {
            Talk talk = new Talk(live.stub, suite, encrypt).create("alice", "bob", "carol");
            talk.commit("bob", plan -> plan.addByReference(Asks.update(talk, "carol")));
            talk.joinExternally("dave", "alice", true, false);
            talk.allTalk();
            return null;
          });
    }
    assertThat(answered(conversations)).isEqualTo(3 * THREADS);
  }
}
