package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.validation.GroupInfoValidator;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalPub;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import java.util.ArrayList;
import java.util.List;

/** Makes and signs what a joiner has to know of an epoch (RFC 9420 §12.4.3). */
final class GroupInfos {

  private GroupInfos() {}

  /**
   * @param withTree whether it carries the ratchet tree (§12.4.3.3)
   * @param withExternalPub whether it opens the group to external commits (§12.4.3.2)
   */
  static GroupInfo sign(
      EpochState state,
      GroupConfig config,
      MlsIdentity identity,
      boolean withTree,
      boolean withExternalPub) {
    List<Extension> extensions = new ArrayList<>(config.groupInfoExtensions());
    if (withTree) {
      extensions.add(new Extension(ExtensionType.RATCHET_TREE, state.tree().encode()));
    }
    if (withExternalPub) {
      extensions.add(
          new Extension(
              ExtensionType.EXTERNAL_PUB, new ExternalPub(state.secrets().externalPub()).encode()));
    }
    GroupInfoTBS tbs =
        new GroupInfoTBS(
            state.context(),
            new Grease(config).amongExtensions(extensions),
            state.epoch().confirmationTag(),
            state.ownLeaf());
    Bytes signature =
        identity.suite().signWithLabel(identity.signer(), GroupInfoValidator.SIGNATURE_LABEL, tbs);
    return tbs.signed(signature);
  }
}
