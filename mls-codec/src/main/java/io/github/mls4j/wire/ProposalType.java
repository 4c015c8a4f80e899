package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §17.4: says what a proposal proposes. */
public record ProposalType(int value) implements WireStruct {

  private static final CodePoints<ProposalType> REGISTRY = new CodePoints<>(ProposalType::new);

  /** {@link Proposal.Add}. */
  public static final ProposalType ADD = REGISTRY.add(1, "add");

  /** {@link Proposal.Update}. */
  public static final ProposalType UPDATE = REGISTRY.add(2, "update");

  /** {@link Proposal.Remove}. */
  public static final ProposalType REMOVE = REGISTRY.add(3, "remove");

  /** {@link Proposal.PreSharedKey}. */
  public static final ProposalType PSK = REGISTRY.add(4, "psk");

  /** {@link Proposal.ReInit}. */
  public static final ProposalType REINIT = REGISTRY.add(5, "reinit");

  /** {@link Proposal.ExternalInit}. */
  public static final ProposalType EXTERNAL_INIT = REGISTRY.add(6, "external_init");

  /** {@link Proposal.GroupContextExtensions}. */
  public static final ProposalType GROUP_CONTEXT_EXTENSIONS =
      REGISTRY.add(7, "group_context_extensions");

  public ProposalType {
    CodePoints.check(value);
  }

  /** The code point of that value; those with a name are shared objects. */
  public static ProposalType of(int value) {
    return REGISTRY.of(value);
  }

  public static ProposalType readFrom(TlsReader in) throws DecodeException {
    return REGISTRY.of(in.uint16(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(value);
  }

  /**
   * Whether it is one that the RFC itself defines: everybody implements these, and nobody lists
   * them in capabilities (§7.2).
   */
  public boolean isDefault() {
    return value >= ADD.value && value <= GROUP_CONTEXT_EXTENSIONS.value;
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
