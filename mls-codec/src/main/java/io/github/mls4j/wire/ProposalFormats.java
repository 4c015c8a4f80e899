package io.github.mls4j.wire;

import io.github.mls4j.codec.TlsReader;
import org.jspecify.annotations.Nullable;

/**
 * How proposals are read whose types RFC 9420 does not define (§13.2). They have no length on the
 * wire: a decoder that is not told by this where one ends cannot read it.
 */
@FunctionalInterface
public interface ProposalFormats extends TlsReader.Context {

  /** No types but the RFC's own. */
  ProposalFormats NONE = type -> null;

  /** Reads what follows the type, to its end and no further; null if the type is not known. */
  TlsReader.@Nullable Decoder<?> body(ProposalType type);
}
