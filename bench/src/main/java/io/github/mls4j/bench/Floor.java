package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.LabeledSealer;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.SignaturePublicKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The primitives that an operation cannot do without, to be run for comparison: as many of each, on
 * inputs of the same size, with keys that are at hand unless {@link #decode} says otherwise.
 */
final class Floor implements Cost.Task {

  private static final String LABEL = "floor";

  /** So many that a processor cannot learn the branches of all. */
  private static final int DIFFERENT_SIGNATURES = 64;

  private final CipherSuite suite;
  private final SecureRandom random = new SecureRandom();
  private final SignatureKeyPair signer;
  private final KemKeyPair kem;
  private final Secret secret;
  private final Secret aeadKey;
  private long nonces;
  private final List<Cost.Task> steps = new ArrayList<>();

  /** Keeps the JIT compiler from dropping what nobody uses. */
  private int sink;

  Floor(CipherSuite suite) throws RefusedInput {
    this.suite = suite;
    this.signer = suite.generateSignatureKeyPair(random);
    this.kem = suite.generateKemKeyPair(random);
    this.secret = Secret.random(random, suite.hashLength());
    this.aeadKey = Secret.random(random, suite.aeadKeyLength());
  }

  Floor sign(int times, int bytes) {
    Bytes content = zeros(bytes);
    return step(times, () -> sink += suite.signWithLabel(signer, LABEL, content).size());
  }

  /** Of different signatures by different keys: one alone would be verified faster each time. */
  Floor verify(int times, int bytes) throws RefusedInput {
    Bytes content = zeros(bytes);
    List<Cost.Task> different = new ArrayList<>();
    for (int i = 0; i < Math.min(times, DIFFERENT_SIGNATURES); i++) {
      SignatureKeyPair another = suite.generateSignatureKeyPair(random);
      VerifyingKey verifier = suite.verifyingKey(another.publicKey());
      Bytes signature = suite.signWithLabel(another, LABEL, content);
      different.add(
          () -> sink += suite.verifyWithLabel(verifier, LABEL, content, signature) ? 1 : 0);
    }
    steps.add(
        () -> {
          for (int i = 0; i < times; i++) {
            different.get(i % different.size()).run();
          }
        });
    return this;
  }

  /**
   * Signature keys that nobody has seen before: whoever verifies with one has to find its point.
   */
  Floor decode(int times) {
    List<SignaturePublicKey> keys = new ArrayList<>();
    for (int i = 0; i < Math.min(times, DIFFERENT_SIGNATURES); i++) {
      keys.add(suite.generateSignatureKeyPair(random).publicKey());
    }
    steps.add(
        () -> {
          for (int i = 0; i < times; i++) {
            sink += suite.verifyingKey(keys.get(i % keys.size())).wire().value().size();
          }
        });
    return this;
  }

  /** {@code GenerateKeyPair} of the KEM. */
  Floor keyPair(int times) {
    return step(
        times,
        () -> {
          try (KemKeyPair pair = suite.generateKemKeyPair(random)) {
            sink += pair.publicKey().wire().value().size();
          }
        });
  }

  /** {@code DeriveKeyPair} of the KEM. */
  Floor derive(int times) {
    return step(
        times,
        () -> {
          try (KemKeyPair pair = suite.deriveKeyPair(secret)) {
            sink += pair.publicKey().wire().value().size();
          }
        });
  }

  /** HPKE to several recipients under one info. */
  Floor seal(int times, int infoBytes) {
    Bytes info = zeros(infoBytes);
    steps.add(
        () -> {
          LabeledSealer sealer = suite.sealer(LABEL, info, random);
          for (int i = 0; i < times; i++) {
            sink += sealer.seal(kem.publicKey(), secret).ciphertext().size();
          }
        });
    return this;
  }

  Floor open(int times, int infoBytes) {
    Bytes info = zeros(infoBytes);
    HPKECiphertext sealed = suite.encryptWithLabel(kem.publicKey(), LABEL, info, secret, random);
    return step(
        times,
        () -> {
          try (Secret opened = suite.decryptWithLabel(kem.privateKey(), LABEL, info, sealed)) {
            sink += opened.size();
          }
        });
  }

  Floor hash(int times, int bytes) {
    Bytes input = zeros(bytes);
    return step(times, () -> sink += suite.hash(input).size());
  }

  /** {@code ExpandWithLabel} to a hash's length; an Extract or a MAC costs about as much. */
  Floor expand(int times) {
    return step(
        times,
        () -> {
          try (Secret derived = suite.deriveSecret(secret, LABEL)) {
            sink += derived.size();
          }
        });
  }

  Floor aeadSeal(int times, int bytes) {
    Bytes plaintext = zeros(bytes);
    return step(
        times, () -> sink += suite.seal(aeadKey, nextNonce(), Bytes.EMPTY, plaintext).size());
  }

  Floor aeadOpen(int times, int bytes) {
    Bytes nonce = nextNonce();
    Bytes ciphertext = suite.seal(aeadKey, nonce, Bytes.EMPTY, zeros(bytes));
    return step(
        times,
        () -> {
          try (Secret opened = suite.open(aeadKey, nonce, Bytes.EMPTY, ciphertext)) {
            sink += opened.size();
          }
        });
  }

  /** Never the same twice: the JDK's AES-GCM would refuse it, at some cost. */
  private Bytes nextNonce() {
    ByteBuffer nonce = ByteBuffer.allocate(suite.aeadNonceLength());
    nonce.putLong(nonces++);
    return Bytes.wrap(nonce.array());
  }

  private Floor step(int times, Cost.Task task) {
    steps.add(
        () -> {
          for (int i = 0; i < times; i++) {
            task.run();
          }
        });
    return this;
  }

  private static Bytes zeros(int size) {
    return Bytes.wrap(new byte[size]);
  }

  @Override
  public void run() throws Exception {
    for (Cost.Task step : steps) {
      step.run();
    }
  }
}
