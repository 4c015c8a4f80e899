package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.schedule.ResolvedPsk;
import io.github.mls4j.spi.PskStore;
import io.github.mls4j.wire.PreSharedKeyID;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up the pre-shared keys that a commit or Welcome names (RFC 9420 §8.4). */
final class Psks {

  /** Where resumption secrets come from. */
  @FunctionalInterface
  interface Resumptions {
    /** The secret of that epoch of that group, lent; null if it is not (or no longer) known. */
    @Nullable Secret find(Bytes groupId, long epoch);

    /** For who is in no group yet. */
    static Resumptions none() {
      return (groupId, epoch) -> null;
    }
  }

  private final CipherSuite suite;
  private final PskStore store;
  private final Resumptions resumptions;

  Psks(CipherSuite suite, PskStore store, Resumptions resumptions) {
    this.suite = suite;
    this.store = store;
    this.resumptions = resumptions;
  }

  /** For a member of a group, which knows the resumption secrets of its own epochs. */
  static Psks of(GroupState state) {
    return new Psks(state.current().epoch().suite(), state.config.psks(), resumptions(state));
  }

  /** The resumption secrets of one group. */
  static Resumptions resumptions(GroupState state) {
    Bytes own = state.current().context().groupId();
    return (groupId, epoch) -> groupId.equals(own) ? state.resumptionPsks.find(epoch) : null;
  }

  /**
   * The PSK secret of the given keys in their order.
   *
   * @throws RuleViolation if there are more than can be counted
   * @throws MissingInput if one of them is not here
   */
  PskSecret secret(List<PreSharedKeyID> ids) throws RuleViolation, MissingInput {
    if (ids.size() > PskSecret.MAX_PSKS) {
      throw new RuleViolation(Rule.PSKS_COUNTABLE, "psks, " + ids.size() + " of them");
    }
    List<ResolvedPsk> resolved = new ArrayList<>();
    try {
      for (PreSharedKeyID id : ids) {
        resolved.add(new ResolvedPsk(id, find(id)));
      }
      return PskSecret.of(suite, resolved);
    } finally {
      resolved.forEach(psk -> psk.psk().close());
    }
  }

  private Secret find(PreSharedKeyID id) throws MissingInput {
    Secret found;
    String name;
    if (id instanceof PreSharedKeyID.External external) {
      found = store.find(external.pskId());
      name = "external PSK " + external.pskId();
    } else {
      PreSharedKeyID.Resumption resumption = (PreSharedKeyID.Resumption) id;
      Secret lent = resumptions.find(resumption.pskGroupId(), resumption.pskEpoch());
      found = lent == null ? null : lent.copy();
      name =
          "resumption PSK of epoch "
              + Long.toUnsignedString(resumption.pskEpoch())
              + " of group "
              + resumption.pskGroupId();
    }
    if (found == null) {
      throw new MissingInput(MissingInput.Kind.PRE_SHARED_KEY, name);
    }
    return found;
  }
}
