package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** GroupInfos by which nobody can join (§12.4.3, §12.4.3.2). */
class GroupInfoRuleTest extends InsiderStage {

  private Bytes groupInfo(UnaryOperator<GroupInfoTBS> change) throws Exception {
    GroupInfo honest =
        (GroupInfo) TlsReader.decode(bob.group.groupInfo(true), MLSMessage::readFrom).body();
    GroupInfoTBS tbs = change.apply(GroupInfoTBS.of(honest));
    return new MLSMessage(
            ProtocolVersion.MLS10, InsiderWelcome.sign(bob, tbs, UnaryOperator.identity()))
        .encode();
  }

  private void assertRefused(Rule rule, UnaryOperator<GroupInfoTBS> change) throws Exception {
    Bytes message = groupInfo(change);
    Refusals.assertRefused(rule, () -> join(message));
    join(groupInfo(tbs -> tbs));
  }

  private void join(Bytes message) throws Exception {
    try (PendingJoin join = Group.joinExternally(dave.config, dave.identity, message).build()) {
      assertThat(join.message().size()).isPositive();
    }
  }

  private static UnaryOperator<GroupInfoTBS> extensions(UnaryOperator<List<Extension>> change) {
    return tbs ->
        new GroupInfoTBS(
            tbs.groupContext(),
            change.apply(tbs.extensions()),
            tbs.confirmationTag(),
            tbs.signer());
  }

  private static UnaryOperator<GroupInfoTBS> externalPub(String... data) {
    return extensions(
        list -> {
          List<Extension> changed = new ArrayList<>(list);
          changed.removeIf(e -> e.extensionType().equals(ExtensionType.EXTERNAL_PUB));
          for (String hex : data) {
            changed.add(new Extension(ExtensionType.EXTERNAL_PUB, Bytes.fromHex(hex)));
          }
          return changed;
        });
  }

  @Test
  void externalPub() throws Exception {
    assertRefused(Rule.EXTERNAL_PUB_PRESENT, externalPub(new String[0]));
    assertRefused(Rule.EXTERNAL_PUB_FITS_SUITE, externalPub("03010203"));
    assertRefused(Rule.EXTERNAL_PUB_FITS_SUITE, externalPub("00"));
    assertRefused(Rule.EXTENSION_WELL_FORMED, externalPub("0301"));
    assertRefused(Rule.EXTENSION_TYPES_UNIQUE, externalPub("00", "00"));
  }

  private static UnaryOperator<GroupInfoTBS> context(ProtocolVersion version, CipherSuiteId suite) {
    return tbs -> {
      GroupContext c = tbs.groupContext();
      return new GroupInfoTBS(
          new GroupContext(
              version,
              suite,
              c.groupId(),
              c.epoch(),
              c.treeHash(),
              c.confirmedTranscriptHash(),
              c.extensions()),
          tbs.extensions(),
          tbs.confirmationTag(),
          tbs.signer());
    };
  }

  @Test
  void suiteAndVersion() throws Exception {
    assertRefused(Rule.GROUP_INFO_VERSION_MATCHES, context(new ProtocolVersion(0), SUITE.id()));
    assertRefused(
        Rule.GROUP_INFO_SUITE_MATCHES,
        context(ProtocolVersion.MLS10, CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256));
  }
}
