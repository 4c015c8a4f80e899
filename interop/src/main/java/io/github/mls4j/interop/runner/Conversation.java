package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One playing of a script: whose client is where, their ids, and what the steps have made. */
final class Conversation {

  private static final int RANDOM_BYTES = 32;

  private final Map<String, Peer> roles;
  private final boolean encryptHandshake;
  private final Random random;

  private final Map<String, Integer> states = new LinkedHashMap<>();
  private final Map<String, Integer> transactions = new LinkedHashMap<>();
  private final Map<String, Integer> signers = new LinkedHashMap<>();

  /** States that live on though their actor has another. */
  private final List<Held> replaced = new ArrayList<>();

  /** States that their actor has left by a ReInit: whether they live on is up to the client. */
  private final List<Held> ended = new ArrayList<>();

  /** Clients that have let a {@code Free} time out. */
  private final Set<Peer> silent = new HashSet<>();

  private final List<Map<Output, ByteString>> made = new ArrayList<>();
  private final List<Agreement> agreements = new ArrayList<>();

  private int suite;
  private ByteString groupId = ByteString.EMPTY;

  /** A state of an actor. */
  private record Held(String actor, int state) {}

  Conversation(Map<String, Peer> roles, int suite, boolean encryptHandshake, Random random) {
    this.roles = roles;
    this.suite = suite;
    this.encryptHandshake = encryptHandshake;
    this.random = random;
  }

  int suite() {
    return suite;
  }

  boolean encryptHandshake() {
    return encryptHandshake;
  }

  /** One call to an actor's client. */
  <Q, R> R call(String actor, MethodDescriptor<Q, R> rpc, Q request) throws StepFailure {
    return peer(actor).call(actor, rpc, request);
  }

  Peer peer(String actor) {
    Peer peer = roles.get(actor);
    if (peer == null) {
      throw new IllegalStateException("no client plays " + actor);
    }
    return peer;
  }

  /** The first who appears, where nobody in particular is to blame. */
  String anyActor() {
    return roles.keySet().iterator().next();
  }

  /** The next step begins. */
  void begin() {
    made.add(new EnumMap<>(Output.class));
    agreements.add(new Agreement());
  }

  /** What the step makes. */
  void make(Output output, ByteString value) {
    made.get(made.size() - 1).put(output, value);
  }

  /** What an earlier step has made. */
  ByteString made(String actor, int step, Output output) throws StepFailure {
    ByteString value = made.get(step).get(output);
    if (value == null) {
      throw StepFailure.impossible(actor, "step " + step + " has made no " + output);
    }
    return value;
  }

  List<ByteString> made(String actor, List<Integer> steps, Output output) throws StepFailure {
    List<ByteString> values = new ArrayList<>();
    for (int step : steps) {
      values.add(made(actor, step, output));
    }
    return values;
  }

  /** Empty if the step has made none. */
  ByteString madeOrEmpty(int step, Output output) {
    return made.get(step).getOrDefault(output, ByteString.EMPTY);
  }

  int currentStep() {
    return made.size() - 1;
  }

  /** What everyone who goes on to the epoch of that step's commit has to agree on. */
  Agreement agreement(int step) {
    return agreements.get(step);
  }

  int state(String actor) throws StepFailure {
    return id(states, actor, "is in no group");
  }

  int transaction(String actor) throws StepFailure {
    return id(transactions, actor, "has made no key package");
  }

  int signer(String actor) throws StepFailure {
    return id(signers, actor, "is no external signer");
  }

  /** The state of an actor; of one who has yet to join, the transaction. */
  int stateOrTransaction(String actor) throws StepFailure {
    return states.containsKey(actor) ? state(actor) : transaction(actor);
  }

  private static int id(Map<String, Integer> ids, String actor, String problem) throws StepFailure {
    Integer id = ids.get(actor);
    if (id == null) {
      throw StepFailure.impossible(actor, actor + " " + problem);
    }
    return id;
  }

  /** The actor's state in the next epoch. */
  void advance(String actor, int state) {
    states.put(actor, state);
  }

  /** The actor's state in another group, or in another life in the same; the old one lives on. */
  void enter(String actor, int state) {
    Integer old = states.put(actor, state);
    if (old != null && old != state) {
      replaced.add(new Held(actor, old));
    }
  }

  /** The actor's state in the group that comes after a ReInit. */
  void succeed(String actor, int state) {
    Integer old = states.put(actor, state);
    if (old != null && old != state) {
      ended.add(new Held(actor, old));
    }
  }

  void transaction(String actor, int transaction) {
    transactions.put(actor, transaction);
  }

  void signer(String actor, int signer) {
    signers.put(actor, signer);
  }

  /** A name for a new group. */
  ByteString newGroup() {
    groupId = randomBytes();
    return groupId;
  }

  ByteString randomBytes() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  /** The id of the group that the current one is reinitialised to. */
  ByteString nextGroupId(boolean change) {
    if (change) {
      groupId = groupId.concat(ByteString.copyFromUtf8("+"));
    }
    return groupId;
  }

  /** From here on, another suite that all clients of this conversation have. */
  void changeCipherSuite(String actor) throws StepFailure {
    suite =
        otherSuite(roles.values(), suite)
            .orElseThrow(
                () -> StepFailure.impossible(actor, "the clients share no other cipher suite"));
  }

  /** The next suite, by number and round, that all have. */
  static OptionalInt otherSuite(Collection<Peer> peers, int suite) {
    TreeSet<Integer> shared = null;
    for (Peer peer : peers) {
      if (shared == null) {
        shared = new TreeSet<>(peer.suites());
      } else {
        shared.retainAll(peer.suites());
      }
    }
    if (shared == null || !shared.remove(suite) || shared.isEmpty()) {
      return OptionalInt.empty();
    }
    Integer next = shared.higher(suite);
    return OptionalInt.of(next == null ? shared.first() : next);
  }

  /** Lets go of the states that their actors have left for others. */
  void freeReplaced() throws StepFailure {
    List<Held> all = new ArrayList<>(replaced);
    replaced.clear();
    free(all);
  }

  /** Lets go of all states. */
  void free() throws StepFailure {
    List<Held> all = new ArrayList<>(replaced);
    states.forEach((actor, state) -> all.add(new Held(actor, state)));
    for (Held held : ended) {
      try {
        free(held);
      } catch (StepFailure e) {
        // The client has let it go at the ReInit.
      }
    }
    free(all);
  }

  private void free(List<Held> all) throws StepFailure {
    StepFailure first = null;
    for (Held held : all) {
      try {
        free(held);
      } catch (StepFailure e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** A client that does not answer is not asked, and waited for, again for each of its states. */
  private void free(Held held) throws StepFailure {
    Peer peer = peer(held.actor());
    if (silent.contains(peer)) {
      return;
    }
    try {
      call(
          held.actor(),
          MLSClientGrpc.getFreeMethod(),
          FreeRequest.newBuilder().setStateId(held.state()).build());
    } catch (StepFailure e) {
      if (e.isTimeout()) {
        silent.add(peer);
      }
      throw e;
    }
  }
}
