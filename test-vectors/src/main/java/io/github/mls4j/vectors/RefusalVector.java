package io.github.mls4j.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Files of {@code test-vectors/refusals/}: what a client must not accept, and that it is unharmed.
 * The README there tells the format.
 *
 * @param requirement the row of the requirements that is broken
 * @param now the client's clock in seconds since 1970; null if lifetimes are not checked
 * @param initialEpochAuthenticator where the welcome is good
 * @param control of a welcome that is to be refused: the same with nothing broken; null if the file
 *     has none
 */
public record RefusalVector(
    String name,
    String section,
    @Nullable String requirement,
    CipherSuiteId cipherSuite,
    List<ExternalPsk> externalPsks,
    PassiveClient.Keys keys,
    Bytes welcome,
    @Nullable Bytes ratchetTree,
    @Nullable Long now,
    @Nullable Bytes initialEpochAuthenticator,
    List<Step> steps,
    Verdict expect,
    @Nullable RefusalVector control)
    implements VectorCase.ForSuite {

  /** What the name of a control adds to that of its case. */
  public static final String CONTROL = "/control";

  /** What is to become of a message. */
  public enum Verdict {
    ACCEPT,
    REFUSE,
    /** A bad proposal: refused when it comes, or when a commit refers to it. */
    ANY
  }

  /**
   * A message that is delivered.
   *
   * @param epochAuthenticator after it, where it is a commit that is accepted
   * @param applicationData in it, where it is application data that is accepted
   */
  public record Step(
      Bytes send,
      Verdict expect,
      @Nullable Bytes epochAuthenticator,
      @Nullable Bytes applicationData,
      @Nullable String note) {}

  /** Whether this looks like a case of the format. */
  static boolean isOne(JsonNode json) {
    return json.has("name") && json.has("section") && json.has("steps") && json.has("expect");
  }

  static RefusalVector read(JsonNode json) throws VectorFailure {
    JsonFields in = new JsonFields("case", json);
    RefusalVector vector =
        new RefusalVector(
            in.text("name"),
            in.text("section"),
            in.nullable("rule", JsonFields::text),
            CipherSuiteId.of(Math.toIntExact(in.number("cipher_suite"))),
            in.list("external_psks", RefusalVector::psk),
            new PassiveClient.Keys(
                in.bytes("key_package"),
                in.bytes("signature_priv"),
                in.bytes("encryption_priv"),
                in.bytes("init_priv")),
            in.bytes("welcome"),
            in.nullable("ratchet_tree", JsonFields::bytes),
            in.nullable("now", JsonFields::number),
            in.optional("initial_epoch_authenticator", JsonFields::bytes),
            in.list("steps", RefusalVector::step),
            expect(in),
            null);
    in.end();
    vector.checkForm();
    return vector;
  }

  private static ExternalPsk psk(JsonFields in) throws VectorFailure {
    ExternalPsk psk = new ExternalPsk(in.bytes("psk_id"), in.bytes("psk"));
    in.end();
    return psk;
  }

  private static Step step(JsonFields in) throws VectorFailure {
    Step step =
        new Step(
            in.bytes("send"),
            expect(in),
            in.optional("epoch_authenticator", JsonFields::bytes),
            in.optional("application_data", JsonFields::bytes),
            in.optional("note", JsonFields::text));
    in.end();
    return step;
  }

  private static Verdict expect(JsonFields in) throws VectorFailure {
    String value = in.text("expect");
    for (Verdict expect : Verdict.values()) {
      if (expect.name().toLowerCase(Locale.ROOT).equals(value)) {
        return expect;
      }
    }
    throw in.wrong("expect", "neither accept, refuse nor any: " + value);
  }

  private void checkForm() throws VectorFailure {
    if (expect == Verdict.ANY) {
      throw new VectorFailure("expect", "only a step may be accepted or refused");
    }
    if (expect == Verdict.REFUSE && !steps.isEmpty()) {
      throw new VectorFailure("steps", "after a welcome that is refused there are none");
    }
    if (expect == Verdict.ACCEPT && initialEpochAuthenticator == null) {
      throw new VectorFailure("initial_epoch_authenticator", "missing");
    }
  }

  RefusalVector withControl(RefusalVector twin) {
    return new RefusalVector(
        name,
        section,
        requirement,
        cipherSuite,
        externalPsks,
        keys,
        welcome,
        ratchetTree,
        now,
        initialEpochAuthenticator,
        steps,
        expect,
        twin);
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    refusals(suite);
  }

  /** As {@link #verify}; says what was refused, and by which Rule. */
  List<Refusal> refusals(CipherSuite suite) throws Exception {
    List<Refusal> refusals = new ArrayList<>();
    try (PassiveClient client = new PassiveClient(suite, keys, externalPsks, now)) {
      new RefusalRun(this, (place, by) -> refusals.add(new Refusal(name, requirement, place, by)))
          .run(client);
    }
    return refusals;
  }
}
