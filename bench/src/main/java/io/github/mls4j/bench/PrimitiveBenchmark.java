package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The primitives of each cipher suite with the default provider. */
@BenchmarkMode(Mode.AverageTime)
@Warmup(time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(time = 250, timeUnit = TimeUnit.MILLISECONDS)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class PrimitiveBenchmark {

  private static final String LABEL = "benchmark";
  private static final Bytes CONTEXT = Bytes.wrap(new byte[150]);
  private static final Bytes CONTENT = Bytes.wrap(new byte[256]);

  @Param({"1", "2", "3", "4", "5", "6", "7"})
  public int suite;

  private final SecureRandom random = new SecureRandom();

  @SuppressWarnings("NullAway.Init")
  private Keys keys;

  private record Keys(
      CipherSuite suite,
      SignatureKeyPair signer,
      VerifyingKey verifier,
      Bytes signature,
      KemKeyPair kem,
      Secret secret,
      HPKECiphertext sealed) {}

  @Setup
  public void generate() throws RefusedInput {
    CipherSuite cipherSuite = CipherSuite.of(new CipherSuiteId(suite));
    SignatureKeyPair signer = cipherSuite.generateSignatureKeyPair(random);
    KemKeyPair kem = cipherSuite.generateKemKeyPair(random);
    Secret secret = Secret.random(random, cipherSuite.hashLength());
    keys =
        new Keys(
            cipherSuite,
            signer,
            cipherSuite.verifyingKey(signer.publicKey()),
            cipherSuite.signWithLabel(signer, LABEL, CONTENT),
            kem,
            secret,
            cipherSuite.encryptWithLabel(kem.publicKey(), LABEL, CONTEXT, secret, random));
  }

  @Benchmark
  public Object signatureKeyPair() {
    return keys.suite.generateSignatureKeyPair(random);
  }

  @Benchmark
  public Object kemKeyPair() {
    return keys.suite.generateKemKeyPair(random);
  }

  /** 256 bytes. */
  @Benchmark
  public Object sign() {
    return keys.suite.signWithLabel(keys.signer, LABEL, CONTENT);
  }

  /** 256 bytes. */
  @Benchmark
  public boolean verify() {
    return keys.suite.verifyWithLabel(keys.verifier, LABEL, CONTENT, keys.signature);
  }

  /** One secret to one recipient. */
  @Benchmark
  public Object hpkeSeal() {
    return keys.suite.encryptWithLabel(keys.kem.publicKey(), LABEL, CONTEXT, keys.secret, random);
  }

  @Benchmark
  public Object hpkeOpen() throws RefusedInput {
    return keys.suite.decryptWithLabel(keys.kem.privateKey(), LABEL, CONTEXT, keys.sealed);
  }

  @Benchmark
  public Object expandWithLabel() {
    return keys.suite.expandWithLabel(keys.secret, LABEL, Bytes.EMPTY, keys.suite.hashLength());
  }
}
