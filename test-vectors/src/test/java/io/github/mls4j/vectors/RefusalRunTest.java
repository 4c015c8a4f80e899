package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.Received;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That a run notices: vectors that claim too much, and clients that do not do what they should. */
class RefusalRunTest {

  private static final String STEPS = "commit-trailing-byte";
  private static final String WELCOME = "group-secrets-flipped";

  private static ObjectNode vector(String topic, String name) throws Exception {
    Path folder = Objects.requireNonNull(VectorRoot.ofProcess().refusals());
    for (JsonNode vector : VectorJson.read(folder.resolve(RefusalGenerator.fileName(topic)))) {
      if (vector.path("name").textValue().equals(name)) {
        return (ObjectNode) vector;
      }
    }
    throw new AssertionError("no vector " + name);
  }

  private static ObjectNode steps() throws Exception {
    return vector("encoding", STEPS);
  }

  private static RefusalVector welcome(ObjectNode vector) throws Exception {
    return RefusalVector.read(vector)
        .withControl(RefusalVector.read(vector("welcomes", WELCOME + "/control")));
  }

  private static ObjectNode step(ObjectNode vector, int index) {
    return (ObjectNode) vector.path("steps").get(index);
  }

  private static PassiveClient client(RefusalVector vector) throws Exception {
    return new PassiveClient(
        CipherSuite.of(vector.cipherSuite()), vector.keys(), vector.externalPsks(), vector.now());
  }

  private static List<String> run(RefusalVector vector) throws Exception {
    try (PassiveClient client = client(vector)) {
      return run(vector, client);
    }
  }

  private static List<String> run(RefusalVector vector, RefusalRun.Client client) throws Exception {
    List<String> log = new ArrayList<>();
    new RefusalRun(vector, (place, by) -> log.add(place + " " + by)).run(client);
    return log;
  }

  private static void assertFails(RefusalVector vector, String report) {
    assertThatThrownBy(() -> run(vector))
        .isInstanceOf(VectorFailure.class)
        .hasMessageContaining(report);
  }

  @Test
  void tellsWhatRefused() throws Exception {
    assertThat(run(RefusalVector.read(steps()))).containsExactly("steps[0] DECODE");
    assertThat(run(welcome(vector("welcomes", WELCOME))))
        .containsExactly("welcome WELCOME_SECRETS_OPEN");
  }

  @Test
  void aGoodMessageThatIsToBeRefused() throws Exception {
    ObjectNode vector = steps();
    step(vector, 1).put("expect", "refuse");
    assertFails(RefusalVector.read(vector), "steps[1]: accepted what it had to refuse");
  }

  @Test
  void aBadMessageThatIsToBeAccepted() throws Exception {
    ObjectNode vector = steps();
    step(vector, 0).put("expect", "accept");
    assertFails(RefusalVector.read(vector), "steps[0]: refused what it had to accept");
  }

  @Test
  void aCommitThatLeadsElsewhere() throws Exception {
    ObjectNode vector = steps();
    step(vector, 1).put("epoch_authenticator", "00".repeat(32));
    assertFails(RefusalVector.read(vector), "steps[1].epoch_authenticator: expected 00");
  }

  @Test
  void dataThatSaysSomethingElse() throws Exception {
    ObjectNode vector = vector("private-messages", "data-truncated");
    step(vector, 1).put("application_data", "00");
    assertFails(RefusalVector.read(vector), "steps[1].application_data: expected 00");
  }

  @Test
  void aGroupThatIsAnother() throws Exception {
    ObjectNode vector = steps().put("initial_epoch_authenticator", "00".repeat(32));
    assertFails(RefusalVector.read(vector), "initial_epoch_authenticator: expected 00");
  }

  @Test
  void aBadProposalMayBeKeptOrRefused() throws Exception {
    ObjectNode vector = vector("proposals", "remove-outside-the-tree");
    assertThat(vector.at("/steps/1/expect").textValue()).isEqualTo("any");
    assertThat(run(RefusalVector.read(vector)))
        .containsExactly("steps[0] REMOVED_LEAF_IS_MEMBER", "steps[2] PROPOSAL");
  }

  @Test
  void aGoodWelcomeThatIsToBeRefused() throws Exception {
    ObjectNode control = vector("welcomes", WELCOME + "/control").put("expect", "refuse");
    control.remove("initial_epoch_authenticator");
    assertFails(welcome(control), "welcome: accepted what it had to refuse");
  }

  @Test
  void aBadWelcomeThatIsToBeAccepted() throws Exception {
    ObjectNode vector =
        vector("welcomes", WELCOME)
            .put("expect", "accept")
            .put("initial_epoch_authenticator", "00");
    assertFails(RefusalVector.read(vector), "welcome: refused what it had to accept");
  }

  @Test
  void aBadWelcomeWithoutItsControl() throws Exception {
    RefusalVector alone = RefusalVector.read(vector("welcomes", WELCOME));
    assertFails(alone, "welcome: has no control");
    assertFails(alone.withControl(alone), "welcome: has no control");
  }

  @Test
  void aControlThatIsRefused() throws Exception {
    ObjectNode broken = vector("welcomes", WELCOME + "/control");
    broken.put("welcome", vector("welcomes", WELCOME).path("welcome").textValue());
    assertFails(
        RefusalVector.read(vector("welcomes", WELCOME)).withControl(RefusalVector.read(broken)),
        "the key package is not usable any more");
  }

  // Clients that are not as they should be

  /** The real client, but for what a test overrides. */
  private static class Faulty implements RefusalRun.Client, RefusalRun.Member {
    private final PassiveClient client;
    RefusalRun.@Nullable Member member;

    Faulty(RefusalVector vector) throws Exception {
      client = client(vector);
    }

    @Override
    public RefusalRun.Member join(Bytes welcome, @Nullable Bytes ratchetTree)
        throws DecodeException, RuleViolation, MissingInput {
      member = client.join(welcome, ratchetTree);
      return this;
    }

    @Override
    public Secret savedKeyPackage() {
      return client.savedKeyPackage();
    }

    @Override
    public Received receive(Bytes message) throws DecodeException, RuleViolation, MissingInput {
      return Objects.requireNonNull(member).receive(message);
    }

    @Override
    public void merge(StagedCommit commit) {
      Objects.requireNonNull(member).merge(commit);
    }

    @Override
    public Bytes epochAuthenticator() {
      return Objects.requireNonNull(member).epochAuthenticator();
    }

    @Override
    public Secret save() {
      return Objects.requireNonNull(member).save();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private static void assertFails(RefusalVector vector, Faulty client, String report) {
    assertThatThrownBy(() -> run(vector, client))
        .isInstanceOf(VectorFailure.class)
        .hasMessageContaining(report);
  }

  @Test
  void theControlOfTheFaultyClient() throws Exception {
    RefusalVector vector = RefusalVector.read(steps());
    assertThat(run(vector, new Faulty(vector))).hasSize(1);
  }

  /** Its state is another each time. */
  private static final class Restless extends Faulty {
    private int saved;

    Restless(RefusalVector vector) throws Exception {
      super(vector);
    }

    @Override
    public Secret save() {
      return Secret.copyOf(Bytes.copyOf((byte) saved++));
    }

    @Override
    public Secret savedKeyPackage() {
      return save();
    }
  }

  @Test
  void aClientThatChangesByWhatItRefuses() throws Exception {
    RefusalVector vector = RefusalVector.read(steps());
    assertFails(
        vector, new Restless(vector), "steps[0]: changed the client although it was refused");
  }

  @Test
  void aClientThatChangesByABadProposalThatItDoesNotKeep() throws Exception {
    ObjectNode json = vector("proposals", "remove-outside-the-tree");
    ((ArrayNode) json.path("steps")).remove(0);
    RefusalVector vector = RefusalVector.read(json);
    assertFails(vector, new Restless(vector), "steps[0]: changed the client");
  }

  @Test
  void aKeyPackageThatChangesByARefusedWelcome() throws Exception {
    RefusalVector vector = welcome(vector("welcomes", WELCOME));
    assertFails(vector, new Restless(vector), "welcome: changed the client");
  }

  @Test
  void aClientThatCrashes() throws Exception {
    RefusalVector vector = RefusalVector.read(steps());
    Faulty crashing =
        new Faulty(vector) {
          @Override
          public Received receive(Bytes message) {
            throw new IndexOutOfBoundsException("at 17");
          }
        };
    assertFails(vector, crashing, "steps[0]: is no typed refusal: java.lang.IndexOutOfBounds");
    RefusalVector welcome = welcome(vector("welcomes", WELCOME));
    Faulty crashingAtOnce =
        new Faulty(welcome) {
          @Override
          public RefusalRun.Member join(Bytes message, @Nullable Bytes ratchetTree) {
            throw new IllegalStateException("no");
          }
        };
    assertFails(welcome, crashingAtOnce, "welcome: is no typed refusal");
  }

  @Test
  void aClientThatAcceptsEverything() throws Exception {
    RefusalVector vector = RefusalVector.read(steps());
    Received anything;
    try (PassiveClient client = client(vector);
        RefusalRun.Member member = client.join(vector.welcome(), vector.ratchetTree())) {
      anything = member.receive(vector.steps().get(1).send());
    }
    Faulty lax =
        new Faulty(vector) {
          @Override
          public Received receive(Bytes message) {
            return anything;
          }
        };
    assertFails(vector, lax, "steps[0]: accepted what it had to refuse");
  }
}
