package io.github.mls4j.interop.runner;

import org.jspecify.annotations.Nullable;

/**
 * The first step of a conversation that failed.
 *
 * @param step its number; as many as there are steps, if it was freeing the states afterwards
 * @param action its name in the config, or {@code free}
 * @param actor whose client it was
 * @param client what the client calls itself
 * @param rpc the call; null if none was made
 * @param status the gRPC status of an error; null if the answer was wrong
 * @param message what is wrong, perhaps in the words of the client
 */
public record Failure(
    int step,
    String action,
    String actor,
    String client,
    @Nullable String rpc,
    @Nullable String status,
    String message) {

  static Failure of(int step, String action, StepFailure failure, Peer client) {
    return new Failure(
        step,
        action,
        failure.actor(),
        client.name(),
        failure.rpc(),
        failure.status(),
        failure.message());
  }
}
