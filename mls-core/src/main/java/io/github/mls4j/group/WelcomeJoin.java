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

/** RFC 9420 §12.4.3.1: how a client that was added gets into the group. */
final class WelcomeJoin {

  private final GroupConfig config;
  private final MlsIdentity identity;
  private final KeyPackageBundle bundle;
  private final CipherSuite suite;

  WelcomeJoin(GroupConfig config, MlsIdentity identity, KeyPackageBundle bundle) {
    this.config = config;
    this.identity = identity;
    this.bundle = bundle;
    this.suite = identity.suite();
    if (!bundle.isOf(identity)) {
      throw new IllegalArgumentException("the key package is not one of this identity");
    }
  }

  /** The welcome in an MLSMessage; the key package stays usable whatever comes of it. */
  GroupState join(Bytes message, Optional<RatchetTreeExtension> tree, Optional<GroupState> origin)
      throws DecodeException, RuleViolation, MissingInput {
    MLSMessage decoded = TlsReader.decode(message, MLSMessage::readFrom);
    if (!(decoded.body() instanceof Welcome welcome)) {
      throw new RuleViolation(Rule.MESSAGE_KIND_FITS, "wire_format");
    }
    try (GroupSecrets secrets = open(welcome)) {
      PskIds.checkWelcome(suite, secrets.psks());
      Optional<PreSharedKeyID.Resumption> succession = succession(secrets.psks());
      if (origin.isPresent() && succession.isEmpty()) {
        throw new RuleViolation(Rule.SUCCESSION_PSK_PRESENT, "group_secrets.psks");
      }
      try (PskSecret psks = psks(origin).secret(secrets.psks());
          KeySchedule schedule = KeySchedule.join(suite, secrets.joinerSecret(), psks)) {
        GroupInfo groupInfo = schedule.openGroupInfo(welcome.encryptedGroupInfo());
        RatchetTree joined =
            new GroupInfoValidator(suite, config.validation()).validate(groupInfo, tree);
        RegisteredExtensions registered = new RegisteredExtensions(config.registrations());
        registered.check(groupInfo, joined);
        registered.checkSupport(groupInfo.groupContext().extensions());
        if (succession.isPresent()) {
          new Succession(origin.orElseThrow())
              .check(succession.get(), groupInfo.groupContext(), joined);
        }
        long held = StoredGroups.requireFree(config, groupInfo.groupContext().groupId());
        GroupState state =
            new GroupState(
                config, identity, enter(joined, groupInfo, schedule, secrets.pathSecret()));
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

  private GroupSecrets open(Welcome welcome) throws DecodeException, RuleViolation, MissingInput {
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

  private Psks psks(Optional<GroupState> origin) {
    return new Psks(
        suite, config.psks(), origin.map(Psks::resumptions).orElse(Psks.Resumptions.none()));
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
      RatchetTree tree, GroupInfo groupInfo, KeySchedule schedule, Optional<PathSecret> pathSecret)
      throws RuleViolation {
    GroupContext context = groupInfo.groupContext();
    LeafIndex own = ownLeaf(tree);
    PrivateKeys keys =
        PrivateKeys.join(
            tree,
            own,
            leafKey(),
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
    return EpochState.enter(config, context, tree, secrets, keys);
  }

  private LeafIndex ownLeaf(RatchetTree tree) throws RuleViolation {
    LeafNode own = bundle.keyPackage().leafNode();
    for (RatchetTree.Member member : tree.members()) {
      if (member.leaf().leafNode().equals(own)) {
        return member.index();
      }
    }
    throw new RuleViolation(Rule.JOINER_IS_IN_TREE, "ratchet_tree");
  }

  private KemPrivateKey leafKey() {
    try {
      return suite.kemPrivateKey(bundle.encryptionKey());
    } catch (RefusedInput e) {
      throw new IllegalArgumentException("the key package's private key is none", e);
    }
  }
}
