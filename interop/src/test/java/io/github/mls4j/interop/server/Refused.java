package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that have to fail. */
final class Refused {

  private Refused() {}

  /** With that status, and for a reason that holds all these words. */
  static void with(Status.Code code, ThrowingCallable call, String... words) {
    StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getStatus().getCode()).as(refusal.toString()).isEqualTo(code);
    assertThat(refusal.getStatus().getDescription()).contains(words);
  }
}
