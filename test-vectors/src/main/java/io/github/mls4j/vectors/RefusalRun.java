package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.ApplicationMessage;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.group.Received;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.vectors.RefusalVector.Step;
import io.github.mls4j.vectors.RefusalVector.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Plays one {@link RefusalVector}: the client joins, everything is delivered in order, and after
 * each refusal its state is, bit for bit, what it was.
 */
final class RefusalRun {

  /** Told of each refusal that had to be. */
  @FunctionalInterface
  interface Log {
    void refused(String place, String by);
  }

  /** The client of a case, before it has joined. */
  interface Client extends AutoCloseable {

    Member join(Bytes welcome, @Nullable Bytes ratchetTree)
        throws DecodeException, RuleViolation, MissingInput;

    /** The key package with its private keys, to see whether anything in it has changed. */
    Secret savedKeyPackage();

    @Override
    void close();
  }

  /** The client of a case, once it has joined. */
  interface Member extends AutoCloseable {

    Received receive(Bytes message) throws DecodeException, RuleViolation, MissingInput;

    void merge(StagedCommit commit);

    Bytes epochAuthenticator();

    /** Its whole state, to see whether anything in it has changed. */
    Secret save();

    @Override
    void close();
  }

  private static final String WELCOME = "welcome";

  private final RefusalVector vector;
  private final Log log;

  RefusalRun(RefusalVector vector, Log log) {
    this.vector = vector;
    this.log = log;
  }

  /**
   * @throws VectorFailure if something was accepted that had to be refused, refused that had to be
   *     accepted, or changed by a refusal; or if a refusal was none of the typed ones
   */
  void run(Client client) throws VectorFailure {
    if (vector.expect() == Verdict.REFUSE) {
      refuseWelcome(client);
      return;
    }
    try (Member member = join(client, vector)) {
      for (int i = 0; i < vector.steps().size(); i++) {
        deliver(member, "steps[" + i + "]", vector.steps().get(i));
      }
    }
  }

  /** Refused; and then the same client joins by the control, if that is for its key package. */
  private void refuseWelcome(Client client) throws VectorFailure {
    RefusalVector control = vector.control();
    if (control == null || control.expect() != Verdict.ACCEPT) {
      throw new VectorFailure(WELCOME, "has no control in its file that is to be accepted");
    }
    try (Secret before = client.savedKeyPackage()) {
      Outcome<Member> outcome = welcome(client, vector);
      outcome.expectRefusal(Member::close);
      try (Secret after = client.savedKeyPackage()) {
        expectUnchanged(WELCOME, before, after);
      }
      log.refused(WELCOME, outcome.refusal());
    }
    if (control.keys().equals(vector.keys())) {
      try {
        join(client, control).close();
      } catch (VectorFailure e) {
        throw new VectorFailure(WELCOME, "the key package is not usable any more: " + e, e);
      }
    }
  }

  private static Outcome<Member> welcome(Client client, RefusalVector vector) throws VectorFailure {
    return Outcome.of(WELCOME, () -> client.join(vector.welcome(), vector.ratchetTree()));
  }

  private static Member join(Client client, RefusalVector vector) throws VectorFailure {
    Member member = welcome(client, vector).expectSuccess();
    Bytes expected = vector.initialEpochAuthenticator();
    if (expected != null) {
      Expect.equal("initial_epoch_authenticator", expected, member.epochAuthenticator());
    }
    return member;
  }

  private void deliver(Member member, String place, Step step) throws VectorFailure {
    try (Secret before = member.save()) {
      Outcome<Received> outcome = Outcome.of(place, () -> member.receive(step.send()));
      if (step.expect() == Verdict.REFUSE) {
        outcome.expectRefusal(
            received -> {
              if (received instanceof StagedCommit staged) {
                staged.close();
              }
            });
      }
      if (outcome.refused() && step.expect() != Verdict.ACCEPT) {
        try (Secret after = member.save()) {
          expectUnchanged(place, before, after);
        }
        if (step.expect() == Verdict.REFUSE) {
          log.refused(place, outcome.refusal());
        }
      } else {
        accept(member, place, step, outcome.expectSuccess());
      }
    }
  }

  private static void accept(Member member, String place, Step step, Received received)
      throws VectorFailure {
    if (received instanceof StagedCommit staged) {
      member.merge(staged);
      if (step.epochAuthenticator() != null) {
        Expect.equal(
            place + ".epoch_authenticator", step.epochAuthenticator(), member.epochAuthenticator());
      }
    } else if (received instanceof ApplicationMessage message) {
      if (step.applicationData() != null) {
        Expect.equal(place + ".application_data", step.applicationData(), message.data());
      }
    } else {
      Decode.instance(place, received, PendingProposal.class);
    }
  }

  private static void expectUnchanged(String place, Secret before, Secret after)
      throws VectorFailure {
    Expect.that(after.equals(before), place, "changed the client although it was refused");
  }
}
