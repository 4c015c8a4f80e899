package io.github.mls4j.crypto.jca;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/** A private key of a made-up provider, which can be wiped. */
final class DestroyableKey implements PrivateKey {

  private static final long serialVersionUID = 1;

  private byte @Nullable [] value;

  DestroyableKey(byte[] value) {
    this.value = value.clone();
  }

  byte[] value() {
    byte[] present = value;
    if (present == null) {
      throw new IllegalStateException("destroyed");
    }
    return present;
  }

  @Override
  public void destroy() {
    value = null;
  }

  @Override
  public boolean isDestroyed() {
    return value == null;
  }

  @Override
  public String getAlgorithm() {
    return "some";
  }

  @Override
  public @Nullable String getFormat() {
    return null;
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }
}
