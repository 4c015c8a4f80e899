package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9420 §12.4.3.1: the secrets that a {@link Welcome} carries to one new member.
 *
 * @param pathSecret present if the commit had a path
 * @param psks the pre-shared keys of the commit in its order
 */
public record GroupSecrets(
    Secret joinerSecret, Optional<PathSecret> pathSecret, List<PreSharedKeyID> psks)
    implements WireStruct, AutoCloseable {

  public GroupSecrets {
    psks = List.copyOf(psks);
  }

  public static GroupSecrets readFrom(TlsReader in) throws DecodeException {
    return new GroupSecrets(
        in.secret("joiner_secret"),
        in.optional("path_secret", PathSecret::readFrom),
        in.vector("psks", PreSharedKeyID::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.secret(joinerSecret).optional(pathSecret).vector(psks);
  }

  /** Always fails, because {@link Bytes} are for what is public: use {@link #encodeSecret()}. */
  @Override
  public Bytes encode() {
    throw new UnsupportedOperationException("secrets have no public encoding");
  }

  /** Wipes the secrets. */
  @Override
  public void close() {
    joinerSecret.close();
    pathSecret.ifPresent(PathSecret::close);
  }
}
