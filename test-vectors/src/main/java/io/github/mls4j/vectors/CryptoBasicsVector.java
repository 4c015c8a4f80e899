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

  static List<CryptoBasicsVector> generate(CipherSuite suite, Draws draws) {
    return List.of(
        new CryptoBasicsVector(
            suite.id(),
            RefHash.generate(suite, draws),
            ExpandWithLabel.generate(suite, draws),
            DeriveSecret.generate(suite, draws),
            DeriveTreeSecret.generate(suite, draws),
            SignWithLabel.generate(suite, draws),
            EncryptWithLabel.generate(suite, draws)));
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
    static RefHash generate(CipherSuite suite, Draws draws) {
      String label = draws.label("RefHash");
      Bytes value = draws.hash(suite);
      return new RefHash(label, value, suite.refHash(label, value));
    }

    void verify(CipherSuite suite) throws VectorFailure {
      Expect.equal("ref_hash.out", out, suite.refHash(label, value));
    }
  }

  /** RFC 9420 §8. */
  public record ExpandWithLabel(Bytes secret, String label, Bytes context, int length, Bytes out) {
    static ExpandWithLabel generate(CipherSuite suite, Draws draws) {
      Bytes secret = draws.hash(suite);
      String label = draws.label("ExpandWithLabel");
      Bytes context = draws.hash(suite);
      int length = 1 + draws.below(2 * suite.hashLength());
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
    static DeriveSecret generate(CipherSuite suite, Draws draws) {
      Bytes secret = draws.hash(suite);
      String label = draws.label("DeriveSecret");
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
    static DeriveTreeSecret generate(CipherSuite suite, Draws draws) {
      Bytes secret = draws.hash(suite);
      String label = draws.label("DeriveTreeSecret");
      long generation = draws.uint32();
      int length = suite.hashLength();
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
    static SignWithLabel generate(CipherSuite suite, Draws draws) {
      Bytes content = draws.hash(suite);
      String label = draws.label("SignWithLabel");
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
    static EncryptWithLabel generate(CipherSuite suite, Draws draws) {
      String label = draws.label("EncryptWithLabel");
      Bytes context = draws.hash(suite);
      Bytes plaintext = draws.hash(suite);
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
