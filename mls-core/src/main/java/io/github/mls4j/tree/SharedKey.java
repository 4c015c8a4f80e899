package io.github.mls4j.tree;

import io.github.mls4j.crypto.KemPrivateKey;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A private key that several {@link PrivateKeys} hold, as most are from one epoch to the next: it
 * is wiped when the last of them lets go. Copying the key instead would cost a scalar
 * multiplication.
 */
final class SharedKey {

  private final KemPrivateKey key;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Takes the key over, for its first holder. */
  SharedKey(KemPrivateKey key) {
    this.key = key;
  }

  KemPrivateKey key() {
    return key;
  }

  /** For one more holder. */
  SharedKey share() {
    holders.incrementAndGet();
    return this;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      key.close();
    }
  }
}
