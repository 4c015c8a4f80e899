package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.InitSecret;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;

/** {@code key-schedule.json}: the key schedule from epoch to epoch (RFC 9420 §8). */
public record KeyScheduleVector(
    CipherSuiteId cipherSuite, Bytes groupId, Bytes initialInitSecret, List<Epoch> epochs)
    implements VectorCase.ForSuite {

  /** One epoch: what it starts from, and all that is derived. */
  public record Epoch(
      Bytes treeHash,
      Bytes commitSecret,
      Bytes pskSecret,
      Bytes confirmedTranscriptHash,
      Bytes groupContext,
      Bytes joinerSecret,
      Bytes welcomeSecret,
      Bytes initSecret,
      Bytes senderDataSecret,
      Bytes encryptionSecret,
      Bytes exporterSecret,
      Bytes epochAuthenticator,
      Bytes externalSecret,
      Bytes confirmationKey,
      Bytes membershipKey,
      Bytes resumptionPsk,
      Bytes externalPub,
      Exporter exporter) {

    /** The epoch that follows when these are chosen; its context is made here. */
    private static Epoch generate(
        CipherSuite suite,
        Draws draws,
        Bytes groupId,
        int number,
        Bytes initBefore,
        Choice choice) {
      Bytes zeros = Bytes.wrap(new byte[suite.hashLength()]);
      Bytes treeHash = draws.hash(suite);
      Bytes commit = choice.withPath ? draws.hash(suite) : zeros;
      Bytes psk = choice.withPsk ? draws.hash(suite) : zeros;
      Bytes transcript = draws.hash(suite);
      GroupContext context =
          new GroupContext(
              ProtocolVersion.MLS10, suite.id(), groupId, number, treeHash, transcript, List.of());
      try (InitSecret init = InitSecret.takeOver(Secret.copyOf(initBefore));
          Secret commitSecret = Secret.copyOf(commit);
          PskSecret psks = PskSecret.takeOver(Secret.copyOf(psk));
          KeySchedule schedule = KeySchedule.next(suite, init, commitSecret, psks, context);
          EpochSecrets secrets = schedule.epoch(context)) {
        return new Epoch(
            treeHash,
            commit,
            psk,
            transcript,
            context.encode(),
            Encode.lent(schedule.joinerSecret()),
            Encode.consumed(schedule.welcomeSecret()),
            Encode.lent(secrets.initSecret().secret()),
            Encode.lent(secrets.senderDataSecret()),
            Encode.lent(secrets.encryptionSecret()),
            Encode.lent(secrets.exporterSecret()),
            secrets.epochAuthenticator(),
            Encode.lent(secrets.externalSecret()),
            Encode.lent(secrets.confirmationKey()),
            Encode.lent(secrets.membershipKey()),
            Encode.lent(secrets.resumptionPsk()),
            secrets.externalPub().value(),
            Exporter.generate(secrets, choice));
      }
    }
  }

  /** RFC 9420 §8.5; the label is used as it stands, even where it looks hexadecimal. */
  public record Exporter(String label, Bytes context, int length, Bytes secret) {

    private static Exporter generate(EpochSecrets secrets, Choice choice) {
      return new Exporter(
          choice.label,
          choice.context,
          choice.length,
          Encode.consumed(secrets.export(choice.label, choice.context, choice.length)));
    }
  }

  /** What an epoch starts from, and what is exported from it. */
  private record Choice(
      boolean withPath, boolean withPsk, String label, Bytes context, int length) {}

  private static final int EPOCHS = 5;

  static List<KeyScheduleVector> generate(CipherSuite suite, Draws draws) {
    Bytes groupId = draws.hash(suite);
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < EPOCHS; i++) {
      choices.add(
          new Choice(
              true,
              i > 0,
              draws.label("exporter"),
              draws.hash(suite),
              1 + draws.below(2 * suite.hashLength())));
    }
    return List.of(of(suite, draws, groupId, choices));
  }

  /** How many hashes Expand gives at most (RFC 5869 §2.3). */
  private static final int MOST_BLOCKS = 255;

  /** Commits with and without a path and PSKs; a group without a name; exports of all sizes. */
  static List<KeyScheduleVector> edges(CipherSuite suite, Draws draws) {
    int most = MOST_BLOCKS * suite.hashLength();
    return List.of(
        of(
            suite,
            draws,
            Bytes.EMPTY,
            List.of(
                new Choice(false, false, "", Bytes.EMPTY, 1),
                new Choice(false, true, "x", draws.bytes(64), suite.hashLength()),
                new Choice(true, false, "x".repeat(300), Bytes.EMPTY, suite.hashLength() + 1),
                new Choice(true, true, "00", draws.bytes(16_384), most))));
  }

  private static KeyScheduleVector of(
      CipherSuite suite, Draws draws, Bytes groupId, List<Choice> choices) {
    Bytes initial = draws.hash(suite);
    List<Epoch> epochs = new ArrayList<>();
    Bytes init = initial;
    for (Choice choice : choices) {
      Epoch epoch = Epoch.generate(suite, draws, groupId, epochs.size(), init, choice);
      epochs.add(epoch);
      init = epoch.initSecret;
    }
    return new KeyScheduleVector(suite.id(), groupId, initial, epochs);
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    Bytes initSecret = initialInitSecret;
    for (int i = 0; i < epochs.size(); i++) {
      Epoch epoch = epochs.get(i);
      verifyEpoch(suite, "epochs[" + i + "].", i, initSecret, epoch);
      initSecret = epoch.initSecret;
    }
  }

  private void verifyEpoch(CipherSuite suite, String at, int number, Bytes initBefore, Epoch epoch)
      throws VectorFailure {
    GroupContext context =
        new GroupContext(
            ProtocolVersion.MLS10,
            cipherSuite,
            groupId,
            number,
            epoch.treeHash,
            epoch.confirmedTranscriptHash,
            List.of());
    Expect.equal(at + "group_context", epoch.groupContext, context.encode());

    try (InitSecret init = InitSecret.takeOver(Secret.copyOf(initBefore));
        Secret commitSecret = Secret.copyOf(epoch.commitSecret);
        PskSecret psks = PskSecret.takeOver(Secret.copyOf(epoch.pskSecret));
        KeySchedule schedule = KeySchedule.next(suite, init, commitSecret, psks, context);
        Secret welcomeSecret = schedule.welcomeSecret();
        EpochSecrets secrets = schedule.epoch(context)) {
      Expect.equal(at + "joiner_secret", epoch.joinerSecret, schedule.joinerSecret());
      Expect.equal(at + "welcome_secret", epoch.welcomeSecret, welcomeSecret);
      verifySecrets(at, epoch, secrets);

      try (KeySchedule joined = KeySchedule.join(suite, schedule.joinerSecret(), psks);
          EpochSecrets joinersSecrets = joined.epoch(context)) {
        verifySecrets(at + "(joiner) ", epoch, joinersSecrets);
      }
    }
  }

  private static void verifySecrets(String at, Epoch epoch, EpochSecrets secrets)
      throws VectorFailure {
    Expect.equal(at + "init_secret", epoch.initSecret, secrets.initSecret().secret());
    Expect.equal(at + "sender_data_secret", epoch.senderDataSecret, secrets.senderDataSecret());
    Expect.equal(at + "encryption_secret", epoch.encryptionSecret, secrets.encryptionSecret());
    Expect.equal(at + "exporter_secret", epoch.exporterSecret, secrets.exporterSecret());
    Expect.equal(
        at + "epoch_authenticator", epoch.epochAuthenticator, secrets.epochAuthenticator());
    Expect.equal(at + "external_secret", epoch.externalSecret, secrets.externalSecret());
    Expect.equal(at + "confirmation_key", epoch.confirmationKey, secrets.confirmationKey());
    Expect.equal(at + "membership_key", epoch.membershipKey, secrets.membershipKey());
    Expect.equal(at + "resumption_psk", epoch.resumptionPsk, secrets.resumptionPsk());
    Expect.equal(at + "external_pub", epoch.externalPub, secrets.externalPub().value());

    Exporter exporter = epoch.exporter;
    try (Secret exported = secrets.export(exporter.label, exporter.context, exporter.length)) {
      Expect.equal(at + "exporter.secret", exporter.secret, exported);
    }
  }
}
