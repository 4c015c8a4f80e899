package io.github.mls4j.interop.peers;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.mls.client.MLSClientImpl;

/**
 * BouncyCastle's service class, an instance for each actor: one alone looks for past epochs among
 * the states of all actors, so that they use up each other's keys.
 */
final class BouncyCastleActors {

  /** What an actor has been given; in a request, what says whose it is. */
  private static final List<String> IDS =
      List.of("state_id", "reinit_id", "signer_id", "transaction_id", "state_or_transaction_id");

  private final Map<ByteString, MLSClientImpl> byIdentity = new HashMap<>();
  private final Map<Integer, MLSClientImpl> byId = new HashMap<>();
  private final MLSClientImpl nobody = new MLSClientImpl();

  ServerServiceDefinition service() {
    ServerServiceDefinition one = nobody.bindService();
    ServerServiceDefinition.Builder all =
        ServerServiceDefinition.builder(one.getServiceDescriptor());
    one.getMethods().forEach(method -> all.addMethod(routed(method.getMethodDescriptor())));
    return all.build();
  }

  private <Q, R> ServerMethodDefinition<Q, R> routed(MethodDescriptor<Q, R> rpc) {
    String name = rpc.getBareMethodName();
    Method method =
        Stream.of(MLSClientImpl.class.getDeclaredMethods())
            .filter(
                candidate ->
                    candidate
                        .getName()
                        .equals(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)))
            .findAny()
            .orElseThrow();
    return ServerMethodDefinition.create(
        rpc,
        ServerCalls.asyncUnaryCall(
            (request, answers) -> {
              MLSClientImpl actor = actorOf((Message) request);
              try {
                method.invoke(actor, request, remembering(answers, actor));
              } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(name, e);
              }
            }));
  }

  private MLSClientImpl actorOf(Message request) {
    for (String id : IDS) {
      MLSClientImpl actor = byId.get(field(request, id));
      if (actor != null) {
        return actor;
      }
    }
    return field(request, "identity") instanceof ByteString identity
        ? byIdentity.computeIfAbsent(identity, key -> new MLSClientImpl())
        : nobody;
  }

  /** Passes answers on, and remembers whose the ids in them are. */
  private <R> StreamObserver<R> remembering(StreamObserver<R> answers, MLSClientImpl actor) {
    return new StreamObserver<>() {
      @Override
      public void onNext(R answer) {
        for (String name : IDS) {
          if (field((Message) answer, name) instanceof Integer id) {
            byId.put(id, actor);
          }
        }
        answers.onNext(answer);
      }

      @Override
      public void onError(Throwable error) {
        answers.onError(error);
      }

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  /** Null if messages of that kind have no such field. */
  private static Object field(Message message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return field == null ? null : message.getField(field);
  }
}
