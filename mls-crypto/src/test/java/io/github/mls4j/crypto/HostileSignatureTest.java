package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.SignaturePublicKey;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signature keys and signatures that an attacker chooses; all providers answer alike. */
class HostileSignatureTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes CONTENT = Bytes.ofUtf8("content");

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void hostilePublicKeysAreRefused(CipherSuite suite) {
    Bytes good = suite.generateSignatureKeyPair(RANDOM).publicKey().value();
    SignatureAlgorithm algorithm = SuiteAlgorithms.of(suite.id()).signature();
    for (HostilePoints.Hostile hostile : HostilePoints.signature(algorithm, good)) {
      assertThatExceptionOfType(RefusedInput.class)
          .as(hostile.toString())
          .isThrownBy(() -> suite.verifyingKey(new SignaturePublicKey(hostile.bytes())))
          .extracting(RefusedInput::reason)
          .isEqualTo(hostile.reason());
    }
  }

  /** A store may have been tampered with: what is not refused at once verifies nothing. */
  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void hostileStoredKeysVerifyNothing(CipherSuite suite) throws RefusedInput {
    try (SignatureKeyPair pair = suite.generateSignatureKeyPair(RANDOM)) {
      SignatureAlgorithm algorithm = SuiteAlgorithms.of(suite.id()).signature();
      Bytes signature = suite.signWithLabel(pair, "label", CONTENT);
      VerifyingKey good = suite.storedVerifyingKey(pair.publicKey());
      assertThat(suite.verifyWithLabel(good, "label", CONTENT, signature)).isTrue();
      for (var hostile : HostilePoints.signature(algorithm, pair.publicKey().value())) {
        VerifyingKey key;
        try {
          key = suite.storedVerifyingKey(new SignaturePublicKey(hostile.bytes()));
        } catch (RefusedInput e) {
          assertThat(e.reason()).isEqualTo(hostile.reason());
          continue;
        }
        assertThat(hostile.reason()).isEqualTo(RefusedInput.Reason.NOT_ON_CURVE);
        assertThat(suite.verifyWithLabel(key, "label", CONTENT, signature)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void malformedAndAlteredSignaturesAreJustFalse(CipherSuite suite) throws RefusedInput {
    try (SignatureKeyPair pair = suite.generateSignatureKeyPair(RANDOM)) {
      VerifyingKey key = suite.verifyingKey(pair.publicKey());
      Bytes signature = suite.signWithLabel(pair, "label", CONTENT);
      assertThat(suite.verifyWithLabel(key, "label", CONTENT, signature)).isTrue();
      assertThat(suite.verifyWithLabel(key, "other", CONTENT, signature)).isFalse();
      assertThat(suite.verifyWithLabel(key, "label", Bytes.EMPTY, signature)).isFalse();
      for (Bytes wrong : alterations(signature)) {
        assertThat(suite.verifyWithLabel(key, "label", CONTENT, wrong)).as(wrong.toHex()).isFalse();
      }
    }
  }

  private static List<Bytes> alterations(Bytes signature) {
    List<Bytes> altered = new ArrayList<>();
    for (int i = 0; i < signature.size(); i++) {
      altered.add(signature.slice(0, i));
      byte[] flipped = signature.toByteArray();
      flipped[i] ^= (byte) (1 << i % 8);
      altered.add(Bytes.wrap(flipped));
    }
    altered.add(Bytes.concat(signature, Bytes.fromHex("00")));
    altered.add(Bytes.wrap(new byte[signature.size()]));
    return altered;
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void theSameSignatureInAnotherEncodingIsFalse(CipherSuite suite) throws RefusedInput {
    SignatureAlgorithm algorithm = SuiteAlgorithms.of(suite.id()).signature();
    try (SignatureKeyPair pair = suite.generateSignatureKeyPair(RANDOM)) {
      VerifyingKey key = suite.verifyingKey(pair.publicKey());
      Bytes signature = suite.signWithLabel(pair, "label", CONTENT);
      for (Bytes same :
          switch (algorithm) {
            case ED25519, ED448 -> List.of(sPlusOrder(algorithm, signature));
            default -> looseDer(signature);
          }) {
        assertThat(suite.verifyWithLabel(key, "label", CONTENT, same)).as(same.toHex()).isFalse();
      }
    }
  }

  private static Bytes sPlusOrder(SignatureAlgorithm algorithm, Bytes signature) {
    int length = signature.size() / 2;
    BigInteger order =
        algorithm == SignatureAlgorithm.ED25519
            ? new BigInteger(
                "7237005577332262213973186563042994240857116359379907606001950938285454250989")
            : new BigInteger(
                "3fffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                    + "7cca23e9c44edb49aed63690216cc2728dc58f552378c292ab5844f3",
                16);
    BigInteger s =
        new BigInteger(1, HostilePoints.reversed(signature.slice(length, length).toByteArray()));
    return Bytes.concat(
        signature.slice(0, length), HostilePoints.littleEndian(s.add(order), length));
  }

  /** BER forms of one DER signature. */
  private static List<Bytes> looseDer(Bytes der) {
    int header = der.get(1) == 0x81 ? 3 : 2;
    Bytes body = der.slice(header, der.size() - header);
    int rLength = body.get(1);
    Bytes r = body.slice(2, rLength);
    Bytes s = body.slice(4 + rLength, body.size() - 4 - rLength);
    return List.of(
        // length in a longer form
        Bytes.concat(Bytes.fromHex("3082"), uint16(body.size()), body),
        // indefinite length
        Bytes.concat(Bytes.fromHex("3080"), body, Bytes.fromHex("0000")),
        // a leading zero too many
        sequence(integer(Bytes.concat(Bytes.fromHex("00"), r)), integer(s)),
        sequence(integer(r), integer(Bytes.concat(Bytes.fromHex("00"), s))),
        // a third element
        sequence(integer(r), integer(s), integer(s)),
        sequence(integer(r)),
        // the raw form of other protocols
        Bytes.concat(r, s));
  }

  private static Bytes uint16(int value) {
    return Bytes.copyOf((byte) (value >>> 8), (byte) value);
  }

  private static Bytes integer(Bytes content) {
    return Bytes.concat(Bytes.copyOf((byte) 2, (byte) content.size()), content);
  }

  private static Bytes sequence(Bytes... elements) {
    Bytes body = Bytes.concat(elements);
    Bytes header =
        body.size() < 0x80
            ? Bytes.copyOf((byte) 0x30, (byte) body.size())
            : Bytes.copyOf((byte) 0x30, (byte) 0x81, (byte) body.size());
    return Bytes.concat(header, body);
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void anotherMembersKeyDoesNotVerify(CipherSuite suite) throws RefusedInput {
    try (SignatureKeyPair pair = suite.generateSignatureKeyPair(RANDOM);
        SignatureKeyPair other = suite.generateSignatureKeyPair(RANDOM)) {
      VerifyingKey otherKey = suite.verifyingKey(other.publicKey());
      Bytes signature = suite.signWithLabel(pair, "label", CONTENT);
      assertThat(suite.verifyWithLabel(otherKey, "label", CONTENT, signature)).isFalse();
    }
  }
}
