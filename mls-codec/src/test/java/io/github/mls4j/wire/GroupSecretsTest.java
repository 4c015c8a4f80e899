package io.github.mls4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import org.junit.jupiter.api.Test;

class GroupSecretsTest {

  @Test
  void closingWipesBothSecrets() {
    GroupSecrets secrets = Samples.groupSecrets();
    secrets.close();
    assertThat(secrets.joinerSecret().isClosed()).isTrue();
    assertThat(secrets.pathSecret().orElseThrow().pathSecret().isClosed()).isTrue();
  }

  @Test
  void outlivesTheInputItWasReadFrom() throws DecodeException {
    GroupSecrets decoded;
    try (Secret input = Samples.groupSecrets().encodeSecret()) {
      decoded = TlsReader.decode(input, GroupSecrets::readFrom);
    }
    assertThat(decoded).isEqualTo(Samples.groupSecrets());
  }

  @Test
  void hasNoPublicEncodingAndNoPublicText() {
    GroupSecrets secrets = Samples.groupSecrets();
    PathSecret pathSecret = secrets.pathSecret().orElseThrow();
    assertThatThrownBy(secrets::encode).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(pathSecret::encode).isInstanceOf(UnsupportedOperationException.class);
    assertThat(secrets.toString())
        .contains("joinerSecret=Secret[32 bytes]")
        .contains("pathSecret=Secret[48 bytes]")
        .doesNotContain(Samples.OTHER_HASH.toHex());
  }
}
