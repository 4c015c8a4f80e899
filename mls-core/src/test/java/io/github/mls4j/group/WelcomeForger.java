package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.ExtensionLists;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Welcome;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A member that invites a client to whatever it likes: hashes, tags and signatures are made to fit
 * what it invents.
 */
final class WelcomeForger {

  private final TestClient inviter;
  private final TestClient guest;
  private final CipherSuite suite;

  /** What the genuine Welcome holds for the guest. */
  final Bytes groupSecrets;

  final GroupInfo groupInfo;

  WelcomeForger(TestClient inviter, TestClient guest, Bytes welcome) throws Exception {
    this.inviter = inviter;
    this.guest = guest;
    this.suite = inviter.identity.suite();
    Welcome genuine = (Welcome) TlsReader.decode(welcome, MLSMessage::readFrom).body();
    groupSecrets = groupSecrets(guest, genuine);
    try (GroupSecrets secrets = TlsReader.decode(groupSecrets, GroupSecrets::readFrom);
        KeySchedule schedule = schedule(secrets)) {
      groupInfo = schedule.openGroupInfo(genuine.encryptedGroupInfo());
    }
  }

  /** What a Welcome holds for this guest alone, opened. */
  static Bytes groupSecrets(TestClient guest, Welcome welcome) throws Exception {
    CipherSuite suite = guest.identity.suite();
    KeyPackageRef reference = suite.keyPackageRef(guest.published());
    EncryptedGroupSecrets own =
        welcome.secrets().stream()
            .filter(secrets -> secrets.newMember().equals(reference))
            .findFirst()
            .orElseThrow();
    try (KemPrivateKey initKey = suite.kemPrivateKey(guest.keyPackage.initKey());
        Secret opened =
            suite.decryptWithLabel(
                initKey,
                Welcomes.LABEL,
                welcome.encryptedGroupInfo(),
                own.encryptedGroupSecrets())) {
      return Bytes.wrap(opened.reveal());
    }
  }

  /** A Welcome with these secrets, well-formed or not, and a GroupInfo that is made to fit. */
  Bytes welcome(Bytes secrets, GroupInfo claimed) throws Exception {
    Bytes encryptedGroupInfo;
    try (GroupSecrets decoded = decode(secrets);
        KeySchedule schedule = schedule(decoded)) {
      GroupContext context = fitting(claimed);
      Bytes tag;
      try (EpochSecrets epoch = schedule.epoch(context)) {
        tag = epoch.confirmationTag(context.confirmedTranscriptHash());
      }
      encryptedGroupInfo = schedule.sealGroupInfo(signed(claimed, context, tag));
    }
    EncryptedGroupSecrets entry =
        new EncryptedGroupSecrets(
            suite.keyPackageRef(guest.published()),
            suite.encryptWithLabel(
                suite.kemPublicKey(guest.published().initKey()),
                Welcomes.LABEL,
                encryptedGroupInfo,
                Secret.copyOf(secrets),
                inviter.config.random()));
    return message(new Welcome(suite.id(), List.of(entry), encryptedGroupInfo));
  }

  /** The genuine GroupInfo with another tree in it. */
  GroupInfo withTree(Bytes encoded) {
    return new GroupInfo(
        groupInfo.groupContext(),
        List.of(new Extension(ExtensionType.RATCHET_TREE, encoded)),
        groupInfo.confirmationTag(),
        groupInfo.signer(),
        groupInfo.signature());
  }

  /** A GroupInfo that is made to fit, but for its confirmation tag. */
  Bytes groupInfo(GroupInfo claimed) {
    return message(signed(claimed, fitting(claimed), claimed.confirmationTag()));
  }

  private GroupInfo signed(GroupInfo claimed, GroupContext context, Bytes tag) {
    GroupInfoTBS tbs = new GroupInfoTBS(context, claimed.extensions(), tag, claimed.signer());
    return tbs.signed(suite.signWithLabel(inviter.identity.signer(), "GroupInfoTBS", tbs.encode()));
  }

  /** Secrets that are not well-formed are never used: any others do in their place. */
  private GroupSecrets decode(Bytes secrets) throws DecodeException {
    try {
      return TlsReader.decode(secrets, GroupSecrets::readFrom);
    } catch (DecodeException e) {
      return TlsReader.decode(groupSecrets, GroupSecrets::readFrom);
    }
  }

  private KeySchedule schedule(GroupSecrets secrets) {
    try (PskSecret psks = psks(secrets)) {
      return KeySchedule.join(suite, secrets.joinerSecret(), psks);
    }
  }

  private PskSecret psks(GroupSecrets secrets) {
    try {
      return new Psks(suite, guest.config.psks(), Psks.Resumptions.none()).secret(secrets.psks());
    } catch (MissingInput | RuleViolation e) {
      // The guest gets no further than this.
      return PskSecret.none(suite);
    }
  }

  /** With the hash of the tree inside, if that is a tree. */
  private GroupContext fitting(GroupInfo claimed) {
    GroupContext context = claimed.groupContext();
    Bytes treeHash = context.treeHash();
    try {
      Bytes tree =
          ExtensionLists.find(claimed.extensions(), ExtensionType.RATCHET_TREE)
              .orElseThrow()
              .extensionData();
      treeHash =
          RatchetTree.importTree(suite, TlsReader.decode(tree, RatchetTreeExtension::readFrom))
              .treeHash();
    } catch (DecodeException | RuleViolation | NoSuchElementException e) {
      // No tree: whatever the hash, the GroupInfo is refused.
    }
    return new GroupContext(
        context.version(),
        context.cipherSuite(),
        context.groupId(),
        context.epoch(),
        treeHash,
        context.confirmedTranscriptHash(),
        context.extensions());
  }

  private static Bytes message(MLSMessageBody body) {
    return new MLSMessage(ProtocolVersion.MLS10, body).encode();
  }
}
