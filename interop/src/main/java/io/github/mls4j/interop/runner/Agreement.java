package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/** One epoch authenticator that all members of an epoch say: the first one sets what it is. */
final class Agreement {

  private @Nullable ByteString authenticator;

  /** An actor's client has said, in answer to that call, what it is. */
  void require(String actor, MethodDescriptor<?, ?> rpc, ByteString said) throws StepFailure {
    if (said.isEmpty()) {
      throw StepFailure.wrong(actor, rpc, "no epoch authenticator in the answer");
    }
    if (authenticator == null) {
      authenticator = said;
    } else if (!authenticator.equals(said)) {
      throw StepFailure.wrong(actor, rpc, "does not agree on the epoch authenticator");
    }
  }
}
