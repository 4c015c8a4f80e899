package io.github.mls4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.wire.CipherSuiteId;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class SuitesTest {

  private final Suites.Converter converter = new Suites.Converter();

  @Test
  void readsNumbersAndNames() {
    for (CipherSuiteId suite : Suites.all()) {
      assertThat(converter.convert(Integer.toString(suite.value()))).isEqualTo(suite);
      assertThat(converter.convert(suite.toString())).isEqualTo(suite);
    }
    assertThat(converter.convert("mls_128_dhkemp256_aes128gcm_sha256_p256").value()).isEqualTo(2);
    assertThatThrownBy(() -> converter.convert("8")).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void shortNamesTellThemApart() {
    assertThat(Suites.all().stream().map(Suites::brief))
        .containsExactly(
            "1 X25519 AES128GCM Ed25519",
            "2 P256 AES128GCM P256",
            "3 X25519 CHACHA20POLY1305 Ed25519",
            "4 X448 AES256GCM Ed448",
            "5 P521 AES256GCM P521",
            "6 X448 CHACHA20POLY1305 Ed448",
            "7 P384 AES256GCM P384");
    assertThat(Suites.brief(CipherSuiteId.of(0xf000))).isEqualTo("0xf000");
  }
}
