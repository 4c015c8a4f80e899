package io.github.mls4j.interop.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.runner.RunReport.Cell;
import io.github.mls4j.interop.runner.RunReport.Outcome;
import io.github.mls4j.interop.runner.RunReport.Run;
import io.grpc.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioRunnerTest {

  private static final ByteString WRONG = ByteString.copyFromUtf8("wrong");

  @Test
  void namesTheFirstFailingStep() throws Exception {
    Status status = Status.INVALID_ARGUMENT.withDescription("no\u001b[2J such\nthing");
    try (TestClient client = new TestClient(Spoiler.error("RemoveProposal", status))) {
      RunReport report = run("commit/remove_by_reference", client);

      assertThat(report.ok()).isFalse();
      assertThat(failure(report))
          .isEqualTo(
              new Failure(
                  1,
                  "removeProposal",
                  "alice",
                  "mls4j",
                  "RemoveProposal",
                  "INVALID_ARGUMENT",
                  "no?[2J such thing"));
      assertThat(client.server.liveIds()).as("states left behind").isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HandleCommit,fullCommit,commit/empty",
    "HandlePendingCommit,createGroup,commit/empty",
    "JoinGroup,createGroup,commit/empty",
    "HandleCommit,externalJoin,external_join/first",
    "HandleCommit,handleCommit,refusals/commits_out_of_order",
    "JoinGroup,joinGroup,refusals/welcome_for_another",
    "ExternalJoin,externalJoin,external_join/first",
    "HandleBranch,branch,branch/all",
    "CreateBranch,branch,branch/all",
    "HandleReInitCommit,reinit,reinit/nothing_new",
    "HandleReInitWelcome,reinit,reinit/nothing_new",
    "ReInitWelcome,reinit,reinit/nothing_new"
  })
  void catchesAWrongEpochAuthenticator(String rpc, String action, String script) throws Exception {
    try (TestClient client = new TestClient(Spoiler.field(rpc, "epoch_authenticator", WRONG))) {
      Failure failure = failure(run(script, client));

      assertThat(failure.action()).isEqualTo(action);
      assertThat(failure.status()).isNull();
      assertThat(failure.message()).isEqualTo("does not agree on the epoch authenticator");
    }
  }

  @Test
  void catchesThatThereIsNoEpochAuthenticator() throws Exception {
    try (TestClient client =
        new TestClient(
            Spoiler.field("HandlePendingCommit", "epoch_authenticator", ByteString.EMPTY))) {
      Failure failure = failure(run("commit/empty", client));

      assertThat(failure.rpc()).isEqualTo("HandlePendingCommit");
      assertThat(failure.message()).isEqualTo("no epoch authenticator in the answer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plaintext,application/in_order,unprotect,the plaintext is not what was sent",
    "authenticated_data,application/in_order,unprotect,the authenticated data is not what was sent",
    "plaintext,welcome/by_value,exchange,the plaintext is not what was sent",
    "authenticated_data,welcome/by_value,exchange,the authenticated data is not what was sent"
  })
  void catchesAMessageThatIsOpenedWrongly(
      String field, String script, String action, String message) throws Exception {
    try (TestClient client = new TestClient(Spoiler.field("Unprotect", field, WRONG))) {
      Failure failure = failure(run(script, client));

      assertThat(failure.action()).isEqualTo(action);
      assertThat(failure.rpc()).isEqualTo("Unprotect");
      assertThat(failure.message()).isEqualTo(message);
    }
  }

  @Test
  void catchesSecretsThatDiffer() throws Exception {
    byte[] count = {0};
    Spoiler spoiler =
        Spoiler.answer(
            "StateAuth",
            answer ->
                answer.toBuilder()
                    .setField(
                        answer.getDescriptorForType().findFieldByName("state_auth_secret"),
                        ByteString.copyFrom(new byte[] {++count[0]}))
                    .build());
    try (TestClient client = new TestClient(spoiler);
        TestClient other = new TestClient(Spoiler.field("Export", "exported_secret", WRONG))) {
      Failure failure = failure(run("secrets/new_group", client));
      assertThat(failure.action()).isEqualTo("compareSecrets");
      assertThat(failure.actor()).isEqualTo("bob");
      assertThat(failure.rpc()).isEqualTo("StateAuth");

      assertThat(failure(run("secrets/new_group", other)).message())
          .isEqualTo("5 bytes exported, not 32");
    }
  }

  @Test
  void anErrorFromFreeFailsAScriptThatWentWell() throws Exception {
    try (TestClient client = new TestClient(Spoiler.error("Free", Status.NOT_FOUND))) {
      Failure failure = failure(run("commit/empty", client));

      assertThat(failure.step()).isEqualTo(2 + 1);
      assertThat(failure.action()).isEqualTo("free");
      assertThat(failure.rpc()).isEqualTo("Free");
    }
  }

  @Test
  void waitsOnlyOnceForAClientThatFreesNothing() throws Exception {
    try (TestClient client = new TestClient(Spoiler.error("Free", Status.DEADLINE_EXCEEDED))) {
      assertThat(failure(run("commit/twelve_members", client)).action()).isEqualTo("free");

      assertThat(client.spoiler.calls).filteredOn("Free"::equals).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "commit/remove_by_value",
    "external_join/resync",
    "branch/some",
    "branch/of_a_branch",
    "reinit/twice",
    "application/in_order"
  })
  void leavesNothingBehind(String script) throws Exception {
    try (TestClient client = new TestClient(Spoiler.none())) {
      assertThat(run(script, client).ok()).isTrue();
      assertThat(client.server.liveIds()).isZero();
    }
  }

  @Test
  void aRefusalThatDoesNotComeIsAFailure() throws Exception {
    Config config =
        ConfigReaderTest.read(
            """
            {'scripts': {'s': [
              {'action': 'createGroup', 'actor': 'alice', 'members': ['bob']},
              {'action': 'protect', 'actor': 'alice'},
              {'action': 'unprotect', 'actor': 'bob', 'ciphertext': 1, 'mustFail': true}]}}
            """);
    try (TestClient client = new TestClient(Spoiler.none())) {
      Failure failure = failure(TestClient.run(TestClient.only(), List.of(config), client));

      assertThat(failure.step()).isEqualTo(2);
      assertThat(failure.message()).isEqualTo("went well, but had to be refused");
    }
  }

  @ParameterizedTest
  @CsvSource({"UNIMPLEMENTED", "UNAVAILABLE", "DEADLINE_EXCEEDED"})
  void aCallThatIsNotJudgedIsNoRefusal(Status.Code code) throws Exception {
    try (TestClient client = new TestClient(Spoiler.error("Unprotect", code.toStatus()))) {
      Failure failure = failure(run("refusals/message_after_removal", client));

      assertThat(failure.step()).isEqualTo(3);
      assertThat(failure.status()).isEqualTo(code.name());
    }
  }

  @Test
  void oneFailureDoesNotEndTheRun() throws Exception {
    try (TestClient client = new TestClient(Spoiler.error("UpdateProposal", Status.INTERNAL))) {
      RunReport report = run("commit", client);

      assertThat(failed(report))
          .containsExactlyInAnyOrder(
              "update",
              "updates_of_several",
              "everything_by_reference",
              "everything_mixed",
              "step_by_step",
              "proposal_left_out",
              "twelve_members");
      assertThat(report.count(Outcome.PASSED)).isEqualTo(report.cells().size() - 7);
    }
  }

  @Test
  void failFastLeavesOutTheRest() throws Exception {
    try (TestClient client = new TestClient(Spoiler.error("Protect", Status.INTERNAL))) {
      RunOptions options =
          new RunOptions(Set.of(1), true, true, Set.of("application"), 256, 8, 1, true);
      RunReport report = TestClient.run(options, Scenarios.all(1), client);

      assertThat(report.count(Outcome.FAILED)).isEqualTo(1);
      assertThat(report.count(Outcome.NOT_RUN)).isEqualTo(report.cells().size() - 1);
      assertThat(report.ok()).isFalse();
    }
  }

  /** The clients really play the roles that the report says they do. */
  @Test
  void everyAssignmentIsPlayed() throws Exception {
    try (TestClient a = new TestClient(Spoiler.none());
        TestClient b = new TestClient(Spoiler.none());
        TestClient c = new TestClient(Spoiler.none())) {
      RunReport report = run("commit/empty", a, b, c);

      assertThat(report.ok()).isTrue();
      Cell cell = report.cells().get(0);
      Set<Map<String, Integer>> roles =
          new HashSet<>(cell.runs().stream().map(Run::roles).toList());
      assertThat(roles).hasSize(9);
      assertThat(cell.assignments()).isEqualTo(9);
      assertThat(cell.sampled()).isFalse();
      for (TestClient client : List.of(a, b, c)) {
        assertThat(client.spoiler.calls).filteredOn("CreateGroup"::equals).hasSize(3);
        assertThat(client.spoiler.calls).filteredOn("JoinGroup"::equals).hasSize(3);
      }
    }
  }

  @Test
  void aSampleIsNamedAsOne() throws Exception {
    try (TestClient a = new TestClient(Spoiler.none());
        TestClient b = new TestClient(Spoiler.none())) {
      RunOptions options =
          new RunOptions(Set.of(1), true, false, Set.of("branch/all"), 4, 3, 2, false);
      Cell cell = TestClient.run(options, Scenarios.all(1), a, b).cells().get(0);

      assertThat(cell.assignments()).isEqualTo(8);
      assertThat(cell.sampled()).isTrue();
      assertThat(cell.runs()).hasSize(3);
      assertThat(cell.count(Outcome.PASSED)).isEqualTo(3);
    }
  }

  @Test
  void onlyThoseWhoHaveTheSuiteTakePart() throws Exception {
    Spoiler onlyOne =
        Spoiler.answer(
            "SupportedCiphersuites",
            answer ->
                answer.toBuilder()
                    .setField(
                        answer.getDescriptorForType().findFieldByName("ciphersuites"), List.of(1))
                    .build());
    try (TestClient able = new TestClient(Spoiler.none());
        TestClient other = new TestClient(onlyOne)) {
      RunOptions options =
          new RunOptions(
              Set.of(1, 2),
              true,
              false,
              Set.of("external_join/first", "reinit/new_suite"),
              256,
              8,
              1,
              false);
      RunReport report = TestClient.run(options, Scenarios.all(1), able, other);

      assertThat(report.cells().get(0).runs()).as("suite 1").hasSize(4);
      assertThat(report.cells().get(1).runs()).as("suite 2").hasSize(1);
      Cell reInit = report.cells().get(2);
      assertThat(reInit.script()).isEqualTo("new_suite");
      assertThat(reInit.count(Outcome.PASSED)).isEqualTo(1);
      assertThat(reInit.count(Outcome.SKIPPED)).as("no other suite in common").isEqualTo(7);
      assertThat(report.ok()).isTrue();
    }
  }

  private static RunReport run(String scenario, TestClient... clients) {
    return TestClient.run(TestClient.only(scenario), Scenarios.all(Scenarios.SEED), clients);
  }

  private static Failure failure(RunReport report) {
    assertThat(report.cells()).hasSize(1);
    return Objects.requireNonNull(report.cells().get(0).runs().get(0).failure());
  }

  private static List<String> failed(RunReport report) {
    return report.cells().stream()
        .filter(cell -> cell.count(Outcome.FAILED) > 0)
        .map(Cell::script)
        .toList();
  }
}
