package io.github.mls4j.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "epoch, epoch",
    "groupId, group_id",
    "contentTBS, content_tbs",
    "HPKEPublicKey, hpke_public_key",
    "pskGroupId, psk_group_id"
  })
  void speltAsInTheRfc(String ours, String rfc) {
    assertThat(Names.snakeCase(ours)).isEqualTo(rfc);
  }
}
