package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.SignatureScheme;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many signatures it takes to make and to take a commit. */
class CommitCostTest {

  private final AtomicInteger signed = new AtomicInteger();
  private final AtomicInteger verified = new AtomicInteger();
  private Circle circle;

  @BeforeEach
  void setUp() throws Exception {
    CryptoProvider counting = counting(CryptoProvider.class, Circle.SUITE.provider());
    circle =
        Circle.of(
            CipherSuite.of(Circle.SUITE.id(), counting),
            UnaryOperator.identity(),
            "alice",
            "bob",
            "carol");
  }

  /** Counts what is done with all keys that a provider decodes. */
  private <T> T counting(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("equals")) {
                return self == arguments[0];
              }
              if (method.getName().equals("sign")) {
                signed.incrementAndGet();
              } else if (method.getName().equals("verify")) {
                verified.incrementAndGet();
              }
              try {
                return wrapped(method.getReturnType(), method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private <T> Object wrapped(Class<T> type, Object result) {
    Set<Class<?>> counted =
        Set.of(
            SignatureScheme.class,
            SignatureScheme.PublicKey.class,
            SignatureScheme.PrivateKey.class);
    return result != null && counted.contains(type) ? counting(type, type.cast(result)) : result;
  }

  private void expect(int signatures, int verifications) {
    assertThat(signed.getAndSet(0)).isEqualTo(signatures);
    assertThat(verified.getAndSet(0)).isEqualTo(verifications);
  }

  /** The leaf and the message are signed; what we have just signed we need not verify. */
  @Test
  void aCommitterVerifiesNoSignatureOfItsOwn() throws Exception {
    expect(signed.get(), verified.get());
    try (PendingCommit commit = circle.member(0).group.commit().build()) {
      expect(2, 0);
      circle.member(1).group.receive(commit.message());
      expect(0, 2);
    }
  }

  /** Nobody has seen yet that a new signer signs for the key that it speaks of. */
  @Test
  void butTheFirstOfANewKey() throws Exception {
    TestClient alice = circle.member(0);
    MlsIdentity next =
        MlsIdentity.generate(
            alice.identity.suite(), alice.identity.credential(), alice.config.random());
    expect(signed.get(), verified.get());
    alice.group.commit().withIdentity(next).build().close();
    expect(2, 1);
  }
}
