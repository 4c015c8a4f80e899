package io.github.mls4j.bench.report;

import io.github.mls4j.bench.Providers;
import io.github.mls4j.crypto.CryptoProviders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the library is meant to reach, and whether it does by the figures of a run. */
final class Targets {

  private static final String BOUNCY_CASTLE = "BOUNCY_CASTLE";
  private static final String CORE_CRYPTO = "CORE_CRYPTO";

  /** A signature check a member, or a seal: work that several threads can share. */
  private static final Set<String> PARALLEL =
      Set.of("join", "joinExternally", "createGroup", "commitUpdates");

  private static final int PARALLEL_FROM = 1000;

  /**
   * One target.
   *
   * @param key under which a remark may explain why it is not met
   * @param measured empty if this run has not measured it
   * @param floor what would be measured if our operation took no longer than its floor; empty where
   *     that is not known
   */
  record Target(
      String key,
      String what,
      String bound,
      String measured,
      String floor,
      Optional<Boolean> met) {}

  private final Results results;
  private final Results byDefault;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Results results) {
    this.results = results;
    this.byDefault = results.withDefaultProvider();
  }

  static List<Target> of(Results results) {
    Targets made = new Targets(results);
    made.peers();
    made.messages();
    made.floors();
    made.growth();
    made.large();
    made.sizes();
    return made.targets;
  }

  private void peers() {
    String receive = "receive an empty commit, N = 1,000";
    share("receive-bc", receive, "receiveCommit", BOUNCY_CASTLE, 15);
    share("receive-cc", receive, "receiveCommit", CORE_CRYPTO, 25);
    String create = "create an empty commit, N = 1,000";
    share("create-bc", create, "createCommit", BOUNCY_CASTLE, 9);
    share("create-cc", create, "createCommit", CORE_CRYPTO, 16);
    String group = "create a group and add 1,000";
    share("group-bc", group, "createGroup", BOUNCY_CASTLE, 5);
    share("group-cc", group, "createGroup", CORE_CRYPTO, 5);
    share("join-cpu", "join at N = 1,000", "join", CORE_CRYPTO, 1);
    Optional<Result> join = peer("join", CORE_CRYPTO, 1000, CryptoProviders.DEFAULT);
    add(
        "join-wall",
        "join at N = 1,000, wall time",
        "≤ 1/2 of CoreCrypto's",
        join.map(one -> portion(one.wallRatio())),
        join.map(one -> one.wallRatio() <= 0.5));
  }

  private void share(String key, String what, String operation, String peer, int part) {
    Optional<Result> result = peer(operation, peer, 1000, CryptoProviders.DEFAULT);
    add(
        key,
        what,
        "≤ " + (part == 1 ? "" : "1/" + part + " of ") + PeerTables.name(peer) + "'s",
        result.map(one -> portion(one.ratio())),
        result.flatMap(this::floorRatio).map(Targets::portion),
        result.map(one -> one.ratio() <= 1.0 / part));
  }

  private void messages() {
    rate("protect-bc", "protect", BOUNCY_CASTLE, false, "2.5");
    rate("unprotect-bc", "unprotect", BOUNCY_CASTLE, false, "1.6");
    rate("protect-cc", "protect", CORE_CRYPTO, false, "8");
    rate("unprotect-cc", "unprotect", CORE_CRYPTO, false, "8");
    rate("protect-native", "protect", BOUNCY_CASTLE, true, "4");
    rate("unprotect-native", "unprotect", BOUNCY_CASTLE, true, "3");
  }

  private void rate(String key, String operation, String peer, boolean accelerated, String bound) {
    String provider = accelerated ? Providers.NATIVE : CryptoProviders.DEFAULT;
    Optional<Result> result = peer(operation, peer, 1000, provider);
    add(
        key,
        operation + " 1 KiB" + (accelerated ? ", native JCA provider" : ""),
        "≥ " + bound + "× " + PeerTables.name(peer) + "'s rate",
        result.map(one -> Format.number(1 / one.ratio()) + "×"),
        result.flatMap(this::floorRatio).map(ratio -> Format.number(1 / ratio) + "×"),
        result.map(one -> 1 / one.ratio() >= Double.parseDouble(bound)));
  }

  private void floors() {
    List<Result> compared =
        Stream.of("Commit", "Membership", "Removal", "Creation", "Updates", "Message", "KeyPackage")
            .flatMap(name -> byDefault.of(name + "Benchmark").all().stream())
            .filter(one -> members(one) >= 100 && one.hasFloor())
            .toList();
    worst("floor-cpu", "every operation at N ≥ 100: CPU", 1.3, compared, Result::ratio);
    worst(
        "floor-wall",
        "wall time where the work can use two cores, N ≥ 1,000",
        0.75,
        compared.stream()
            .filter(one -> members(one) >= PARALLEL_FROM)
            .filter(
                one -> PARALLEL.contains(one.operation()) || one.matches(Map.of("shape", "FRESH")))
            .filter(one -> !one.operation().equals("receiveCommit"))
            .toList(),
        Result::wallRatio);
  }

  private void worst(
      String key, String what, double bound, List<Result> of, ToDoubleFunction<Result> ratio) {
    Optional<Result> highest = of.stream().max(Comparator.comparingDouble(ratio));
    long beyond = of.stream().filter(one -> ratio.applyAsDouble(one) > bound).count();
    add(
        key,
        what,
        "≤ " + bound + "× the floor",
        highest.map(
            one ->
                beyond
                    + " of "
                    + of.size()
                    + " beyond; at most "
                    + Format.number(ratio.applyAsDouble(one))
                    + "× ("
                    + Format.words(one.operation())
                    + place(one)
                    + ")"),
        highest.map(one -> beyond == 0));
  }

  private static String place(Result result) {
    String shape = result.parameters().getOrDefault("shape", "FULL");
    String bytes = result.parameters().get("bytes");
    return (bytes == null
            ? result.parameters().containsKey("members")
                ? " at " + Format.count(result.parameters().get("members"))
                : ""
            : " of " + Format.count(bytes) + " bytes")
        + (shape.equals("FULL") ? "" : ", tree " + Format.count(shape));
  }

  private void growth() {
    for (String operation : List.of("createCommit", "receiveCommit")) {
      Results full = byDefault.of("CommitBenchmark").with("shape", "FULL");
      Optional<Result> small = full.find(operation, "members", 1000);
      Optional<Result> large = full.find(operation, "members", 50_000);
      Optional<Double> growth = small.flatMap(from -> large.map(to -> to.cpu() / from.cpu()));
      add(
          "growth-" + operation,
          "growth of " + Format.words(operation) + " from 1,000 to 50,000",
          "≤ 2.5×",
          growth.map(by -> Format.number(by) + "×"),
          small.flatMap(
              from -> large.map(to -> Format.number(to.floorCpu() / from.floorCpu()) + "×")),
          growth.map(by -> by <= 2.5));
    }
  }

  private void large() {
    Optional<Result> result =
        results.of("LargeGroupBenchmark").find("everything", "members", 50_000);
    add(
        "one-gibibyte",
        "50,000 members: join, commit, receive, add, remove and restore",
        "in a 1 GiB heap",
        result.map(
            one ->
                "done in "
                    + Format.number(one.last("maxHeapMebibytes"))
                    + " MiB, "
                    + Format.time(one.score() * 1000)),
        result.map(one -> one.last("maxHeapMebibytes") <= 1024));
  }

  private void sizes() {
    for (String operation : List.of("restored", "joined")) {
      Optional<Double> member =
          results
              .of("MemoryBenchmark")
              .find(operation, "members", 10_000)
              .map(one -> (one.last("bytes") - one.last("leafBytes")) / 10_000);
      add(
          "memory-" + operation,
          "heap a member at 10,000 above its leaf's wire bytes, group " + operation,
          "≤ 600 B",
          member.map(Format::bytes),
          member.map(bytes -> bytes <= 600));
    }
    Optional<Double> written =
        results
            .of("SizeBenchmark")
            .find("inTheStore", "members", 10_000)
            .map(one -> one.last("commitReceived"));
    add(
        "store",
        "bytes written to the store for one received commit at 10,000",
        "≤ 16 KiB",
        written.map(Format::bytes),
        written.map(bytes -> bytes <= 16 * 1024));
  }

  private void add(
      String key, String what, String bound, Optional<String> measured, Optional<Boolean> met) {
    add(key, what, bound, measured, Optional.empty(), met);
  }

  private void add(
      String key,
      String what,
      String bound,
      Optional<String> measured,
      Optional<String> floor,
      Optional<Boolean> met) {
    targets.add(new Target(key, what, bound, measured.orElse(""), floor.orElse(""), met));
  }

  /**
   * The floor of our operation by a peer's time: ours by the peer's, and by the floor's where our
   * own benchmark measured both, since times of different JVMs are not to be compared.
   */
  private Optional<Double> floorRatio(Result peers) {
    Map<String, String> same =
        new TreeMap<>(Map.of("suite", "1", "shape", "FULL", "bytes", "1024"));
    same.putAll(peers.parameters());
    return results.all().stream()
        .filter(one -> one.operation().equals(peers.operation()))
        .filter(one -> !one.parameters().containsKey("peer") && one.hasFloor())
        .filter(one -> same.entrySet().containsAll(one.parameters().entrySet()))
        .findFirst()
        .map(one -> peers.ratio() / one.ratio());
  }

  private Optional<Result> peer(String operation, String peer, int members, String provider) {
    return results
        .of("PeerBenchmark")
        .with("peer", peer)
        .with("members", members)
        .with("provider", provider)
        .find(operation);
  }

  private static int members(Result result) {
    return Integer.parseInt(result.parameters().getOrDefault("members", "100"));
  }

  /** A ratio below one as a part, such as {@code 1/17.2}. */
  private static String portion(double ratio) {
    return ratio < 1 ? "1/" + Format.number(1 / ratio) : Format.number(ratio) + "×";
  }
}
