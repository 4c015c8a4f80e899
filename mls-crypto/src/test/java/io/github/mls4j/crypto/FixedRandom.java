package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import java.security.SecureRandom;

/** Gives out the bytes it was told, once: to make an ephemeral key come out as published. */
public final class FixedRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final transient Bytes bytes;
  private transient int at;

  public FixedRandom(Bytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public void nextBytes(byte[] target) {
    bytes.slice(at, target.length).copyTo(target, 0);
    at += target.length;
  }
}
