package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PskSecretTest {

  private static ResolvedPsk psk(String id, String nonce, String value) {
    return new ResolvedPsk(
        new PreSharedKeyID.External(Bytes.ofUtf8(id), Bytes.ofUtf8(nonce)),
        Secret.copyOf(Bytes.ofUtf8(value)));
  }

  private static Bytes chain(ResolvedPsk... psks) {
    try (PskSecret secret = PskSecret.of(SUITE, List.of(psks))) {
      return Bytes.wrap(secret.secret().reveal());
    }
  }

  @Test
  void noPskGivesZeros() {
    assertThat(PskSecret.none(SUITE).secret()).isEqualTo(Secret.zeros(SUITE.hashLength()));
    assertThat(chain()).isEqualTo(Bytes.wrap(new byte[SUITE.hashLength()]));
  }

  @Test
  void idNonceValueOrderAndCountMatter() {
    ResolvedPsk a = psk("a", "1", "value");
    ResolvedPsk b = psk("b", "1", "value");
    ResolvedPsk resumption =
        new ResolvedPsk(
            new PreSharedKeyID.Resumption(
                ResumptionPSKUsage.APPLICATION, Bytes.EMPTY, -1, Bytes.ofUtf8("1")),
            Secret.copyOf(Bytes.ofUtf8("value")));
    assertThat(
            List.of(
                chain(a),
                chain(b),
                chain(psk("a", "2", "value")),
                chain(psk("a", "1", "other")),
                chain(a, b),
                chain(b, a),
                chain(a, a),
                chain(resumption),
                chain()))
        .doesNotHaveDuplicates();
  }

  @Test
  void thePskItselfIsLent() {
    ResolvedPsk a = psk("a", "1", "value");
    chain(a);
    assertThat(a.psk().isClosed()).isFalse();
  }

  @Test
  void moreThanCanBeCountedIsTheCallersMistake() {
    List<ResolvedPsk> tooMany = Collections.nCopies(PskSecret.MAX_PSKS + 1, psk("a", "1", "value"));
    assertThatThrownBy(() -> PskSecret.of(SUITE, tooMany))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PskSecret.of(SUITE, tooMany.subList(0, PskSecret.MAX_PSKS)).secret().size())
        .isEqualTo(SUITE.hashLength());
  }
}
