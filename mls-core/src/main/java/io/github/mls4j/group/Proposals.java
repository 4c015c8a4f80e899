package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.security.SecureRandom;

/** Makes proposals that need something random. */
final class Proposals {

  private Proposals() {}

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
