package io.github.mls4j.interop.server;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A call of the protocol, as its descriptor has it: tests of all calls forget none.
 *
 * @param method what gRPC knows of it
 */
record Rpc(MethodDescriptor<?, ?> method) {

  private static final int DEADLINE_SECONDS = 120;

  private static final MethodDescriptor.Marshaller<byte[]> RAW =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  /** All calls, by name. */
  static List<Rpc> all() {
    return MLSClientGrpc.getServiceDescriptor().getMethods().stream()
        .map(Rpc::new)
        .sorted(Comparator.comparing(Rpc::name))
        .toList();
  }

  String name() {
    return Objects.requireNonNull(method.getBareMethodName());
  }

  private static Message prototype(MethodDescriptor.Marshaller<?> marshaller) {
    return (Message)
        Objects.requireNonNull(((PrototypeMarshaller<?>) marshaller).getMessagePrototype());
  }

  /** A request with nothing in it. */
  Message request() {
    return prototype(method.getRequestMarshaller());
  }

  Message call(Channel channel, Message request) {
    return call(channel, request.toByteArray());
  }

  /** Sends these bytes as a request. */
  Message call(Channel channel, byte[] request) {
    return response(
        ClientCalls.blockingUnaryCall(
            channel,
            method.toBuilder(RAW, RAW).build(),
            CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
            request));
  }

  /** What these bytes say as a response. */
  Message response(byte[] bytes) {
    try {
      return prototype(method.getResponseMarshaller()).newBuilderForType().mergeFrom(bytes).build();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields that hold a number which the server gave out. */
  static List<FieldDescriptor> ids(Message message) {
    return message.getDescriptorForType().getFields().stream()
        .filter(field -> field.getName().endsWith("_id"))
        .filter(field -> field.getJavaType() == JavaType.INT)
        .toList();
  }

  @Override
  public String toString() {
    return name();
  }
}
