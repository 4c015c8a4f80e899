package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §12.1.8.1: the data of an {@code external_senders} extension; {@link Sender.External} is
 * an index into it.
 */
public record ExternalSenders(List<ExternalSender> externalSenders) implements WireStruct {

  public ExternalSenders {
    externalSenders = List.copyOf(externalSenders);
  }

  public static ExternalSenders readFrom(TlsReader in) throws DecodeException {
    return new ExternalSenders(in.vector("external_senders", ExternalSender::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(externalSenders);
  }
}
