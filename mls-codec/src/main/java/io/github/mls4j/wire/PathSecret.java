package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §12.4.3.1: the secret of the lowest node that a joiner and its committer have in common.
 */
public record PathSecret(Secret pathSecret) implements WireStruct, AutoCloseable {

  public static PathSecret readFrom(TlsReader in) throws DecodeException {
    return new PathSecret(in.secret("path_secret"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.secret(pathSecret);
  }

  /** Always fails, because {@link Bytes} are for what is public: use {@link #encodeSecret()}. */
  @Override
  public Bytes encode() {
    throw new UnsupportedOperationException("secrets have no public encoding");
  }

  /** Wipes the secret. */
  @Override
  public void close() {
    pathSecret.close();
  }
}
