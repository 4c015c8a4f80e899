package io.github.mls4j.interop.runner;

import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/** A step did not go as it has to: a client answered with an error, or with something wrong. */
public final class StepFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_MESSAGE = 400;

  private final String actor;
  private final @Nullable String rpc;
  private final @Nullable String status;

  /**
   * @param actor whose client it was
   * @param rpc the call; null if none was made
   * @param status the gRPC status of an error; null if the answer was wrong
   * @param message what is wrong; perhaps in the words of the client
   */
  StepFailure(
      String actor, @Nullable String rpc, @Nullable String status, @Nullable String message) {
    super(message == null ? "" : Text.clean(message, MAX_MESSAGE), null, false, false);
    this.actor = actor;
    this.rpc = rpc;
    this.status = status;
  }

  /** An answer that is wrong. */
  static StepFailure wrong(String actor, MethodDescriptor<?, ?> rpc, String message) {
    return new StepFailure(actor, rpc.getBareMethodName(), null, message);
  }

  /** A step that cannot be taken. */
  static StepFailure impossible(String actor, String message) {
    return new StepFailure(actor, null, null, message);
  }

  /** Whose client it was. */
  public String actor() {
    return actor;
  }

  /** The call; null if none was made. */
  public @Nullable String rpc() {
    return rpc;
  }

  /** The gRPC status of an error; null if the answer was wrong. */
  public @Nullable String status() {
    return status;
  }

  /** Whether the client did not answer in time. */
  boolean isTimeout() {
    return "DEADLINE_EXCEEDED".equals(status);
  }

  /** Whether the client itself has judged, and refused. */
  boolean isRefusal() {
    return status != null
        && switch (status) {
          case "UNAVAILABLE", "UNIMPLEMENTED", "DEADLINE_EXCEEDED", "CANCELLED" -> false;
          default -> true;
        };
  }

  /** What is wrong, without stack trace. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
