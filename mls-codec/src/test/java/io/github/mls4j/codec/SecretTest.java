package io.github.mls4j.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void closingWipesTheOnlyArrayAndEndsAllUse() {
    byte[] value = {1, 2, 3};
    Secret secret = Secret.takeOver(value);
    secret.close();
    secret.close();
    assertThat(value).containsOnly(0);
    assertThat(secret.isClosed()).isTrue();
    assertThat(secret.size()).isEqualTo(3);
    assertThatThrownBy(secret::reveal).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.use(array -> array.length))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.equals(Secret.zeros(3)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void copiesLeadLivesOfTheirOwn() {
    byte[] value = {1, 2, 3};
    Secret secret = Secret.copyOf(value);
    value[0] = 9;
    Secret copy = secret.copy();
    secret.close();
    assertThat(copy.reveal()).containsExactly(1, 2, 3);
    copy.reveal()[0] = 7;
    assertThat(copy.reveal()).containsExactly(1, 2, 3);
    assertThat(Secret.copyOf(Bytes.fromHex("0102")).reveal()).containsExactly(1, 2);
  }

  @Test
  void comparesContents() {
    Secret secret = Secret.copyOf(new byte[] {1, 2});
    assertThat(secret).isEqualTo(Secret.copyOf(new byte[] {1, 2}));
    assertThat(secret).isNotEqualTo(Secret.copyOf(new byte[] {1, 3}));
    assertThat(secret).isNotEqualTo(Secret.copyOf(new byte[] {1, 2, 3}));
    assertThat(secret).isNotEqualTo(Bytes.fromHex("0102"));
  }

  @Test
  void showsNothingOfItsContent() {
    Secret secret = Secret.copyOf(new byte[] {0x5a, 0x5a});
    assertThat(secret).hasToString("Secret[2 bytes]");
    assertThat(secret).hasSameHashCodeAs(Secret.zeros(2));
    secret.close();
    assertThat(secret).hasToString("Secret[2 bytes, wiped]");
  }

  @Test
  void publishingKeepsTheBytesAndEndsTheSecret() {
    byte[] value = {1, 2};
    Secret secret = Secret.takeOver(value);
    Bytes published = secret.publish();
    secret.close();
    assertThat(published.toHex()).isEqualTo("0102");
    assertThat(value).containsExactly(1, 2);
    assertThat(secret.isClosed()).isTrue();
    assertThatThrownBy(secret::publish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void consumingClosesHoweverItEnds() {
    Secret secret = Secret.copyOf(new byte[] {1});
    assertThat(secret.<Integer>consume(secret::size)).isEqualTo(1);
    assertThat(secret.isClosed()).isTrue();

    Secret failing = Secret.copyOf(new byte[] {1});
    assertThatThrownBy(
            () ->
                failing.consume(
                    () -> {
                      throw new IllegalArgumentException("on purpose");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(failing.isClosed()).isTrue();
  }

  @Test
  void makesZerosAndRandomBytes() {
    assertThat(Secret.zeros(4).reveal()).containsExactly(0, 0, 0, 0);
    SecureRandom random = new SecureRandom();
    assertThat(Secret.random(random, 32)).isNotEqualTo(Secret.random(random, 32));
    assertThat(Secret.random(random, 32).size()).isEqualTo(32);
  }
}
