package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proposals that are not valid by themselves (§12.1), alone and in a commit. */
class ProposalRuleTest extends InsiderStage {

  private void assertRefused(Rule rule, Proposal proposal) throws Exception {
    assertRefused(rule, insider().proposal(proposal));
    assertRefused(rule, insider().encrypted().proposal(proposal));
    assertNotProposed(rule, proposal);
    assertRefusedInCommit(rule, proposal);
  }

  private void assertRefusedInCommit(Rule rule, Proposal proposal) throws Exception {
    assertRefused(rule, insider().propose(proposal).commit());
    assertNotSent(rule, proposal);
  }

  private void assertAccepted(Proposal proposal) throws Exception {
    assertAccepted(insider().proposal(proposal));
    assertAccepted(insider().propose(proposal).commit());
    assertSent(proposal);
  }

  @Test
  void removeOfNobody() throws Exception {
    for (long index : new long[] {3, 4, 1L << 31, (1L << 31) + 2, 0xffff_ffffL}) {
      assertRefused(Rule.REMOVED_LEAF_IS_MEMBER, new Proposal.Remove(new LeafIndex(index)));
    }
    assertAccepted(new Proposal.Remove(carol.leaf()));
  }

  private Proposal resumption(ResumptionPSKUsage usage) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyID.Resumption(
            usage, alice.group.groupId(), alice.group.epoch(), psk(1).pskNonce()));
  }

  @Test
  void usageOfPsk() throws Exception {
    assertRefused(Rule.PSK_USAGE_FITS, resumption(ResumptionPSKUsage.BRANCH));
    assertRefused(Rule.PSK_USAGE_FITS, resumption(ResumptionPSKUsage.REINIT));
    assertAccepted(resumption(ResumptionPSKUsage.APPLICATION));
  }

  @Test
  void nonceOfPsk() throws Exception {
    int length = SUITE.hashLength();
    for (int other : new int[] {0, length - 1, length + 1}) {
      assertRefused(Rule.PSK_NONCE_LENGTH, new Proposal.PreSharedKey(psk(1, other)));
    }
    assertAccepted(new Proposal.PreSharedKey(psk(1, length)));
  }

  /** Only a client that joins by it has a use for it, and then it is in its commit (§12.1.6). */
  @Test
  void externalInitOfAMember() throws Exception {
    assertRefused(Rule.NO_EXTERNAL_INIT_BY_MEMBER, insider().externalInitAlone());
    assertNotProposed(
        Rule.NO_EXTERNAL_INIT_BY_MEMBER, new Proposal.ExternalInit(Bytes.wrap(new byte[32])));
    assertRefused(Rule.NO_EXTERNAL_INIT_BY_MEMBER, insider().externalInit().commit());
    assertAccepted(outsider().externalInit().commit());
  }

  private static Proposal reInit(int version, List<Extension> extensions) {
    return new Proposal.ReInit(
        Bytes.ofUtf8("next"), new ProtocolVersion(version), SUITE.id(), extensions);
  }

  @Test
  void reInit() throws Exception {
    assertRefused(Rule.REINIT_VERSION_NOT_LOWER, reInit(0, List.of()));
    Extension topic = topic().get(0);
    assertRefused(Rule.EXTENSION_TYPES_UNIQUE, reInit(1, List.of(topic, topic)));
    assertAccepted(reInit(1, topic()));
    assertAccepted(reInit(2, topic()));
  }

  private static Proposal extensions(Extension... extensions) {
    return new Proposal.GroupContextExtensions(List.of(extensions));
  }

  @Test
  void groupContextExtensions() throws Exception {
    Extension topic = topic().get(0);
    assertRefused(Rule.EXTENSION_TYPES_UNIQUE, extensions(topic, topic));
    assertRefused(
        Rule.EXTENSION_WELL_FORMED,
        extensions(new Extension(ExtensionType.REQUIRED_CAPABILITIES, Bytes.fromHex("000000ff"))));
    assertRefused(
        Rule.EXTENSION_WELL_FORMED,
        extensions(new Extension(ExtensionType.EXTERNAL_SENDERS, Bytes.fromHex("01"))));
    // Well-formed, but for a byte too many.
    for (ExtensionType type :
        List.of(ExtensionType.EXTERNAL_SENDERS, ExtensionType.REQUIRED_CAPABILITIES)) {
      Bytes empty = Bytes.fromHex(type.equals(ExtensionType.EXTERNAL_SENDERS) ? "00" : "000000");
      assertRefused(
          Rule.EXTENSION_WELL_FORMED,
          extensions(new Extension(type, Bytes.concat(empty, Bytes.copyOf((byte) 0)))));
      assertAccepted(extensions(new Extension(type, empty)));
    }
    assertAccepted(extensions(topic));
  }

  @Test
  void groupContextExtensionsThatNotAllSupport() throws Exception {
    assertRefusedInCommit(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, extensions(new Extension(UNHEARD_OF, Bytes.EMPTY)));
    assertRefusedInCommit(Rule.GROUP_REQUIREMENTS_SUPPORTED, requiring(UNHEARD_OF));
    assertAccepted(requiring(TOPIC));
  }

  private static Proposal requiring(ExtensionType type) {
    RequiredCapabilities required =
        new RequiredCapabilities(List.of(type), List.of(), List.of(CredentialType.BASIC));
    return extensions(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()));
  }
}
