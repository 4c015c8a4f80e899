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
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up the pre-shared keys that a commit or Welcome names (RFC 9420 §8.4). */
final class Psks {

  /** Where resumption secrets come from. */
  @FunctionalInterface
  interface Resumptions {
    /**
     * The secret of that epoch of that group, as a copy; null if it is not (or no longer) known.
     */
    @Nullable Secret find(Bytes groupId, long epoch);

    /** For who is in no group yet. */
    static Resumptions none() {
      return (groupId, epoch) -> null;
    }
  }

  private final CipherSuite suite;
  private final PskStore store;
  private final Resumptions resumptions;

  /**
   * @param resumptions of the group at hand; what it does not know, {@code store} is asked for
   */
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
    return (groupId, epoch) ->
        groupId.equals(state.groupId) ? state.resumptionPsks.find(epoch) : null;
  }

  /**
   * The PSK secret of the given keys in their order.
   *
   * @throws RuleViolation if there are more than can be counted
   * @throws MissingInput if some of them are not here
   */
  PskSecret secret(List<PreSharedKeyID> ids) throws RuleViolation, MissingInput {
    if (ids.size() > PskSecret.MAX_PSKS) {
      throw new RuleViolation(Rule.PSKS_COUNTABLE, "psks, " + ids.size() + " of them");
    }
    List<ResolvedPsk> resolved = new ArrayList<>();
    List<PreSharedKeyID> missing = new ArrayList<>();
    try {
      for (PreSharedKeyID id : ids) {
        Secret found = find(id);
        if (found == null) {
          missing.add(id);
        } else {
          resolved.add(new ResolvedPsk(id, found));
        }
      }
      if (!missing.isEmpty()) {
        throw MissingInput.preSharedKeys(missing);
      }
      return PskSecret.of(suite, resolved);
    } finally {
      resolved.forEach(psk -> psk.psk().close());
    }
  }

  /** What ties a new group to another is looked for in that very group only (§11.2, §11.3). */
  private @Nullable Secret find(PreSharedKeyID id) {
    if (id instanceof PreSharedKeyID.External external) {
      return store.find(external.pskId());
    }
    PreSharedKeyID.Resumption resumption = (PreSharedKeyID.Resumption) id;
    Secret own = resumptions.find(resumption.pskGroupId(), resumption.pskEpoch());
    return own == null && resumption.usage().equals(ResumptionPSKUsage.APPLICATION)
        ? store.findResumption(resumption.pskGroupId(), resumption.pskEpoch())
        : own;
  }
}
