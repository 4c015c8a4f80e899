package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.crypto.LabeledSealer;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.tree.NewPath;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PathSecret;
import io.github.mls4j.wire.Welcome;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the Welcome that goes with a commit (RFC 9420 §12.4.3.1). */
final class Welcomes {

  /** The label under which group secrets are encrypted. */
  static final String LABEL = "Welcome";

  private Welcomes() {}

  /** One Welcome for all new members: what is the same for all of them is hashed once. */
  static Welcome make(
      CipherSuite suite,
      AppliedProposals applied,
      KeySchedule schedule,
      GroupInfo groupInfo,
      @Nullable NewPath path,
      SecureRandom random,
      Workers workers)
      throws RuleViolation {
    Bytes encryptedGroupInfo = schedule.sealGroupInfo(groupInfo);
    List<HPKECiphertext> sealed =
        suite
            .sealer(LABEL, encryptedGroupInfo, random)
            .sealAll(applied.added().size(), new Joiners(suite, applied, schedule, path), workers);
    List<EncryptedGroupSecrets> all = new ArrayList<>();
    for (AppliedProposals.Added added : applied.added()) {
      all.add(
          new EncryptedGroupSecrets(
              suite.keyPackageRef(added.keyPackage()), sealed.get(all.size())));
    }
    return new Welcome(suite.id(), all, encryptedGroupInfo);
  }

  private record Joiners(
      CipherSuite suite, AppliedProposals applied, KeySchedule schedule, @Nullable NewPath path)
      implements LabeledSealer.Parcels<RuleViolation> {

    @Override
    public KemPublicKey recipient(int index) throws RuleViolation {
      AppliedProposals.Added added = applied.added().get(index);
      try {
        return suite.kemPublicKey(added.keyPackage().initKey());
      } catch (RefusedInput e) {
        throw new RuleViolation(
            Rule.INIT_KEY_FITS_SUITE, Place.of("init_key").withLeaf(added.leaf().value()), e);
      }
    }

    @Override
    public Secret plaintext(int index) {
      LeafIndex leaf = applied.added().get(index).leaf();
      Optional<PathSecret> pathSecret =
          Optional.ofNullable(path).map(p -> new PathSecret(p.pathSecretFor(leaf)));
      try (GroupSecrets secrets =
          new GroupSecrets(schedule.joinerSecret().copy(), pathSecret, applied.psks())) {
        return secrets.encodeSecret();
      }
    }
  }
}
