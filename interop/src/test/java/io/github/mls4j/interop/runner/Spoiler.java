package io.github.mls4j.interop.runner;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a good client a bad one: one kind of call is answered otherwise, or with an error. */
final class Spoiler implements ClientInterceptor {

  private final String rpc;
  private final UnaryOperator<Message> change;
  private final @Nullable Status error;

  /** The calls that went by. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  private Spoiler(String rpc, UnaryOperator<Message> change, @Nullable Status error) {
    this.rpc = rpc;
    this.change = change;
    this.error = error;
  }

  /** Spoils nothing. */
  static Spoiler none() {
    return new Spoiler("", UnaryOperator.identity(), null);
  }

  /** The answers to these calls are changed. */
  static Spoiler answer(String rpc, UnaryOperator<Message> change) {
    return new Spoiler(rpc, change, null);
  }

  /** The field of the answers to these calls gets another value. */
  static Spoiler field(String rpc, String field, Object value) {
    return answer(
        rpc,
        answer ->
            answer.toBuilder()
                .setField(answer.getDescriptorForType().findFieldByName(field), value)
                .build());
  }

  /** These calls end with an error. */
  static Spoiler error(String rpc, Status error) {
    return new Spoiler(rpc, UnaryOperator.identity(), error);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    String name = String.valueOf(method.getBareMethodName());
    calls.add(name);
    if (!name.equals(rpc)) {
      return next.newCall(method, options);
    }
    if (error != null) {
      return new Failing<>(error);
    }
    return new SimpleForwardingClientCall<Q, R>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<R>(listener) {
              @Override
              @SuppressWarnings("unchecked")
              public void onMessage(R message) {
                super.onMessage((R) change.apply((Message) message));
              }
            },
            headers);
      }
    };
  }

  private static final class Failing<Q, R> extends ClientCall<Q, R> {
    private final Status error;

    Failing(Status error) {
      this.error = error;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      listener.onClose(error, new Metadata());
    }

    @Override
    public void request(int count) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(Q message) {}
  }
}
