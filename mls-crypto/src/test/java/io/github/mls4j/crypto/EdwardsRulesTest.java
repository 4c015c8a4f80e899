package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules alone, since a provider may hide that one is missing by having it too. */
class EdwardsRulesTest {

  static Stream<Arguments> schemes() {
    return Stream.of(
        Arguments.of(
            EdwardsRules.ED25519,
            32,
            "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed",
            "1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed"),
        Arguments.of(
            EdwardsRules.ED448,
            57,
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
                + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "3fffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                + "7cca23e9c44edb49aed63690216cc2728dc58f552378c292ab5844f3"));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void signaturesAreOfOneLengthAndBothHalvesInRange(
      SignatureRules rules, int length, String field, String group) {
    BigInteger p = new BigInteger(field, 16);
    BigInteger order = new BigInteger(group, 16);
    BigInteger highestY = p.subtract(BigInteger.ONE);
    BigInteger highestS = order.subtract(BigInteger.ONE);
    Bytes highest = signature(length, highestY, highestS);
    assertThat(rules.isSignature(highest)).isTrue();
    assertThat(rules.isSignature(signature(length, highestY.setBit(8 * length - 1), highestS)))
        .as("x odd")
        .isTrue();
    assertThat(rules.isSignature(signature(length, p, highestS))).isFalse();
    assertThat(rules.isSignature(signature(length, highestY, order))).isFalse();
    assertThat(rules.isSignature(signature(length, highestY, highestS.setBit(8 * length - 1))))
        .isFalse();
    assertThat(rules.isSignature(highest.slice(0, highest.size() - 1))).isFalse();
    assertThat(rules.isSignature(Bytes.concat(highest, Bytes.fromHex("00")))).isFalse();
    assertThat(rules.isSignature(Bytes.EMPTY)).isFalse();
  }

  private static Bytes signature(int length, BigInteger y, BigInteger s) {
    return Bytes.concat(
        HostilePoints.littleEndian(y, length), HostilePoints.littleEndian(s, length));
  }
}
