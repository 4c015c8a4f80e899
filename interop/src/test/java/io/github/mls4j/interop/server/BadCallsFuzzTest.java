package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What anyone may send through any call: each has a status that says why, the server lives on, and
 * what was there before is there after.
 *
 * <p>{@code -Dmls.fuzz.mutations} and {@code -Dmls.fuzz.seed} make a longer or another run.
 */
class BadCallsFuzzTest {

  private static final int CALLS = Integer.getInteger("mls.fuzz.mutations", 100_000) / 10;
  private static final long SEED = Long.getLong("mls.fuzz.seed", 9420L);

  private static final Set<Status.Code> DOCUMENTED =
      Set.of(
          Status.Code.OK,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.NOT_FOUND,
          Status.Code.RESOURCE_EXHAUSTED);

  /** Calls that do not succeed twice, or not for the same state. */
  private static final Set<String> ONCE =
      Set.of(
          "Free",
          "HandleBranch",
          "HandleCommit",
          "HandlePendingCommit",
          "HandlePendingReInitCommit",
          "HandleReInitCommit",
          "HandleReInitWelcome",
          "JoinGroup",
          "ReInitWelcome",
          "Unprotect");

  /** 34 groups of two or three, with what waits to join them. */
  private static final int MAX_LIVE_IDS = 300;

  private static final long MAX_HEAP_GROWTH = 64L << 20;

  /** One call with a group in which its request is good. */
  private record Stage(Message good, Set<Integer> ids) {}

  private final Random random = new Random(SEED);
  private final Mangler mangler = new Mangler(random);
  private final Map<Rpc, Stage> stages = new TreeMap<>(Comparator.comparing(Rpc::name));
  private final Map<Status.Code, Integer> statuses = new EnumMap<>(Status.Code.class);
  private final Set<String> refused = new HashSet<>();

  /** All numbers that the server has given out. */
  private final Set<Integer> seen = new HashSet<>();

  private int talks;

  @Test
  void eachBadCallHasAStatusAndChangesNothing() throws Exception {
    try (LiveServer live = new LiveServer()) {
      Channel channel = ClientInterceptors.intercept(live.channel, new IdCollector());
      Talk control = talk(channel).create("alice", "bob", "carol");
      control.storePskAtAll("psk");
      List<Rpc> all = Rpc.all();
      long usedBefore = 0;
      for (int i = 0; i < CALLS; i++) {
        callBadly(all.get(i % all.size()), channel);
        assertThat(live.server.liveIds()).isLessThan(MAX_LIVE_IDS);
        if (i == CALLS / 10) {
          usedBefore = used();
        }
      }
      System.out.printf("fuzzing bad calls, seed %d: %s%n", SEED, statuses);
      assertThat(used() - usedBefore).isLessThan(MAX_HEAP_GROWTH);
      assertThat(statuses).containsKeys(Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION);
      assertThat(statuses.get(Status.Code.INVALID_ARGUMENT)).isGreaterThan(CALLS / 4);
      assertThat(refused).hasSize(all.size());
      for (Rpc rpc : all) {
        rpc.call(channel, stage(rpc, channel).good());
      }
      control.commit(
          "bob",
          commit -> commit.addByValue(Talk.described("externalPSK").setPskId(Talk.utf8("psk"))));
      control.allTalk();
      free(channel, Set.copyOf(seen));
      assertThat(live.server.liveIds()).isZero();
    }
  }

  private Talk talk(Channel channel) {
    int suite = talks % 4 == 0 ? talks / 4 % 7 + 1 : 1; // the first is quick, all have a turn
    talks++;
    return new Talk(MLSClientGrpc.newBlockingStub(channel), suite, random.nextBoolean());
  }

  private Stage stage(Rpc rpc, Channel channel) {
    Stage known = stages.get(rpc);
    if (known != null) {
      return known;
    }
    Set<Integer> before = Set.copyOf(seen);
    Message good = Scenes.ALL.get(rpc.name()).apply(talk(channel).create("alice", "bob"));
    mangler.learn(good);
    Set<Integer> ids = new HashSet<>(seen);
    ids.removeAll(before);
    Stage made = new Stage(good, ids);
    stages.put(rpc, made);
    return made;
  }

  private void callBadly(Rpc rpc, Channel channel) {
    Stage stage = stage(rpc, channel);
    byte[] request = badRequest(rpc, stage);
    Set<Integer> before = Set.copyOf(seen);
    Status status = Status.OK;
    try {
      rpc.call(channel, request);
    } catch (StatusRuntimeException e) {
      status = e.getStatus();
      refused.add(rpc.name());
      assertThat(status.getDescription()).isNotBlank().hasSizeLessThan(1000);
    }
    statuses.merge(status.getCode(), 1, Integer::sum);
    assertThat(DOCUMENTED).as("%s: %s", rpc, status).contains(status.getCode());
    if (status.isOk()) {
      Set<Integer> made = new HashSet<>(seen);
      made.removeAll(before);
      if (ONCE.contains(rpc.name())) {
        stages.remove(rpc);
        made.addAll(stage.ids());
      }
      free(channel, made);
    }
  }

  /** Never one that may be good for another stage. */
  private byte[] badRequest(Rpc rpc, Stage stage) {
    while (true) {
      byte[] bytes = candidate(rpc, stage);
      try {
        Message parsed = rpc.request().newBuilderForType().mergeFrom(bytes).build();
        if (Rpc.ids(parsed).stream()
            .map(parsed::getField)
            .allMatch(id -> !seen.contains(id) || stage.ids().contains(id))) {
          return bytes;
        }
      } catch (InvalidProtocolBufferException e) {
        return bytes;
      }
    }
  }

  private byte[] candidate(Rpc rpc, Stage stage) {
    int choice = random.nextInt(10);
    if (choice == 0) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      return bytes;
    }
    if (choice == 1) {
      return mangler.flipped(stage.good().toByteArray());
    }
    if (choice <= 3) {
      return withOwnIds(mangler.invent(rpc.request()), stage).toByteArray();
    }
    return mangler.damage(stage.good()).toByteArray();
  }

  /** Invented ids are nearly never those of something: half of the time they are made so. */
  private Message withOwnIds(Message invented, Stage stage) {
    List<Integer> ids = List.copyOf(stage.ids());
    Message.Builder builder = invented.toBuilder();
    for (FieldDescriptor field : Rpc.ids(invented)) {
      if (!ids.isEmpty() && random.nextBoolean()) {
        builder.setField(field, ids.get(random.nextInt(ids.size())));
      }
    }
    return builder.build();
  }

  private static void free(Channel channel, Set<Integer> ids) {
    var stub = MLSClientGrpc.newBlockingStub(channel);
    for (int id : ids) {
      try {
        stub.free(FreeRequest.newBuilder().setStateId(id).build());
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
      }
    }
  }

  private static long used() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Takes note of the numbers in all responses. */
  private final class IdCollector implements ClientInterceptor {

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<R> listener, Metadata headers) {
          super.start(
              new SimpleForwardingClientCallListener<>(listener) {
                @Override
                public void onMessage(R message) {
                  collect(method.getBareMethodName(), message);
                  super.onMessage(message);
                }
              },
              headers);
        }
      };
    }

    private void collect(String name, Object response) {
      try {
        Rpc rpc =
            Rpc.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        Message message =
            response instanceof byte[] bytes ? rpc.response(bytes) : (Message) response;
        for (FieldDescriptor field : Rpc.ids(message)) {
          seen.add((Integer) message.getField(field));
        }
      } catch (RuntimeException e) {
        throw new AssertionError(e);
      }
    }
  }
}
