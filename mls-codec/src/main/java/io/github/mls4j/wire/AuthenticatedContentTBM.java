package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §6.2: what the membership tag of a {@link PublicMessage} covers. */
public record AuthenticatedContentTBM(FramedContentTBS contentTBS, FramedContentAuthData auth)
    implements WireStruct {

  /**
   * @throws IllegalArgumentException if the content's type does not go with or without a
   *     confirmation tag
   */
  public AuthenticatedContentTBM {
    auth.checkFits(contentTBS.content().contentType());
  }

  public static AuthenticatedContentTBM readFrom(TlsReader in) throws DecodeException {
    FramedContentTBS tbs = in.struct("content_tbs", FramedContentTBS::readFrom);
    return new AuthenticatedContentTBM(
        tbs,
        in.struct("auth", i -> FramedContentAuthData.readFrom(i, tbs.content().contentType())));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(contentTBS).put(auth);
  }
}
