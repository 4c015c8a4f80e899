package io.github.mls4j.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import org.junit.jupiter.api.Test;

class SenderDataKeyTest {

  private final Members members = new Members();
  private final Bytes ciphertext = members.suite.hash(Bytes.ofUtf8("32 bytes of anything"));

  private Bytes keyAndNonce(Bytes message) {
    try (SenderDataKey key =
        SenderDataKey.derive(members.suite, members.senderDataSecret, message)) {
      return Bytes.concat(Bytes.wrap(key.key().reveal()), Bytes.wrap(key.nonce().reveal()));
    }
  }

  @Test
  void theSampleIsOneHashLong() {
    Bytes longer = Bytes.concat(ciphertext, Bytes.ofUtf8("more"));
    assertThat(keyAndNonce(longer)).isEqualTo(keyAndNonce(ciphertext));
    assertThat(keyAndNonce(longer.slice(1, 32))).isNotEqualTo(keyAndNonce(ciphertext));
  }

  @Test
  void ofAShorterCiphertextAllCounts() {
    Bytes shorter = ciphertext.slice(0, 31);
    assertThat(keyAndNonce(shorter)).isNotEqualTo(keyAndNonce(ciphertext));
    try (Secret expected =
            members.suite.expandWithLabel(members.senderDataSecret, "key", shorter, 16);
        SenderDataKey key =
            SenderDataKey.derive(members.suite, members.senderDataSecret, shorter)) {
      assertThat(key.key()).isEqualTo(expected);
    }
    assertThat(keyAndNonce(Bytes.EMPTY)).isNotEqualTo(keyAndNonce(shorter));
  }

  @Test
  void closingWipesBoth() {
    SenderDataKey key = SenderDataKey.derive(members.suite, members.senderDataSecret, ciphertext);
    key.close();
    assertThat(key.key().isClosed()).isTrue();
    assertThat(key.nonce().isClosed()).isTrue();
  }

  @Test
  void nothingSecretIsPrinted() {
    try (SenderDataKey key =
        SenderDataKey.derive(members.suite, members.senderDataSecret, ciphertext)) {
      assertThat(key.toString()).doesNotContain(Bytes.wrap(key.key().reveal()).toHex());
    }
  }
}
