package io.github.mls4j.cli.interop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.interop.runner.Failure;
import io.github.mls4j.interop.runner.RunReport;
import io.github.mls4j.interop.runner.RunReport.Cell;
import io.github.mls4j.interop.runner.RunReport.Client;
import io.github.mls4j.interop.runner.RunReport.Outcome;
import io.github.mls4j.interop.runner.RunReport.Run;
import java.time.Duration;
import java.util.Locale;

/** A report for machines, with every run. */
final class MatrixJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final double NANOS_A_SECOND = 1e9;

  private MatrixJson() {}

  static ObjectNode of(RunReport report) {
    ObjectNode root = JSON.objectNode();
    root.put("ok", report.ok());
    for (Outcome outcome : Outcome.values()) {
      root.put(name(outcome), report.count(outcome));
    }
    root.put("seconds", seconds(report.time()));
    ArrayNode clients = root.putArray("clients");
    report.clients().forEach(client -> clients.add(client(client)));
    ArrayNode cells = root.putArray("cells");
    report.cells().forEach(cell -> cells.add(cell(cell)));
    return root;
  }

  private static ObjectNode client(Client client) {
    ObjectNode json = JSON.objectNode().put("name", client.name()).put("address", client.address());
    ArrayNode suites = json.putArray("cipher_suites");
    client.suites().forEach(suites::add);
    return json;
  }

  private static ObjectNode cell(Cell cell) {
    ObjectNode json =
        JSON.objectNode()
            .put("config", cell.config())
            .put("script", cell.script())
            .put("cipher_suite", cell.suite())
            .put("handshake", cell.privateHandshake() ? "private" : "public");
    if (cell.assignments() == Long.MAX_VALUE) {
      json.putNull("assignments"); // more than a number holds
    } else {
      json.put("assignments", cell.assignments());
    }
    json.put("sampled", cell.sampled());
    ArrayNode runs = json.putArray("runs");
    cell.runs().forEach(run -> runs.add(run(run)));
    return json;
  }

  private static ObjectNode run(Run run) {
    ObjectNode json = JSON.objectNode();
    ObjectNode roles = json.putObject("roles");
    run.roles().forEach(roles::put);
    json.put("outcome", name(run.outcome())).put("seconds", seconds(run.time()));
    Failure failure = run.failure();
    if (failure != null) {
      json.putObject("failure")
          .put("step", failure.step())
          .put("action", failure.action())
          .put("actor", failure.actor())
          .put("client", failure.client())
          .put("rpc", failure.rpc())
          .put("status", failure.status())
          .put("message", failure.message());
    }
    return json;
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS_A_SECOND;
  }
}
