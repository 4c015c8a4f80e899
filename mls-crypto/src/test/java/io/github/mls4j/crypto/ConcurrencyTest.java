package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One suite and its keys in the hands of several threads: all that it makes stays right. */
class ConcurrencyTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 25;

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void threadsDoNotDisturbEachOther(CipherSuite suite) throws Exception {
    SecureRandom random = new SecureRandom();
    try (KemKeyPair kem = suite.generateKemKeyPair(random);
        SignatureKeyPair signer = suite.generateSignatureKeyPair(random)) {
      VerifyingKey verifyingKey = suite.verifyingKey(signer.publicKey());
      List<Expected> expected = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        expected.add(Expected.of(suite, signer, i));
      }
      CyclicBarrier start = new CyclicBarrier(THREADS);
      Callable<Void> work =
          () -> {
            start.await();
            for (int i = 0; i < ROUNDS; i++) {
              assertThat(Expected.of(suite, signer, i)).isEqualTo(expected.get(i));
              Bytes content = content(i);
              Bytes signature = expected.get(i).signature();
              assertThat(suite.verifyWithLabel(verifyingKey, "l", content, signature)).isTrue();
              Secret plaintext = Secret.copyOf(content);
              HPKECiphertext sealed =
                  suite.encryptWithLabel(kem.publicKey(), "l", content, plaintext, random);
              assertThat(suite.decryptWithLabel(kem.privateKey(), "l", content, sealed))
                  .isEqualTo(plaintext);
            }
            return null;
          };
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        for (Future<Void> done : threads.invokeAll(Collections.nCopies(THREADS, work))) {
          done.get();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static Bytes content(int round) {
    return Bytes.wrap(new byte[37 * round]);
  }

  /** What one thread alone makes. */
  private record Expected(
      Bytes hash, Bytes mac, Secret derived, Bytes sealed, Secret opened, Bytes signature) {

    static Expected of(CipherSuite suite, Signer signer, int round) throws RefusedInput {
      Bytes content = content(round);
      Secret secret = Secret.copyOf(content);
      Secret key = suite.expandWithLabel(secret, "key", content, suite.aeadKeyLength());
      Bytes nonce = Bytes.wrap(new byte[suite.aeadNonceLength()]);
      Bytes sealed = suite.seal(key, nonce, content, content);
      return new Expected(
          suite.hash(content),
          suite.mac(secret, content),
          suite.deriveSecret(secret, "l"),
          sealed,
          suite.open(key, nonce, content, sealed),
          suite.signWithLabel(signer, "l", content));
    }
  }
}
