package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The primitives of a cipher suite, each beside that of suite 1 with the default provider. */
@Warmup(time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class PrimitiveBenchmark extends PairedBenchmark {

  private static final int TIMES = 16;
  private static final String LABEL = "benchmark";
  private static final Bytes CONTEXT = Bytes.wrap(new byte[150]);
  private static final Bytes KIBIBYTE = Bytes.wrap(new byte[1024]);
  private static final Bytes CONTENT = Bytes.wrap(new byte[256]);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Param({"1", "2", "3", "4", "5", "6", "7"})
  public int suite;

  @Param(CryptoProviders.DEFAULT)
  @SuppressWarnings("NullAway.Init")
  public String provider;

  @SuppressWarnings("NullAway.Init")
  private Keys keys;

  @SuppressWarnings("NullAway.Init")
  private Keys ofSuite1;

  private record Keys(
      CipherSuite suite,
      SignatureKeyPair signer,
      VerifyingKey verifier,
      Bytes signature,
      KemKeyPair kem,
      Secret secret,
      HPKECiphertext sealed) {

    Secret aeadKey() {
      return Secret.random(RANDOM, suite.aeadKeyLength());
    }

    Bytes nonce() {
      return Bytes.wrap(new byte[suite.aeadNonceLength()]);
    }

    static Keys generate(int suite, String provider) throws RefusedInput {
      CipherSuite cipherSuite = CipherSuite.of(new CipherSuiteId(suite), Providers.named(provider));
      SignatureKeyPair signer = cipherSuite.generateSignatureKeyPair(RANDOM);
      KemKeyPair kem = cipherSuite.generateKemKeyPair(RANDOM);
      Secret secret = Secret.random(RANDOM, cipherSuite.hashLength());
      return new Keys(
          cipherSuite,
          signer,
          cipherSuite.verifyingKey(signer.publicKey()),
          cipherSuite.signWithLabel(signer, LABEL, CONTENT),
          kem,
          secret,
          cipherSuite.encryptWithLabel(kem.publicKey(), LABEL, CONTEXT, secret, RANDOM));
    }
  }

  /** A primitive under the keys of some suite. */
  @FunctionalInterface
  private interface Primitive {
    Object apply(Keys keys) throws RefusedInput;
  }

  @Setup
  public void generate() throws RefusedInput {
    keys = Keys.generate(suite, provider);
    ofSuite1 = Keys.generate(1, CryptoProviders.DEFAULT);
  }

  private void measure(PairedTime time, Blackhole sink, Primitive primitive) throws Exception {
    time.measure(
        TIMES,
        () -> sink.consume(primitive.apply(keys)),
        () -> sink.consume(primitive.apply(ofSuite1)));
  }

  @Benchmark
  public void signatureKeyPair(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, k -> k.suite.generateSignatureKeyPair(RANDOM));
  }

  @Benchmark
  public void kemKeyPair(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, k -> k.suite.generateKemKeyPair(RANDOM));
  }

  /** 256 bytes. */
  @Benchmark
  public void sign(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, k -> k.suite.signWithLabel(k.signer, LABEL, CONTENT));
  }

  /** 256 bytes. */
  @Benchmark
  public void verify(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, k -> k.suite.verifyWithLabel(k.verifier, LABEL, CONTENT, k.signature));
  }

  /** One secret to one recipient. */
  @Benchmark
  public void hpkeSeal(PairedTime time, Blackhole sink) throws Exception {
    measure(
        time,
        sink,
        k -> k.suite.encryptWithLabel(k.kem.publicKey(), LABEL, CONTEXT, k.secret, RANDOM));
  }

  @Benchmark
  public void hpkeOpen(PairedTime time, Blackhole sink) throws Exception {
    measure(
        time, sink, k -> k.suite.decryptWithLabel(k.kem.privateKey(), LABEL, CONTEXT, k.sealed));
  }

  /** A fresh key and nonce, 1 KiB. */
  @Benchmark
  public void aeadSeal(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, k -> k.suite.seal(k.aeadKey(), k.nonce(), Bytes.EMPTY, KIBIBYTE));
  }

  /** 1 KiB. */
  @Benchmark
  public void hash(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, k -> k.suite.hash(KIBIBYTE));
  }

  @Benchmark
  public void expandWithLabel(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, k -> k.suite.deriveSecret(k.secret, LABEL));
  }
}
