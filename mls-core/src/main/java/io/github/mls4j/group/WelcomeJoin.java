package io.github.mls4j.group;

import com.google.common.collect.Lists;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.GroupInfoValidator;
import io.github.mls4j.validation.PskIds;
import io.github.mls4j.validation.RegisteredExtensions;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PathSecret;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Welcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins a group by a Welcome for a client that was added (RFC 9420 §12.4.3.1), with what did not
 * come in it: a key package from elsewhere than the configuration's store, the ratchet tree, the
 * group that it starts from.
 */
public final class WelcomeJoin {

  private final GroupConfig config;
  private final MlsIdentity identity;
  private final CipherSuite suite;
  private final Welcome welcome;
  private @Nullable KeyPackageBundle given;
  private Optional<RatchetTreeExtension> tree = Optional.empty();
  private @Nullable Group origin;

  WelcomeJoin(GroupConfig config, MlsIdentity identity, Bytes message)
      throws DecodeException, RuleViolation {
    this.config = config;
    this.identity = identity;
    this.suite = identity.suite();
    MLSMessage decoded = TlsReader.decode(message, MLSMessage::readFrom);
    if (!(decoded.body() instanceof Welcome body)) {
      throw new RuleViolation(Rule.MESSAGE_KIND_FITS, "wire_format");
    }
    this.welcome = body;
  }

  /**
   * The key package that the Welcome is for, instead of one in {@link GroupConfig#keyPackages}. It
   * stays open: where there is no store for groups, it is closed once the group has been saved.
   *
   * @throws IllegalArgumentException if it is not one of this identity
   */
  public WelcomeJoin keyPackage(KeyPackageBundle keyPackage) {
    if (!keyPackage.isOf(identity)) {
      throw new IllegalArgumentException("the key package is not one of this identity");
    }
    given = keyPackage;
    return this;
  }

  /**
   * The ratchet tree, where the Welcome does not carry it (§12.4.3.3).
   *
   * @param nodes as from {@link Group#ratchetTree()}
   */
  public WelcomeJoin ratchetTree(Bytes nodes) throws DecodeException {
    tree = Optional.of(TlsReader.decode(nodes, RatchetTreeExtension::readFrom));
    return this;
  }

  /**
   * The group that the new one starts from, as this client has it: the predecessor after a ReInit
   * (§11.2), or the group that this is a subgroup of (§11.3).
   */
  public WelcomeJoin origin(Group from) {
    origin = from;
    return this;
  }

  /**
   * Joins. Once the group is in the configuration's store, the key package is deleted from its own,
   * unless it is a last resort; whatever goes wrong before, it stays.
   *
   * @throws MissingInput if the key package, the tree or a PSK is not here
   */
  public Group join() throws DecodeException, RuleViolation, MissingInput {
    Group from = origin;
    if (from == null) {
      return new Group(find(Optional.empty()));
    }
    synchronized (from) {
      return new Group(find(Optional.of(from.state)));
    }
  }

  private GroupState find(Optional<GroupState> from)
      throws DecodeException, RuleViolation, MissingInput {
    if (given != null) {
      return join(given, from);
    }
    try (KeyPackageBundle found = new StoredKeyPackages(config, identity).find(welcome)) {
      return join(found, from);
    }
  }

  private GroupState join(KeyPackageBundle bundle, Optional<GroupState> from)
      throws DecodeException, RuleViolation, MissingInput {
    try (GroupSecrets secrets = open(bundle)) {
      PskIds.checkWelcome(suite, secrets.psks());
      Optional<PreSharedKeyID.Resumption> succession = succession(secrets.psks());
      if (from.isPresent() && succession.isEmpty()) {
        throw new RuleViolation(Rule.SUCCESSION_PSK_PRESENT, "group_secrets.psks");
      }
      try (PskSecret psks = psks(from).secret(secrets.psks());
          KeySchedule schedule = KeySchedule.join(suite, secrets.joinerSecret(), psks)) {
        GroupInfo groupInfo = schedule.openGroupInfo(welcome.encryptedGroupInfo());
        RatchetTree joined =
            new GroupInfoValidator(suite, config.validation(), config.workers())
                .validate(groupInfo, tree);
        RegisteredExtensions registered = new RegisteredExtensions(config.registrations());
        registered.check(groupInfo, joined);
        registered.checkSupport(groupInfo.groupContext().extensions());
        if (succession.isPresent()) {
          new Succession(from.orElseThrow())
              .check(succession.get(), groupInfo.groupContext(), joined);
        }
        long held = StoredGroups.requireFree(config, groupInfo.groupContext().groupId());
        GroupState state =
            new GroupState(
                config, identity, enter(bundle, joined, groupInfo, schedule, secrets.pathSecret()));
        state.store(
            held,
            List.of(),
            bundle.isLastResort() ? null : suite.keyPackageRef(bundle.keyPackage()));
        try {
          new StoredKeyPackages(config, identity).consumed(bundle);
        } catch (RuntimeException e) {
          state.close();
          throw e;
        }
        return state;
      }
    }
  }

  private GroupSecrets open(KeyPackageBundle bundle)
      throws DecodeException, RuleViolation, MissingInput {
    if (!welcome.cipherSuite().equals(suite.id())) {
      throw new RuleViolation(Rule.WELCOME_SUITE_MATCHES, "cipher_suite");
    }
    KeyPackageRef reference = suite.keyPackageRef(bundle.keyPackage());
    EncryptedGroupSecrets own =
        welcome.secrets().stream()
            .filter(entry -> entry.newMember().equals(reference))
            .findFirst()
            .orElseThrow(
                () ->
                    MissingInput.keyPackage(
                        Lists.transform(welcome.secrets(), EncryptedGroupSecrets::newMember)));
    try (KemPrivateKey initKey = suite.kemPrivateKey(bundle.initKey());
        Secret opened =
            suite.decryptWithLabel(
                initKey,
                Welcomes.LABEL,
                welcome.encryptedGroupInfo(),
                own.encryptedGroupSecrets())) {
      return TlsReader.decode(opened, GroupSecrets::readFrom);
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.WELCOME_SECRETS_OPEN, "secrets", e);
    }
  }

  private Psks psks(Optional<GroupState> from) {
    return new Psks(
        suite, config.psks(), from.map(Psks::resumptions).orElse(Psks.Resumptions.none()));
  }

  /** The PSK that ties this group to another one. Without that group its secret is missing. */
  private static Optional<PreSharedKeyID.Resumption> succession(List<PreSharedKeyID> psks)
      throws RuleViolation {
    List<PreSharedKeyID.Resumption> found =
        psks.stream()
            .filter(PreSharedKeyID.Resumption.class::isInstance)
            .map(PreSharedKeyID.Resumption.class::cast)
            .filter(psk -> !psk.usage().equals(ResumptionPSKUsage.APPLICATION))
            .toList();
    if (found.size() > 1) {
      throw new RuleViolation(Rule.WELCOME_ONE_SUCCESSION_PSK, "group_secrets.psks");
    }
    return found.stream().findFirst();
  }

  private EpochState enter(
      KeyPackageBundle bundle,
      RatchetTree joined,
      GroupInfo groupInfo,
      KeySchedule schedule,
      Optional<PathSecret> pathSecret)
      throws RuleViolation {
    GroupContext context = groupInfo.groupContext();
    LeafIndex own = ownLeaf(bundle, joined);
    PrivateKeys keys =
        PrivateKeys.join(
            joined,
            own,
            leafKey(bundle),
            groupInfo.signer(),
            pathSecret.map(PathSecret::pathSecret).orElse(null));
    EpochSecrets secrets = schedule.epoch(context);
    try {
      secrets.verifyConfirmationTag(context.confirmedTranscriptHash(), groupInfo.confirmationTag());
    } catch (RuleViolation e) {
      secrets.close();
      keys.close();
      throw e;
    }
    return EpochState.enter(config, context, joined, secrets, keys);
  }

  private static LeafIndex ownLeaf(KeyPackageBundle bundle, RatchetTree joined)
      throws RuleViolation {
    LeafNode own = bundle.keyPackage().leafNode();
    for (RatchetTree.Member member : joined.members()) {
      if (member.leaf().encryptionKey().wire().equals(own.encryptionKey())
          && member.leaf().leafNode().equals(own)) {
        return member.index();
      }
    }
    throw new RuleViolation(Rule.JOINER_IS_IN_TREE, "ratchet_tree");
  }

  private KemPrivateKey leafKey(KeyPackageBundle bundle) {
    try {
      return suite.kemPrivateKey(bundle.encryptionKey());
    } catch (RefusedInput e) {
      throw new IllegalArgumentException("the key package's private key is none", e);
    }
  }
}
