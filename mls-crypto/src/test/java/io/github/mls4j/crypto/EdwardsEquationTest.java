package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.SignaturePublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which of the two equations of RFC 8032 §5.1.7 and §5.2.7 EdDSA verifies with: the one with the
 * cofactor. It shows where a signer has mixed a point of order 2 into its key or its {@code R}: a
 * provider that verified without the cofactor would refuse, and split a group.
 */
class EdwardsEquationTest {

  /** The numbers and the hash of one of the two schemes. */
  private enum Scheme {
    ED25519(32, "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed") {
      @Override
      BigInteger order() {
        return BigInteger.ONE
            .shiftLeft(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));
      }

      @Override
      byte[] hash(boolean ofMessage, Bytes input) {
        SHA512Digest sha512 = new SHA512Digest();
        input.read(sha512::update);
        byte[] hash = new byte[64];
        sha512.doFinal(hash, 0);
        return hash;
      }

      @Override
      void clamp(byte[] scalar) {
        scalar[0] &= (byte) 0xf8;
        scalar[31] &= 0x7f;
        scalar[31] |= 0x40;
      }
    },
    ED448(
        57,
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
            + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff") {
      @Override
      BigInteger order() {
        return BigInteger.ONE
            .shiftLeft(446)
            .subtract(
                new BigInteger(
                    "13818066809895115352007386748515426880336692474882178609894547503885"));
      }

      @Override
      byte[] hash(boolean ofMessage, Bytes input) {
        SHAKEDigest shake = new SHAKEDigest(256);
        if (ofMessage) {
          Bytes.concat(Bytes.ofUtf8("SigEd448"), Bytes.fromHex("0000")).read(shake::update);
        }
        input.read(shake::update);
        byte[] hash = new byte[114];
        shake.doFinal(hash, 0, hash.length);
        return hash;
      }

      @Override
      void clamp(byte[] scalar) {
        scalar[0] &= (byte) 0xfc;
        scalar[55] |= (byte) 0x80;
        scalar[56] = 0;
      }
    };

    private final int length;
    private final BigInteger p;

    Scheme(int length, String p) {
      this.length = length;
      this.p = new BigInteger(p, 16);
    }

    abstract BigInteger order();

    abstract byte[] hash(boolean ofMessage, Bytes input);

    abstract void clamp(byte[] scalar);

    BigInteger scalar(byte[] seed) {
      byte[] scalar = Arrays.copyOf(hash(false, Bytes.copyOf(seed)), length);
      clamp(scalar);
      return number(scalar);
    }

    /** The sum with (0, -1): both coordinates change their sign. */
    Bytes plusOrder2(Bytes point) {
      int sign = 8 * length - 1;
      BigInteger encoded = number(point.toByteArray());
      BigInteger y = p.subtract(encoded.clearBit(sign));
      return HostilePoints.littleEndian(encoded.testBit(sign) ? y : y.setBit(sign), length);
    }

    static BigInteger number(byte[] littleEndian) {
      return new BigInteger(1, HostilePoints.reversed(littleEndian));
    }
  }

  static Stream<Arguments> providersAndSchemes() {
    return Providers.all().stream()
        .flatMap(p -> Arrays.stream(Scheme.values()).map(s -> Arguments.of(p, s)));
  }

  @ParameterizedTest
  @MethodSource("providersAndSchemes")
  void theCofactorIsMultipliedIn(CryptoProvider provider, Scheme scheme) throws RefusedInput {
    SignatureAlgorithm algorithm = SignatureAlgorithm.valueOf(scheme.name());
    Signatures signatures = new Signatures(algorithm, provider);
    Random random = new Random(1);
    for (int i = 0; i < 32; i++) {
      byte[] keySeed = new byte[scheme.length];
      byte[] nonceSeed = new byte[scheme.length];
      random.nextBytes(keySeed);
      random.nextBytes(nonceSeed);
      Bytes a = provider.signature(algorithm).privateKey(keySeed).publicKey();
      Bytes r = provider.signature(algorithm).privateKey(nonceSeed).publicKey();
      Bytes content = Bytes.copyOf((byte) i);
      for (int mix = 0; mix < 4; mix++) {
        Bytes key = (mix & 1) == 0 ? a : scheme.plusOrder2(a);
        Bytes encodedR = (mix & 2) == 0 ? r : scheme.plusOrder2(r);
        BigInteger k = Scheme.number(scheme.hash(true, Bytes.concat(encodedR, key, content)));
        BigInteger s =
            scheme.scalar(nonceSeed).add(k.multiply(scheme.scalar(keySeed))).mod(scheme.order());
        VerifyingKey decoded = signatures.publicKey(new SignaturePublicKey(key));
        assertThat(signatures.verify(decoded, content, signature(encodedR, s)))
            .as("order 2 mixed into " + mix)
            .isTrue();
        Bytes wrong = signature(encodedR, s.flipBit(0));
        assertThat(signatures.verify(decoded, content, wrong)).isFalse();
      }
    }
  }

  private static Bytes signature(Bytes r, BigInteger s) {
    return Bytes.concat(r, HostilePoints.littleEndian(s, r.size()));
  }
}
