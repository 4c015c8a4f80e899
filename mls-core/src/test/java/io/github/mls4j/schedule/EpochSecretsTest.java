package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.KemKeyPair;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EpochSecretsTest {

  private final EpochSecrets epoch = KeySchedule.firstEpoch(SUITE, new SecureRandom());

  private static Stream<Secret> all(EpochSecrets e) {
    return Stream.of(
        e.senderDataSecret(),
        e.encryptionSecret(),
        e.exporterSecret(),
        e.externalSecret(),
        e.confirmationKey(),
        e.membershipKey(),
        e.resumptionPsk(),
        e.initSecret().secret());
  }

  @Test
  void allSecretsDifferAndAreWipedTogether() {
    List<Bytes> revealed =
        all(epoch).map(secret -> Bytes.wrap(secret.reveal())).collect(Collectors.toList());
    revealed.add(epoch.epochAuthenticator());
    assertThat(revealed).doesNotHaveDuplicates();

    epoch.close();

    assertThat(all(epoch)).allMatch(Secret::isClosed);
    assertThatThrownBy(epoch::epochAuthenticator).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theEncryptionSecretMovesIntoTheTreeOnce() {
    epoch.takeSecretTree(4, RatchetLimits.DEFAULT);
    assertThat(epoch.encryptionSecret().isClosed()).isTrue();
    assertThatThrownBy(() -> epoch.takeSecretTree(4, RatchetLimits.DEFAULT))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void messageSecretsOutliveTheEpoch() {
    MessageSecrets messages = epoch.messageSecrets();
    Secret senderData = epoch.senderDataSecret().copy();
    Secret membership = epoch.membershipKey().copy();
    epoch.close();
    assertThat(messages.senderDataSecret()).isEqualTo(senderData);
    assertThat(messages.membershipKey()).isEqualTo(membership);
  }

  @Test
  void theExternalKeyPairIsAlwaysTheSame() {
    try (KemKeyPair pair = epoch.externalKeyPair()) {
      assertThat(pair.publicKey().wire()).isEqualTo(epoch.externalPub());
    }
  }

  @Test
  void exportsDependOnLabelContextAndLength() {
    Bytes context = Bytes.ofUtf8("context");
    Secret exported = epoch.export("label", context, 16);
    assertThat(exported.size()).isEqualTo(16);
    assertThat(epoch.export("label", context, 16)).isEqualTo(exported);
    assertThat(epoch.export("other", context, 16)).isNotEqualTo(exported);
    assertThat(epoch.export("label", Bytes.EMPTY, 16)).isNotEqualTo(exported);
    assertThat(Bytes.wrap(epoch.export("label", context, 17).reveal()).slice(0, 16))
        .isNotEqualTo(Bytes.wrap(exported.reveal()));
    assertThat(epoch.export("label", context, 0).size()).isZero();
    assertThat(epoch.export("label", context, 255 * SUITE.hashLength()).size()).isEqualTo(8160);
    for (int bad : new int[] {-1, 255 * SUITE.hashLength() + 1}) {
      assertThatThrownBy(() -> epoch.export("label", context, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void stateSurvivesWithAndWithoutTheEncryptionSecret() throws Exception {
    for (boolean taken : new boolean[] {false, true}) {
      if (taken) {
        epoch.takeSecretTree(2, RatchetLimits.DEFAULT);
      }
      Bytes written = write(epoch);
      EpochSecrets read = read(written);
      assertThat(write(read)).isEqualTo(written);
      assertThat(read.encryptionSecret().isClosed()).isEqualTo(taken);
      assertThat(read.initSecret().secret()).isEqualTo(epoch.initSecret().secret());
      assertThat(read.epochAuthenticator()).isEqualTo(epoch.epochAuthenticator());
    }
  }

  @Test
  void aSecretOfTheWrongLengthIsNotRead() {
    Bytes written = write(epoch);
    Bytes shorter = Bytes.concat(Bytes.copyOf((byte) 31), written.slice(2, written.size() - 2));
    assertThatThrownBy(() -> read(shorter)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> read(written.slice(0, written.size() - 1)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void messageSecretsAreWrittenAndReadStrictly() throws Exception {
    TlsWriter out = new TlsWriter();
    epoch.messageSecrets().writeTo(out);
    Bytes written = out.toBytes();
    MessageSecrets read = TlsReader.decode(written, in -> MessageSecrets.readFrom(SUITE, in));
    assertThat(read.senderDataSecret()).isEqualTo(epoch.senderDataSecret());
    assertThat(read.membershipKey()).isEqualTo(epoch.membershipKey());
    Bytes empty = Bytes.concat(Bytes.copyOf((byte) 0), written.slice(33, 33));
    assertThatThrownBy(() -> TlsReader.decode(empty, in -> MessageSecrets.readFrom(SUITE, in)))
        .isInstanceOf(DecodeException.class);
  }

  private static Bytes write(EpochSecrets secrets) {
    TlsWriter out = new TlsWriter();
    secrets.writeTo(out);
    return out.toBytes();
  }

  private static EpochSecrets read(Bytes written) throws DecodeException {
    return TlsReader.decode(written, in -> EpochSecrets.readFrom(SUITE, in));
  }

  @Test
  void nothingSecretIsPrinted() {
    String hex = Bytes.wrap(epoch.resumptionPsk().reveal()).toHex();
    assertThat(epoch + " " + epoch.initSecret() + " " + epoch.messageSecrets()).doesNotContain(hex);
  }
}
