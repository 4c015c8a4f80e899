package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import org.junit.jupiter.api.Test;

class ExpectTest {

  private static final Bytes LONG = Bytes.wrap(new byte[200]);

  @Test
  void equalValuesPass() {
    assertThatCode(() -> Expect.equal("tag", Bytes.fromHex("00ff"), Bytes.fromHex("00ff")))
        .doesNotThrowAnyException();
    assertThatCode(() -> Expect.equal("size", 3, 3)).doesNotThrowAnyException();
  }

  @Test
  void aShortDifferenceIsShownWhole() {
    assertThatExceptionOfType(VectorFailure.class)
        .isThrownBy(
            () ->
                Expect.equal("secret", Bytes.fromHex("00ff"), Secret.copyOf(Bytes.fromHex("00fe"))))
        .withMessage("secret: expected 00ff but was 00fe");
  }

  @Test
  void aLongOneIsShownWhereItStarts() {
    byte[] other = LONG.toByteArray();
    other[100] = 1;
    assertThatExceptionOfType(VectorFailure.class)
        .isThrownBy(() -> Expect.equal("tree", LONG, Bytes.wrap(other)))
        .withMessage(
            "tree: expected (200 bytes) and actual (200 bytes) differ from byte 100 on:"
                + " expected …00000000000000000000000000000000…"
                + " but was …00000000000000000100000000000000…");
  }

  @Test
  void aLongOneMayEndEarly() {
    assertThatExceptionOfType(VectorFailure.class)
        .isThrownBy(() -> Expect.equal("tree", LONG, LONG.slice(0, 90)))
        .withMessageContaining("differ from byte 90 on")
        .withMessageEndingWith("but was …0000000000000000");
    assertThatExceptionOfType(VectorFailure.class)
        .isThrownBy(() -> Expect.equal("tree", LONG, Bytes.EMPTY))
        .withMessageContaining("(0 bytes) differ from byte 0 on");
  }
}
