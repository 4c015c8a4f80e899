package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.mls4j.codec.Bytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NistCurveTest {

  @ParameterizedTest
  @EnumSource(NistCurve.class)
  void theConstantsAreThoseOfTheCurve(NistCurve curve) {
    X9ECParameters expected = CustomNamedCurves.getByName("P-" + curve.name().substring(1));
    assertThat(curve.order()).isEqualTo(expected.getN());
    assertThat(curve.fieldLength()).isEqualTo((expected.getCurve().getFieldSize() + 7) / 8);
    Bytes generator = Bytes.wrap(expected.getG().getEncoded(false));
    assertThatNoException().isThrownBy(() -> curve.requirePoint(generator));
  }

  @ParameterizedTest
  @EnumSource(NistCurve.class)
  void scalarsGoFromOneToTheOrder(NistCurve curve) {
    BigInteger order = curve.order();
    assertThat(isScalar(curve, BigInteger.ZERO)).isFalse();
    assertThat(isScalar(curve, BigInteger.ONE)).isTrue();
    assertThat(isScalar(curve, BigInteger.valueOf(0x80))).isTrue();
    assertThat(isScalar(curve, order.subtract(BigInteger.ONE))).isTrue();
    assertThat(isScalar(curve, order)).isFalse();
    assertThat(isScalar(curve, order.add(BigInteger.ONE))).isFalse();
    assertThat(curve.isScalar(new byte[0])).isFalse();
    assertThat(curve.isScalar(HostilePoints.fixed(BigInteger.ONE, 20).toByteArray())).isFalse();
  }

  private static boolean isScalar(NistCurve curve, BigInteger value) {
    return curve.isScalar(HostilePoints.fixed(value, curve.fieldLength()).toByteArray());
  }

  @ParameterizedTest
  @EnumSource(NistCurve.class)
  void randomScalarsThatAreOutOfRangeAreDrawnAgain(NistCurve curve) {
    int length = curve.fieldLength();
    Bytes zero = Bytes.wrap(new byte[length]);
    Bytes order = HostilePoints.fixed(curve.order(), length);
    Bytes good = HostilePoints.fixed(curve.order().shiftRight(1), length);
    assertThat(curve.randomScalar(new FixedRandom(Bytes.concat(zero, order, good))))
        .isEqualTo(good.toByteArray());
  }
}
