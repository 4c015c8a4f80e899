package io.github.mls4j.interop.runner;

import io.github.mls4j.interop.runner.RunReport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Plays scripts with each suite, each form of handshake messages and each assignment of roles. */
public final class ScenarioRunner {

  private final List<Peer> peers;
  private final RunOptions options;
  private final Random random;

  /** Is told how far it has come. */
  @FunctionalInterface
  public interface Listener {
    /** Of {@code total} conversations {@code done} are over. */
    void progress(String script, int done, int total);
  }

  /**
   * @param random where group ids, PSKs and plaintexts come from
   */
  public ScenarioRunner(List<Peer> peers, RunOptions options, Random random) {
    this.peers = List.copyOf(peers);
    this.options = options;
    this.random = random;
  }

  /** A cell of the matrix that is to be filled. */
  private record Plan(
      Config config,
      Script script,
      int suite,
      boolean encrypt,
      Assignments assignments,
      List<Map<String, Integer>> roles) {}

  /**
   * Runs all of the scripts that the options name.
   *
   * @return how it went; without cells if there is nothing that the options name
   */
  public RunReport run(List<Config> configs, Listener listener) {
    long start = System.nanoTime();
    List<Plan> plans = plans(configs);
    int total = plans.stream().mapToInt(plan -> plan.roles().size()).sum();
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService workers = Executors.newFixedThreadPool(options.jobs());
    List<RunReport.Cell> cells = new ArrayList<>();
    try {
      List<List<Future<RunReport.Run>>> pending = new ArrayList<>();
      for (Plan plan : plans) {
        pending.add(
            plan.roles().stream()
                .map(roles -> workers.submit(() -> play(plan, roles, stop)))
                .toList());
      }
      int done = 0;
      for (int i = 0; i < plans.size(); i++) {
        List<RunReport.Run> runs = new ArrayList<>();
        for (Future<RunReport.Run> run : pending.get(i)) {
          Plan plan = plans.get(i);
          listener.progress(plan.config().name() + "/" + plan.script().name(), done++, total);
          runs.add(get(run));
        }
        cells.add(cell(plans.get(i), runs));
      }
    } finally {
      workers.shutdownNow();
    }
    List<RunReport.Client> clients =
        peers.stream()
            .map(
                peer ->
                    new RunReport.Client(peer.name(), peer.address(), List.copyOf(peer.suites())))
            .toList();
    return new RunReport(clients, cells, Duration.ofNanos(System.nanoTime() - start));
  }

  private static RunReport.Run get(Future<RunReport.Run> run) {
    try {
      return run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the runner has failed", e.getCause());
    }
  }

  private RunReport.Run play(Plan plan, Map<String, Integer> roles, AtomicBoolean stop) {
    if (stop.get()) {
      return new RunReport.Run(roles, Outcome.NOT_RUN, null, Duration.ZERO);
    }
    long start = System.nanoTime();
    Map<String, Peer> clients = new LinkedHashMap<>();
    roles.forEach((actor, client) -> clients.put(actor, peers.get(client)));
    if (plan.script().changesCipherSuite()
        && Conversation.otherSuite(clients.values(), plan.suite()).isEmpty()) {
      return new RunReport.Run(roles, Outcome.SKIPPED, null, Duration.ZERO);
    }
    Failure failure = ScriptRun.run(plan.script(), clients, plan.suite(), plan.encrypt(), random);
    if (failure != null && options.failFast()) {
      stop.set(true);
    }
    return new RunReport.Run(
        roles,
        failure == null ? Outcome.PASSED : Outcome.FAILED,
        failure,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static RunReport.Cell cell(Plan plan, List<RunReport.Run> runs) {
    return new RunReport.Cell(
        plan.config().name(),
        plan.script().name(),
        plan.suite(),
        plan.encrypt(),
        plan.assignments().total(),
        plan.assignments().sampled(),
        runs);
  }

  private List<Plan> plans(List<Config> configs) {
    List<Plan> plans = new ArrayList<>();
    for (Config config : configs) {
      for (Script script : config.scripts()) {
        if (options.wants(config, script)) {
          for (int suite : suites()) {
            if (options.publicHandshake()) {
              plans.add(plan(config, script, suite, false));
            }
            if (options.privateHandshake()) {
              plans.add(plan(config, script, suite, true));
            }
          }
        }
      }
    }
    return plans;
  }

  private Set<Integer> suites() {
    Set<Integer> suites = new TreeSet<>();
    peers.forEach(peer -> suites.addAll(peer.suites()));
    if (!options.suites().isEmpty()) {
      suites.retainAll(options.suites());
    }
    return suites;
  }

  private Plan plan(Config config, Script script, int suite, boolean encrypt) {
    List<Integer> able = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      if (peers.get(i).suites().contains(suite)) {
        able.add(i);
      }
    }
    long seed = 31L * (2L * suite + (encrypt ? 1 : 0)) + script.name().hashCode();
    Assignments assignments =
        Assignments.of(
            able.size(), script.actors().size(), options.maxAssignments(), options.samples(), seed);
    List<Map<String, Integer>> roles = new ArrayList<>();
    for (List<Integer> assignment : assignments.chosen()) {
      Map<String, Integer> played = new LinkedHashMap<>();
      for (int i = 0; i < assignment.size(); i++) {
        played.put(script.actors().get(i), able.get(assignment.get(i)));
      }
      roles.add(played);
    }
    return new Plan(config, script, suite, encrypt, assignments, roles);
  }
}
