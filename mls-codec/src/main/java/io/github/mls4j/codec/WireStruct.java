package io.github.mls4j.codec;

/** A struct of the TLS presentation language (RFC 8446 §3, RFC 9420 §2.1). */
public interface WireStruct {

  /** Appends all fields in wire order. */
  void writeTo(TlsWriter out);

  /**
   * The encoding of this struct alone.
   *
   * @throws IllegalArgumentException if a vector in it is longer than a length prefix can say
   */
  default Bytes encode() {
    return new TlsWriter(TlsWriter.sizeOf(this)).put(this).takeBytes();
  }

  /**
   * The encoding of a struct that holds secrets; the caller closes it.
   *
   * @throws IllegalArgumentException if a vector in it is longer than a length prefix can say
   */
  default Secret encodeSecret() {
    return new TlsWriter().put(this).toSecret();
  }
}
