package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §7.2: the protocol features that a client has. Values that are unknown here stay in the
 * lists as they are. Default extension and proposal types are never listed.
 */
public record Capabilities(
    List<ProtocolVersion> versions,
    List<CipherSuiteId> cipherSuites,
    List<ExtensionType> extensions,
    List<ProposalType> proposals,
    List<CredentialType> credentials)
    implements WireStruct {

  public Capabilities {
    versions = List.copyOf(versions);
    cipherSuites = List.copyOf(cipherSuites);
    extensions = List.copyOf(extensions);
    proposals = List.copyOf(proposals);
    credentials = List.copyOf(credentials);
  }

  public static Capabilities readFrom(TlsReader in) throws DecodeException {
    return new Capabilities(
        in.vector("versions", ProtocolVersion::readFrom),
        in.vector("cipher_suites", CipherSuiteId::readFrom),
        in.vector("extensions", ExtensionType::readFrom),
        in.vector("proposals", ProposalType::readFrom),
        in.vector("credentials", CredentialType::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(versions)
        .vector(cipherSuites)
        .vector(extensions)
        .vector(proposals)
        .vector(credentials);
  }
}
