package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §11.1: the data of a {@code required_capabilities} extension: what each member has to
 * support.
 */
public record RequiredCapabilities(
    List<ExtensionType> extensionTypes,
    List<ProposalType> proposalTypes,
    List<CredentialType> credentialTypes)
    implements WireStruct {

  public RequiredCapabilities {
    extensionTypes = List.copyOf(extensionTypes);
    proposalTypes = List.copyOf(proposalTypes);
    credentialTypes = List.copyOf(credentialTypes);
  }

  public static RequiredCapabilities readFrom(TlsReader in) throws DecodeException {
    return new RequiredCapabilities(
        in.vector("extension_types", ExtensionType::readFrom),
        in.vector("proposal_types", ProposalType::readFrom),
        in.vector("credential_types", CredentialType::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(extensionTypes).vector(proposalTypes).vector(credentialTypes);
  }
}
