package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.validation.ProposalValidator;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.security.SecureRandom;

/** Makes and validates proposals. */
final class Proposals {

  private Proposals() {}

  /** Validates by the current epoch of a group. */
  static ProposalValidator validator(GroupState state) {
    return validator(state.current().epoch(), state.config);
  }

  static ProposalValidator validator(GroupEpoch epoch, GroupConfig config) {
    return new ProposalValidator(
        epoch.suite(), epoch.context(), epoch.tree(), config.validation(), config.registrations());
  }

  /**
   * @throws IllegalArgumentException if the type is not registered, or the body is malformed
   */
  static Proposal.Custom custom(Registrations registrations, ProposalType type, Bytes body) {
    Proposal.Custom proposal = new Proposal.Custom(type, body);
    try {
      TlsReader.decode(proposal.encode(), Proposal::readFrom, registrations);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return proposal;
  }

  static Proposal.PreSharedKey externalPsk(GroupState state, Bytes pskId) {
    return new Proposal.PreSharedKey(new PreSharedKeyID.External(pskId, nonce(state)));
  }

  static Proposal.PreSharedKey resumptionPsk(GroupState state, long epoch) {
    return resumptionPsk(state, state.current().context().groupId(), epoch);
  }

  static Proposal.PreSharedKey resumptionPsk(GroupState state, Bytes groupId, long epoch) {
    return resumptionPsk(groupId, epoch, nonce(state));
  }

  static Proposal.PreSharedKey resumptionPsk(Bytes groupId, long epoch, Bytes nonce) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyID.Resumption(ResumptionPSKUsage.APPLICATION, groupId, epoch, nonce));
  }

  private static Bytes nonce(GroupState state) {
    return nonce(state.config.random(), state.current().epoch().suite().hashLength());
  }

  /** {@code psk_nonce} (RFC 9420 §8.4): fresh and as long as a hash. */
  static Bytes nonce(SecureRandom random, int length) {
    byte[] nonce = new byte[length];
    random.nextBytes(nonce);
    return Bytes.wrap(nonce);
  }
}
