package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code crypto-basics.json}: the labeled functions of RFC 9420 §5 and §8. */
public record CryptoBasicsVector(
    CipherSuiteId cipherSuite,
    RefHash refHash,
    ExpandWithLabel expandWithLabel,
    DeriveSecret deriveSecret,
    DeriveTreeSecret deriveTreeSecret,
    SignWithLabel signWithLabel,
    EncryptWithLabel encryptWithLabel)
    implements VectorCase.ForSuite {

  /**
   * What a vector is free to choose, keys apart.
   *
   * @param label for each use
   * @param value that is hashed, signed or encrypted
   */
  private record Choice(
      UnaryOperator<String> label, Bytes value, Bytes context, int length, long generation) {}

  static List<CryptoBasicsVector> generate(CipherSuite suite, Draws draws) {
    return List.of(
        of(
            suite,
            draws,
            new Choice(
                draws::label,
                draws.hash(suite),
                draws.hash(suite),
                1 + draws.below(2 * suite.hashLength()),
                draws.uint32())));
  }

  /** How many hashes Expand gives at most (RFC 5869 §2.3). */
  private static final int MOST_BLOCKS = 255;

  private static final long SIGN_BIT = 1L << 31;

  /** What a label has before it (RFC 9420 §5.1.2, §5.1.3, §8). */
  private static final String PREFIX = "MLS 1.0 ";

  /** Empty, at the edges of a length prefix, as much as there may be; great generations. */
  static List<CryptoBasicsVector> edges(CipherSuite suite, Draws draws) {
    int most = MOST_BLOCKS * suite.hashLength();
    return List.of(
        of(suite, draws, new Choice(use -> "", Bytes.EMPTY, Bytes.EMPTY, 1, 0)),
        of(
            suite,
            draws,
            new Choice(
                use -> "x".repeat(63 - PREFIX.length()),
                draws.bytes(63),
                draws.bytes(63),
                suite.hashLength() + 1,
                SIGN_BIT - 1)),
        of(
            suite,
            draws,
            new Choice(
                use -> "x".repeat(64 - PREFIX.length()),
                draws.bytes(64),
                draws.bytes(64),
                most,
                SIGN_BIT)),
        of(
            suite,
            draws,
            new Choice(
                use -> "x".repeat(300),
                draws.bytes(16_384),
                draws.bytes(16_384),
                256,
                2 * SIGN_BIT - 1)));
  }

  private static CryptoBasicsVector of(CipherSuite suite, Draws draws, Choice choice) {
    return new CryptoBasicsVector(
        suite.id(),
        RefHash.generate(suite, choice),
        ExpandWithLabel.generate(suite, draws, choice),
        DeriveSecret.generate(suite, draws, choice),
        DeriveTreeSecret.generate(suite, draws, choice),
        SignWithLabel.generate(suite, draws, choice),
        EncryptWithLabel.generate(suite, draws, choice));
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    refHash.verify(suite);
    expandWithLabel.verify(suite);
    deriveSecret.verify(suite);
    deriveTreeSecret.verify(suite);
    signWithLabel.verify(suite);
    encryptWithLabel.verify(suite);
  }

  /** RFC 9420 §5.2. */
  public record RefHash(String label, Bytes value, Bytes out) {
    private static RefHash generate(CipherSuite suite, Choice choice) {
      String label = choice.label.apply("RefHash");
      Bytes value = choice.value;
      return new RefHash(label, value, suite.refHash(label, value));
    }

    void verify(CipherSuite suite) throws VectorFailure {
      Expect.equal("ref_hash.out", out, suite.refHash(label, value));
    }
  }

  /** RFC 9420 §8. */
  public record ExpandWithLabel(Bytes secret, String label, Bytes context, int length, Bytes out) {
    private static ExpandWithLabel generate(CipherSuite suite, Draws draws, Choice choice) {
      Bytes secret = draws.hash(suite);
      String label = choice.label.apply("ExpandWithLabel");
      Bytes context = choice.context;
      int length = choice.length;
      try (Secret from = Secret.copyOf(secret)) {
        Bytes out = Encode.consumed(suite.expandWithLabel(from, label, context, length));
        return new ExpandWithLabel(secret, label, context, length, out);
      }
    }

    void verify(CipherSuite suite) throws VectorFailure {
      try (Secret from = Secret.copyOf(secret);
          Secret derived = suite.expandWithLabel(from, label, context, length)) {
        Expect.equal("expand_with_label.out", out, derived);
      }
    }
  }

  /** RFC 9420 §8. */
  public record DeriveSecret(Bytes secret, String label, Bytes out) {
    private static DeriveSecret generate(CipherSuite suite, Draws draws, Choice choice) {
      Bytes secret = draws.hash(suite);
      String label = choice.label.apply("DeriveSecret");
      try (Secret from = Secret.copyOf(secret)) {
        Bytes out = Encode.consumed(suite.deriveSecret(from, label));
        return new DeriveSecret(secret, label, out);
      }
    }

    void verify(CipherSuite suite) throws VectorFailure {
      try (Secret from = Secret.copyOf(secret);
          Secret derived = suite.deriveSecret(from, label)) {
        Expect.equal("derive_secret.out", out, derived);
      }
    }
  }

  /** RFC 9420 §9. */
  public record DeriveTreeSecret(
      Bytes secret, String label, long generation, int length, Bytes out) {
    private static DeriveTreeSecret generate(CipherSuite suite, Draws draws, Choice choice) {
      Bytes secret = draws.hash(suite);
      String label = choice.label.apply("DeriveTreeSecret");
      long generation = choice.generation;
      int length = choice.length;
      try (Secret from = Secret.copyOf(secret)) {
        Bytes out = Encode.consumed(suite.deriveTreeSecret(from, label, generation, length));
        return new DeriveTreeSecret(secret, label, generation, length, out);
      }
    }

    void verify(CipherSuite suite) throws VectorFailure {
      try (Secret from = Secret.copyOf(secret);
          Secret derived = suite.deriveTreeSecret(from, label, generation, length)) {
        Expect.equal("derive_tree_secret.out", out, derived);
      }
    }
  }

  /** RFC 9420 §5.1.2. */
  public record SignWithLabel(Bytes priv, Bytes pub, Bytes content, String label, Bytes signature) {
    private static SignWithLabel generate(CipherSuite suite, Draws draws, Choice choice) {
      Bytes content = choice.value;
      String label = choice.label.apply("SignWithLabel");
      try (SignatureKeyPair keys = suite.generateSignatureKeyPair(draws.random())) {
        return new SignWithLabel(
            Encode.consumed(keys.serializePrivateKey()),
            keys.publicKey().value(),
            content,
            label,
            suite.signWithLabel(keys, label, content));
      }
    }

    void verify(CipherSuite suite) throws VectorFailure, RefusedInput {
      SignaturePublicKey publicKey = new SignaturePublicKey(pub);
      VerifyingKey key = suite.verifyingKey(publicKey);
      Expect.that(
          suite.verifyWithLabel(key, label, content, signature),
          "sign_with_label.signature",
          "does not verify");
      try (Secret serialized = Decode.privateKey(suite.id(), priv);
          Signer signer = suite.signer(serialized, publicKey)) {
        Expect.that(
            suite.verifyWithLabel(key, label, content, suite.signWithLabel(signer, label, content)),
            "sign_with_label.priv",
            "a signature of our own does not verify");
      }
    }
  }

  /** RFC 9420 §5.1.3. */
  public record EncryptWithLabel(
      Bytes priv,
      Bytes pub,
      String label,
      Bytes context,
      Bytes plaintext,
      Bytes kemOutput,
      Bytes ciphertext) {
    private static EncryptWithLabel generate(CipherSuite suite, Draws draws, Choice choice) {
      String label = choice.label.apply("EncryptWithLabel");
      Bytes context = choice.context;
      Bytes plaintext = choice.value;
      try (KemKeyPair keys = suite.generateKemKeyPair(draws.random());
          Secret plain = Secret.copyOf(plaintext)) {
        HPKECiphertext sealed =
            suite.encryptWithLabel(keys.publicKey(), label, context, plain, draws.random());
        return new EncryptWithLabel(
            Encode.consumed(keys.privateKey().serialize()),
            keys.publicKey().wire().value(),
            label,
            context,
            plaintext,
            sealed.kemOutput(),
            sealed.ciphertext());
      }
    }

    void verify(CipherSuite suite) throws VectorFailure, RefusedInput {
      try (Secret serialized = Decode.privateKey(suite.id(), priv);
          KemPrivateKey key = suite.kemPrivateKey(serialized);
          Secret plain = Secret.copyOf(plaintext);
          Secret opened =
              suite.decryptWithLabel(
                  key, label, context, new HPKECiphertext(kemOutput, ciphertext))) {
        Expect.equal("encrypt_with_label.plaintext", plaintext, opened);
        HPKECiphertext own =
            suite.encryptWithLabel(
                suite.kemPublicKey(new HPKEPublicKey(pub)),
                label,
                context,
                plain,
                new SecureRandom());
        try (Secret openedOwn = suite.decryptWithLabel(key, label, context, own)) {
          Expect.equal("encrypt_with_label.plaintext of our own", plaintext, openedOwn);
        }
      }
    }
  }
}
