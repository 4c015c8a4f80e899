package io.github.mls4j.interop.server;

import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.EpochExhaustedException;
import io.github.mls4j.rules.MissingInput;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * What failed calls answer. What breaks a rule or is not well-formed is INVALID_ARGUMENT, and says
 * which rule of which section, or where; what cannot be done now is FAILED_PRECONDITION.
 */
final class Refusals {

  /** A status travels in a header, of which a client takes some kilobytes. */
  private static final int MAX_DESCRIPTION = 500;

  private static final String OURS = "io.github.mls4j.";

  private Refusals() {}

  static StatusRuntimeException invalid(String why) {
    return new StatusRuntimeException(Status.INVALID_ARGUMENT.withDescription(why));
  }

  static StatusRuntimeException failed(String why) {
    return new StatusRuntimeException(Status.FAILED_PRECONDITION.withDescription(why));
  }

  static StatusRuntimeException notFound(String what) {
    return new StatusRuntimeException(Status.NOT_FOUND.withDescription(what));
  }

  static StatusRuntimeException exhausted(String what) {
    return new StatusRuntimeException(Status.RESOURCE_EXHAUSTED.withDescription(what));
  }

  /** The status for what a call has thrown. */
  static Status status(Exception e) {
    if (e instanceof StatusRuntimeException refusal) {
      return refusal.getStatus();
    }
    if (e instanceof MlsException || thrownByUs(e)) {
      return code(e).withDescription(shortened(String.valueOf(e.getMessage())));
    }
    return Status.INTERNAL.withDescription(e.getClass().getName());
  }

  private static Status code(Exception e) {
    if (e instanceof MissingInput) {
      return Status.FAILED_PRECONDITION;
    }
    if (e instanceof MlsException || e instanceof IllegalArgumentException) {
      return Status.INVALID_ARGUMENT;
    }
    if (e instanceof EpochExhaustedException) {
      return Status.RESOURCE_EXHAUSTED;
    }
    return e instanceof IllegalStateException ? Status.FAILED_PRECONDITION : Status.INTERNAL;
  }

  /** Our own exceptions hold no secrets; of others nobody knows. */
  private static boolean thrownByUs(Exception e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith(OURS);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_DESCRIPTION ? text : text.substring(0, MAX_DESCRIPTION) + " ...";
  }
}
