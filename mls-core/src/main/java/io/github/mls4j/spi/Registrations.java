package io.github.mls4j.spi;

import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ProposalFormats;
import io.github.mls4j.wire.ProposalOrRefType;
import io.github.mls4j.wire.ProposalType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client supports beyond what every client of RFC 9420 does (§13). It is what is meant: the
 * random values that go along when a client says what it supports are not in here (§13.5). Decoders
 * take it as their context.
 */
public final class Registrations implements ProposalFormats {

  /** Nothing beyond the RFC. */
  public static final Registrations NONE = new Registrations(List.of(), List.of(), List.of());

  private final List<CredentialType> credentials;
  private final Map<ProposalType, CustomProposalType> proposals = new LinkedHashMap<>();
  private final Map<ExtensionType, CustomExtension<?>> extensions = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if a type is registered twice or is not one for applications
   *     to define, or what is said of a proposal type contradicts itself
   */
  public Registrations(
      List<CredentialType> credentials,
      List<CustomProposalType> proposals,
      List<CustomExtension<?>> extensions) {
    this.credentials = List.copyOf(credentials);
    for (CustomProposalType proposal : proposals) {
      ProposalType type = proposal.type();
      check(proposal, type);
      requireNew(this.proposals.put(type, proposal), type);
    }
    for (CustomExtension<?> extension : extensions) {
      requireNew(this.extensions.put(extension.type(), extension), extension.type());
    }
  }

  private static void check(CustomProposalType proposal, ProposalType type) {
    if (type.isDefault() || type.isGrease()) {
      throw new IllegalArgumentException(type + " is not for applications to define");
    }
    boolean fromOutside =
        proposal.fromExternalSenders()
            || proposal.inExternalCommits().contains(ProposalOrRefType.PROPOSAL);
    if (proposal.removesSender() && fromOutside) {
      throw new IllegalArgumentException(type + " removes its sender, who need not be a member");
    }
    if (proposal.removesSender() && !proposal.pathRequired()) {
      throw new IllegalArgumentException(type + " removes a member, and requires no path (§12.4)");
    }
  }

  private static void requireNew(@Nullable Object before, Object type) {
    if (before != null) {
      throw new IllegalArgumentException(type + " is registered twice");
    }
  }

  /** The types of credentials (§5.3); there are no defaults. */
  public List<CredentialType> credentialTypes() {
    return credentials;
  }

  /** The types of proposals, in the order of their registration: for capabilities (§7.2). */
  public List<ProposalType> proposalTypes() {
    return List.copyOf(proposals.keySet());
  }

  /** The types of extensions, in the order of their registration: for capabilities (§7.2). */
  public List<ExtensionType> extensionTypes() {
    return List.copyOf(extensions.keySet());
  }

  /** What is registered for a proposal type; null if nothing is. */
  public @Nullable CustomProposalType proposal(ProposalType type) {
    return proposals.get(type);
  }

  /** What is registered for an extension type; null if nothing is. */
  public @Nullable CustomExtension<?> extension(ExtensionType type) {
    return extensions.get(type);
  }

  /** Whether the content of any extension of leaf nodes is known. */
  public boolean knowsLeafExtensions() {
    return extensions.values().stream()
        .anyMatch(extension -> extension.places().contains(CustomExtension.Place.LEAF_NODE));
  }

  /** Whether there is a type of proposals that external commits cover by reference. */
  public boolean externalCommitsRefer() {
    return proposals.values().stream()
        .anyMatch(type -> type.inExternalCommits().contains(ProposalOrRefType.REFERENCE));
  }

  @Override
  public TlsReader.@Nullable Decoder<?> body(ProposalType type) {
    CustomProposalType proposal = proposals.get(type);
    return proposal == null
        ? null
        : in -> {
          proposal.readBody(in);
          return proposal;
        };
  }
}
