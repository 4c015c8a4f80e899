package io.github.mls4j.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.vectors.CaseFailure;
import io.github.mls4j.vectors.FileResult;
import io.github.mls4j.vectors.Refusal;
import io.github.mls4j.vectors.SuiteResult;
import java.util.List;

/** Results for machines, with every failure. */
final class ResultJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final double NANOS_A_SECOND = 1e9;

  private ResultJson() {}

  static ObjectNode of(List<FileResult> results) {
    ObjectNode root = JSON.objectNode();
    root.put("ok", results.stream().allMatch(FileResult::ok));
    root.put("passed", results.stream().mapToInt(FileResult::passed).sum());
    root.put("failed", results.stream().mapToInt(FileResult::failed).sum());
    root.put("skipped", results.stream().mapToInt(FileResult::skipped).sum());
    root.put("refused", results.stream().mapToInt(FileResult::refused).sum());
    root.put("unrecognised", results.stream().filter(file -> file.kind() == null).count());
    ArrayNode files = root.putArray("files");
    results.forEach(result -> files.add(file(result)));
    return root;
  }

  private static ObjectNode file(FileResult result) {
    ObjectNode file = JSON.objectNode();
    file.put("file", result.file().toString());
    if (result.kind() == null) {
      file.putNull("kind");
      file.put("problem", result.problem());
      return file;
    }
    file.put("kind", result.kind().toString());
    file.put("passed", result.passed());
    file.put("failed", result.failed());
    file.put("skipped", result.skipped());
    file.put("seconds", result.time().toNanos() / NANOS_A_SECOND);
    ArrayNode suites = file.putArray("suites");
    result.suites().forEach(suite -> suites.add(suite(suite)));
    return file;
  }

  private static ObjectNode suite(SuiteResult result) {
    ObjectNode suite = JSON.objectNode();
    if (result.suite() == null) {
      suite.putNull("cipher_suite");
    } else {
      suite.put("cipher_suite", result.suite().value());
      suite.put("name", result.suite().toString());
    }
    suite.put("passed", result.passed());
    suite.put("failed", result.failed());
    suite.put("skipped", result.skipped());
    suite.put("seconds", result.time().toNanos() / NANOS_A_SECOND);
    ArrayNode failures = suite.putArray("failures");
    for (CaseFailure failure : result.failures()) {
      failures.addObject().put("case", failure.index()).put("message", failure.message());
    }
    if (!result.refusals().isEmpty()) {
      ArrayNode refusals = suite.putArray("refusals");
      result.refusals().forEach(refusal -> refusals.add(refusal(refusal)));
    }
    return suite;
  }

  private static ObjectNode refusal(Refusal refusal) {
    return JSON.objectNode()
        .put("name", refusal.name())
        .put("rule", refusal.requirement())
        .put("place", refusal.place())
        .put("refused_by", refusal.by());
  }
}
