package io.github.mls4j.vectors;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client made of a message: a result, or one of the typed refusals.
 *
 * @param place where the message is in the vector
 */
record Outcome<T>(String place, @Nullable T result, @Nullable Exception thrown) {

  /** Something that may be refused. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws DecodeException, RuleViolation, MissingInput;
  }

  /**
   * @throws VectorFailure if it fails in any other way than by a typed refusal
   */
  static <T> Outcome<T> of(String place, Attempt<T> attempt) throws VectorFailure {
    try {
      return new Outcome<>(place, attempt.make(), null);
    } catch (DecodeException | RuleViolation | MissingInput e) {
      return new Outcome<>(place, null, e);
    } catch (RuntimeException e) {
      throw new VectorFailure(place, "is no typed refusal: " + e, e);
    }
  }

  boolean refused() {
    return thrown != null;
  }

  /** What it was refused by: the Rule, {@code DECODE}, or what is missing. */
  String refusal() {
    if (thrown instanceof RuleViolation violation) {
      return violation.rule().toString();
    }
    return thrown instanceof MissingInput missing ? missing.kind().toString() : "DECODE";
  }

  T expectSuccess() throws VectorFailure {
    if (thrown != null) {
      throw new VectorFailure(
          place, "refused what it had to accept: " + thrown.getMessage(), thrown);
    }
    return Objects.requireNonNull(result);
  }

  /**
   * @param drop what to do with a result that should not be
   */
  void expectRefusal(Consumer<T> drop) throws VectorFailure {
    if (thrown == null) {
      drop.accept(Objects.requireNonNull(result));
      throw new VectorFailure(place, "accepted what it had to refuse");
    }
  }
}
