package io.github.mls4j.interop.server;

import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in: gRPC itself answers UNKNOWN to bytes that are no request.
 *
 * @param request null if the bytes are none
 */
record Incoming<Q>(@Nullable Q request) {

  /** Reads requests, or finds that they are none. */
  static <Q> MethodDescriptor.Marshaller<Incoming<Q>> marshaller(
      MethodDescriptor.Marshaller<Q> requests) {
    return new MethodDescriptor.Marshaller<>() {
      @Override
      public Incoming<Q> parse(InputStream stream) {
        try {
          return new Incoming<>(requests.parse(stream));
        } catch (StatusRuntimeException e) {
          return new Incoming<>(null);
        }
      }

      @Override
      public InputStream stream(Incoming<Q> value) {
        throw new UnsupportedOperationException("a server sends no requests");
      }
    };
  }
}
