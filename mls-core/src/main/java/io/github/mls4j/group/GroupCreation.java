package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.validation.CredentialValidator;
import io.github.mls4j.validation.Membership;
import io.github.mls4j.validation.RegisteredExtensions;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;

/** RFC 9420 §11: a group of one, in epoch 0. */
final class GroupCreation {

  private GroupCreation() {}

  static GroupState create(
      GroupConfig config, MlsIdentity identity, Bytes groupId, List<Extension> extensions) {
    CipherSuite suite = identity.suite();
    OwnExtensions.check(extensions, CustomExtension.Place.GROUP_CONTEXT, config.registrations());
    KemKeyPair keys = suite.generateKemKeyPair(config.random());
    try {
      LeafNode leaf =
          OwnLeaf.sign(
              config,
              identity,
              keys.publicKey().wire(),
              new LeafNodeSource.KeyPackage(OwnLeaf.lifetime(config)),
              List.of());
      RatchetTree tree =
          RatchetTree.of(suite, TreeLeaf.of(suite, leaf, Place.of("leaf_node").withLeaf(0)));
      Membership.check(tree, extensions, true);
      new RegisteredExtensions(config.registrations()).checkSupport(extensions);
      new CredentialValidator(config.validation().authentication())
          .checkExternalSenders(extensions, List.of(), Place.of("group_context"));
      GroupContext context =
          new GroupContext(
              ProtocolVersion.MLS10,
              suite.id(),
              groupId,
              0,
              tree.treeHash(),
              Bytes.EMPTY,
              extensions);
      return new GroupState(
          config,
          identity,
          EpochState.enter(
              config,
              context,
              tree,
              KeySchedule.firstEpoch(suite, config.random()),
              PrivateKeys.of(new LeafIndex(0), keys.privateKey())));
    } catch (RuleViolation e) {
      keys.close();
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
