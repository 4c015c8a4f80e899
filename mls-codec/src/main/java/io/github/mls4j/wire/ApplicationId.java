package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §5.3.3: the data of an {@code application_id} extension: a name for the client that
 * means something to the application only.
 */
public record ApplicationId(Bytes applicationId) implements WireStruct {

  public static ApplicationId readFrom(TlsReader in) throws DecodeException {
    return new ApplicationId(in.opaque("application_id"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(applicationId);
  }
}
