package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.SignaturePublicKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which of the two equations of RFC 8032 §5.1.7 Ed25519 verifies with: the one with the cofactor.
 * It shows where a signer has mixed a point of order 2 into its key or its {@code R}: a provider
 * that verified without the cofactor would refuse, and split a group.
 */
class EdwardsEquationTest {

  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  static Stream<CryptoProvider> providers() {
    return CryptoProviders.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void theCofactorIsMultipliedIn(CryptoProvider provider) throws Exception {
    Signatures signatures = new Signatures(SignatureAlgorithm.ED25519, provider);
    Random random = new Random(1);
    for (int i = 0; i < 32; i++) {
      byte[] keySeed = new byte[32];
      byte[] nonceSeed = new byte[32];
      random.nextBytes(keySeed);
      random.nextBytes(nonceSeed);
      Bytes a = publicKey(provider, keySeed);
      Bytes r = publicKey(provider, nonceSeed);
      Bytes content = Bytes.copyOf((byte) i);
      for (boolean mixKey : new boolean[] {false, true}) {
        for (boolean mixR : new boolean[] {false, true}) {
          Bytes key = mixKey ? plusOrder2(a) : a;
          Bytes encodedR = mixR ? plusOrder2(r) : r;
          BigInteger k = littleEndian(sha512(Bytes.concat(encodedR, key, content)));
          BigInteger s = scalar(nonceSeed).add(k.multiply(scalar(keySeed))).mod(L);
          Bytes signature = Bytes.concat(encodedR, HostilePoints.littleEndian(s, 32));
          VerifyingKey decoded = signatures.publicKey(new SignaturePublicKey(key));
          assertThat(signatures.verify(decoded, content, signature))
              .as("order 2 in the key: " + mixKey + ", in R: " + mixR)
              .isTrue();
          Bytes wrong =
              Bytes.concat(encodedR, HostilePoints.littleEndian(s.xor(BigInteger.ONE), 32));
          assertThat(signatures.verify(decoded, content, wrong)).isFalse();
        }
      }
    }
  }

  private static Bytes publicKey(CryptoProvider provider, byte[] seed) {
    return provider.signature(SignatureAlgorithm.ED25519).privateKey(seed).publicKey();
  }

  /** The sum with (0, -1): both coordinates change their sign. */
  private static Bytes plusOrder2(Bytes point) {
    BigInteger encoded = littleEndian(point.toByteArray());
    BigInteger y = P.subtract(encoded.clearBit(255));
    return HostilePoints.littleEndian(encoded.testBit(255) ? y : y.setBit(255), 32);
  }

  private static BigInteger scalar(byte[] seed) throws Exception {
    byte[] hash = sha512(Bytes.copyOf(seed));
    hash[0] &= (byte) 0xf8;
    hash[31] &= 0x7f;
    hash[31] |= 0x40;
    return littleEndian(Bytes.copyOf(hash, 0, 32).toByteArray());
  }

  private static byte[] sha512(Bytes input) throws Exception {
    return MessageDigest.getInstance("SHA-512").digest(input.toByteArray());
  }

  private static BigInteger littleEndian(byte[] bytes) {
    return new BigInteger(1, HostilePoints.reversed(bytes));
  }
}
