package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §17.1: names a cipher suite on the wire ({@code CipherSuite} in the RFC); the suite
 * itself is a type of the crypto package.
 */
public record CipherSuiteId(int value) implements WireStruct {

  private static final CodePoints<CipherSuiteId> REGISTRY = new CodePoints<>(CipherSuiteId::new);

  /** X25519, AES-128-GCM, SHA-256, Ed25519: the one that every client has. */
  public static final CipherSuiteId MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519 =
      REGISTRY.add(1, "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519");

  /** P-256, AES-128-GCM, SHA-256, ECDSA. */
  public static final CipherSuiteId MLS_128_DHKEMP256_AES128GCM_SHA256_P256 =
      REGISTRY.add(2, "MLS_128_DHKEMP256_AES128GCM_SHA256_P256");

  /** X25519, ChaCha20-Poly1305, SHA-256, Ed25519. */
  public static final CipherSuiteId MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519 =
      REGISTRY.add(3, "MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519");

  /** X448, AES-256-GCM, SHA-512, Ed448. */
  public static final CipherSuiteId MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448 =
      REGISTRY.add(4, "MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448");

  /** P-521, AES-256-GCM, SHA-512, ECDSA. */
  public static final CipherSuiteId MLS_256_DHKEMP521_AES256GCM_SHA512_P521 =
      REGISTRY.add(5, "MLS_256_DHKEMP521_AES256GCM_SHA512_P521");

  /** X448, ChaCha20-Poly1305, SHA-512, Ed448. */
  public static final CipherSuiteId MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448 =
      REGISTRY.add(6, "MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448");

  /** P-384, AES-256-GCM, SHA-384, ECDSA. */
  public static final CipherSuiteId MLS_256_DHKEMP384_AES256GCM_SHA384_P384 =
      REGISTRY.add(7, "MLS_256_DHKEMP384_AES256GCM_SHA384_P384");

  /** The suites that the RFC defines, in the order of their values. */
  public static final List<CipherSuiteId> REGISTERED =
      List.of(
          MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519,
          MLS_128_DHKEMP256_AES128GCM_SHA256_P256,
          MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519,
          MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448,
          MLS_256_DHKEMP521_AES256GCM_SHA512_P521,
          MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448,
          MLS_256_DHKEMP384_AES256GCM_SHA384_P384);

  public CipherSuiteId {
    CodePoints.check(value);
  }

  /** The code point of that value; those with a name are shared objects. */
  public static CipherSuiteId of(int value) {
    return REGISTRY.of(value);
  }

  public static CipherSuiteId readFrom(TlsReader in) throws DecodeException {
    return REGISTRY.of(in.uint16(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(value);
  }

  /** Whether this is one of the values that only exercise the handling of unknown ones (§13.5). */
  public boolean isGrease() {
    return CodePoints.isGrease(value);
  }

  /** The name that the RFC gives it, or the value as in {@code 0xf001}. */
  @Override
  public String toString() {
    return REGISTRY.name(value);
  }
}
