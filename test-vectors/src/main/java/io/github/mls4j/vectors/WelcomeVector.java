package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.Welcome;
import java.util.ArrayList;
import java.util.List;

/** {@code welcome.json}: a Welcome is opened and what it holds verified (RFC 9420 §12.4.3.1). */
public record WelcomeVector(
    CipherSuiteId cipherSuite, Bytes initPriv, Bytes signerPub, Bytes keyPackage, Bytes welcome)
    implements VectorCase.ForSuite {

  static List<WelcomeVector> generate(CipherSuite suite, Draws draws) throws Exception {
    try (VectorGroup group = new VectorGroup(suite, draws, GroupManner.PUBLIC)) {
      return List.of(of(group, group.member(0), commit -> commit, 1, 0));
    }
  }

  /**
   * One of several new members, with and without a path secret; the tree not in the GroupInfo;
   * GREASE and extensions in it; and a signer with a new key.
   */
  static List<WelcomeVector> variants(CipherSuite suite, Draws draws) throws Exception {
    List<WelcomeVector> cases = new ArrayList<>();
    try (VectorGroup group = new VectorGroup(suite, draws, GroupManner.PUBLIC)) {
      cases.add(of(group, group.member(0), commit -> commit, 5, 4));
      cases.add(of(group, group.member(2), CommitBuilder::withoutPath, 3, 1));
      VectorClient changing = group.member(1);
      MlsIdentity next = group.successor(changing);
      cases.add(of(group, changing, commit -> commit.withIdentity(next), 1, 0));
    }
    GroupManner other =
        GroupManner.PRIVATE.with(settings -> settings.treeInWelcome(false).grease(true));
    try (VectorGroup group = new VectorGroup(suite, draws, other)) {
      cases.add(of(group, group.member(0), commit -> commit.setExtension(group.topic()), 2, 0));
    }
    return cases;
  }

  /** What the joiner of that number gets. */
  private static WelcomeVector of(
      VectorGroup group, VectorClient by, VectorGroup.Plan plan, int joiners, int index)
      throws Exception {
    VectorClient[] clients = PassiveStory.clients(group, joiners);
    Bytes welcome = group.commit(by, plan, clients).welcome().orElseThrow();
    return new WelcomeVector(
        group.suite.id(),
        clients[index].keys.initPriv(),
        by.group().self().leafNode().signatureKey().value(),
        clients[index].keys.keyPackageMessage(),
        welcome);
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    KeyPackage forUs = Decode.message("key_package", keyPackage, KeyPackage.class);
    Welcome message = Decode.message("welcome", welcome, Welcome.class);
    Expect.equal("welcome.cipher_suite", cipherSuite, message.cipherSuite());
    try (GroupSecrets groupSecrets = openGroupSecrets(suite, forUs, message);
        PskSecret noPsks = PskSecret.none(suite);
        KeySchedule schedule = KeySchedule.join(suite, groupSecrets.joinerSecret(), noPsks)) {
      Expect.that(groupSecrets.psks().isEmpty(), "welcome.psks", "not empty");
      verify(suite, schedule, schedule.openGroupInfo(message.encryptedGroupInfo()));
    }
  }

  private GroupSecrets openGroupSecrets(CipherSuite suite, KeyPackage forUs, Welcome message)
      throws Exception {
    KeyPackageRef ref = suite.keyPackageRef(forUs);
    EncryptedGroupSecrets entry =
        message.secrets().stream()
            .filter(secrets -> secrets.newMember().equals(ref))
            .findFirst()
            .orElseThrow(() -> new VectorFailure("welcome.secrets", "none for " + ref.value()));
    try (Secret serialized = Decode.privateKey(cipherSuite, initPriv);
        KemPrivateKey key = suite.kemPrivateKey(serialized)) {
      Expect.equal("init_priv (its public key)", forUs.initKey(), key.publicKey().wire());
      try (Secret opened =
          suite.decryptWithLabel(
              key, "Welcome", message.encryptedGroupInfo(), entry.encryptedGroupSecrets())) {
        return TlsReader.decode(opened, GroupSecrets::readFrom);
      }
    }
  }

  private void verify(CipherSuite suite, KeySchedule schedule, GroupInfo groupInfo)
      throws Exception {
    Expect.that(
        suite.verifyWithLabel(
            suite.verifyingKey(new SignaturePublicKey(signerPub)),
            "GroupInfoTBS",
            GroupInfoTBS.of(groupInfo).encode(),
            groupInfo.signature()),
        "welcome.group_info.signature",
        "does not verify");
    try (EpochSecrets secrets = schedule.epoch(groupInfo.groupContext())) {
      Bytes transcript = groupInfo.groupContext().confirmedTranscriptHash();
      Expect.equal(
          "welcome.group_info.confirmation_tag",
          groupInfo.confirmationTag(),
          secrets.confirmationTag(transcript));
      secrets.verifyConfirmationTag(transcript, groupInfo.confirmationTag());
    }
  }
}
