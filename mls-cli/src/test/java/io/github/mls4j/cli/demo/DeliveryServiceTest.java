package io.github.mls4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import org.junit.jupiter.api.Test;

class DeliveryServiceTest {

  private static final Bytes ONE = Bytes.fromHex("01");
  private static final Bytes TWO = Bytes.fromHex("0202");

  private final DeliveryService service = new DeliveryService();

  @Test
  void whatGoesToAllReachesAllOthersInOrder() {
    service.subscribe("Alice");
    service.subscribe("Bob");
    service.sendToAll("Alice", ONE);
    service.sendTo("Bob", TWO);

    assertThat(service.collect("Alice")).isEmpty();
    assertThat(service.collect("Bob")).containsExactly(ONE, TWO);
    assertThat(service.collect("Bob")).isEmpty();
    assertThat(service.bytesCarried()).isEqualTo(3);
  }

  @Test
  void aKeyPackageIsHandedOutOnce() {
    service.publishKeyPackage("Bob", ONE);

    assertThat(service.fetchKeyPackage("Bob")).isEqualTo(ONE);
    assertThatIllegalStateException().isThrownBy(() -> service.fetchKeyPackage("Bob"));
  }

  @Test
  void keepsOneGroupInfo() {
    assertThatIllegalStateException().isThrownBy(service::fetchGroupInfo);
    service.publishGroupInfo(ONE);
    service.publishGroupInfo(TWO);

    assertThat(service.fetchGroupInfo()).isEqualTo(TWO);
    assertThat(service.fetchGroupInfo()).isEqualTo(TWO);
  }

  @Test
  void nobodyElseHasAMailbox() {
    assertThatIllegalStateException().isThrownBy(() -> service.sendTo("Eve", ONE));
    assertThatIllegalStateException().isThrownBy(() -> service.collect("Eve"));
  }
}
