package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.group.Group;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.schedule.ResolvedPsk;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §12.4.3.1, step by step: what a Welcome holds for one client, and the key schedule that
 * starts from it.
 */
public final class WelcomeOpener {

  private final Joiner client;
  private final CipherSuite suite;
  private final ViewBuilder views;

  public WelcomeOpener(Joiner client, CipherSuite suite, ViewBuilder views) {
    this.client = client;
    this.suite = suite;
    this.views = views;
  }

  /**
   * Opens a Welcome, and tells whether the client can join by it.
   *
   * @param tree beside the Welcome; null if it is inside
   */
  public Opening open(Welcome welcome, @Nullable Bytes tree) {
    Opening.Findings findings = new Opening.Findings();
    if (!welcome.cipherSuite().equals(suite.id())) {
      return findings.stopped(Obstacle.OTHER_SUITE, welcome.cipherSuite() + ", " + suite.id());
    }
    KeyPackageRef reference = suite.keyPackageRef(client.keyPackage());
    findings.add("key_package_ref", views.of(reference));
    EncryptedGroupSecrets own = null;
    for (int i = 0; i < welcome.secrets().size() && own == null; i++) {
      if (welcome.secrets().get(i).newMember().equals(reference)) {
        own = welcome.secrets().get(i);
        findings.say("key", "the init key of that key package, for secrets[" + i + "]");
      }
    }
    if (own == null) {
      return findings.stopped(Obstacle.NOT_FOR_THESE_KEYS, "");
    }
    try (GroupSecrets secrets = groupSecrets(welcome, own)) {
      findings.add("group_secrets", views.of(secrets));
      return schedule(welcome, tree, secrets, findings);
    } catch (RefusedInput e) {
      return findings.stopped(Obstacle.GROUP_SECRETS_DO_NOT_OPEN, "");
    } catch (DecodeException e) {
      return findings.stopped(Obstacle.MALFORMED, "group_secrets: " + e.getMessage());
    }
  }

  private GroupSecrets groupSecrets(Welcome welcome, EncryptedGroupSecrets own)
      throws RefusedInput, DecodeException {
    try (Secret serialized = client.initKey().get();
        KemPrivateKey initKey = suite.kemPrivateKey(serialized);
        Secret opened =
            suite.decryptWithLabel(
                initKey, "Welcome", welcome.encryptedGroupInfo(), own.encryptedGroupSecrets())) {
      return TlsReader.decode(opened, GroupSecrets::readFrom);
    }
  }

  private Opening schedule(
      Welcome welcome, @Nullable Bytes tree, GroupSecrets secrets, Opening.Findings findings) {
    List<ResolvedPsk> resolved = new ArrayList<>();
    try {
      for (PreSharedKeyID id : secrets.psks()) {
        Secret psk =
            id instanceof PreSharedKeyID.External external
                ? client.psks().find(external.pskId())
                : null;
        if (psk == null) {
          return findings.stopped(Obstacle.PSK_MISSING, describe(id));
        }
        resolved.add(new ResolvedPsk(id, psk));
      }
      if (resolved.size() > PskSecret.MAX_PSKS) {
        return findings.stopped(Obstacle.MALFORMED, "more PSKs than can be counted");
      }
      try (PskSecret psks = PskSecret.of(suite, resolved)) {
        return schedule(welcome, tree, secrets.joinerSecret(), psks, findings);
      }
    } finally {
      resolved.forEach(psk -> psk.psk().close());
    }
  }

  private static String describe(PreSharedKeyID id) {
    return id instanceof PreSharedKeyID.Resumption resumption
        ? "the resumption PSK of epoch "
            + Long.toUnsignedString(resumption.pskEpoch())
            + " of group "
            + ViewBuilder.name(resumption.pskGroupId())
        : "the external PSK " + ViewBuilder.name(((PreSharedKeyID.External) id).pskId());
  }

  private Opening schedule(
      Welcome welcome,
      @Nullable Bytes tree,
      Secret joinerSecret,
      PskSecret psks,
      Opening.Findings findings) {
    List<View.Field> fields = new ArrayList<>();
    fields.add(new View.Field("joiner_secret", views.secret(joinerSecret)));
    fields.add(new View.Field("psk_secret", views.secret(psks.secret())));
    try (KeySchedule schedule = KeySchedule.join(suite, joinerSecret, psks);
        Secret welcomeSecret = schedule.welcomeSecret()) {
      fields.add(new View.Field("welcome_secret", views.secret(welcomeSecret)));
      GroupInfo info;
      try {
        info = schedule.openGroupInfo(welcome.encryptedGroupInfo());
      } catch (RuleViolation e) {
        findings.add("key_schedule", new View.Struct("key_schedule", fields));
        return findings.stopped(Obstacle.GROUP_INFO_DOES_NOT_OPEN, "");
      } catch (DecodeException e) {
        findings.add("key_schedule", new View.Struct("key_schedule", fields));
        return findings.stopped(Obstacle.MALFORMED, "group_info: " + e.getMessage());
      }
      findings.add("group_info", views.of(info));
      fields.add(new View.Field("epoch_secret", epochSecret(joinerSecret, psks, info)));
      try (EpochSecrets epoch = schedule.epoch(info.groupContext())) {
        fields.addAll(EpochSecretsView.of(epoch, views));
        findings.add("key_schedule", new View.Struct("key_schedule", fields));
        GroupInfoOpener checks = new GroupInfoOpener(suite);
        checks.tree(info, nodes(tree, info, findings), findings);
        checks.secrets(info, epoch, findings);
      }
    }
    join(welcome, tree, findings);
    return findings.done("opened");
  }

  /** The one secret that the library never holds: it is gone as soon as the others are derived. */
  private View epochSecret(Secret joinerSecret, PskSecret psks, GroupInfo info) {
    GroupContext context = info.groupContext();
    try (Secret member = suite.extract(joinerSecret, psks.secret());
        Secret epochSecret =
            suite.expandWithLabel(member, "epoch", context.encode(), suite.hashLength())) {
      return views.secret(epochSecret);
    }
  }

  private static @Nullable RatchetTreeExtension nodes(
      @Nullable Bytes tree, GroupInfo info, Opening.Findings findings) {
    if (tree == null) {
      return GroupInfoOpener.treeIn(info);
    }
    try {
      return TlsReader.decode(tree, RatchetTreeExtension::readFrom);
    } catch (DecodeException e) {
      findings.refused("ratchet_tree", e);
      return null;
    }
  }

  private void join(Welcome welcome, @Nullable Bytes tree, Opening.Findings findings) {
    try (Group group = client.entering().enter(MLSMessage.of(welcome).encode(), tree)) {
      findings.check("join", true, "accepted: the client is leaf " + group.self().index());
    } catch (MlsException e) {
      findings.refused("join", e);
    }
  }
}
