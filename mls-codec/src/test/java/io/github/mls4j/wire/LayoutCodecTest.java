package io.github.mls4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.WireStruct;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of each layout, spelt out from the RFC: a round trip alone would not notice fields that
 * are swapped, nor a select with the wrong octet.
 */
class LayoutCodecTest {

  private static final Bytes A = Bytes.fromHex("aa");
  private static final Bytes B = Bytes.fromHex("bbbb");
  private static final Bytes C = Bytes.fromHex("cccccc");
  private static final HPKEPublicKey KEY = new HPKEPublicKey(A);
  private static final SignaturePublicKey SIGNATURE_KEY = new SignaturePublicKey(B);
  private static final LeafIndex LEAF = new LeafIndex(0x01020304);
  private static final long EPOCH = 0xf102030405060708L;
  private static final String EPOCH_HEX = "f102030405060708";
  private static final ProtocolVersion VERSION = ProtocolVersion.MLS10;
  private static final CipherSuiteId SUITE = CipherSuiteId.of(2);
  private static final Extension EXTENSION = new Extension(ExtensionType.of(0xf00d), A);
  private static final String EXTENSION_HEX = "f00d01aa";
  private static final Credential BASIC = new Credential.Basic(C);
  private static final String BASIC_HEX = "000103cccccc";
  private static final Capabilities CAPABILITIES =
      new Capabilities(
          List.of(VERSION),
          List.of(SUITE),
          List.of(ExtensionType.of(3)),
          List.of(ProposalType.of(4), ProposalType.of(5)),
          List.of());
  private static final String CAPABILITIES_HEX =
      "020001" + "020002" + "020003" + "0400040005" + "00";
  private static final Lifetime LIFETIME = new Lifetime(1, -1);
  private static final String LIFETIME_HEX = "0000000000000001ffffffffffffffff";
  private static final String LEAF_HEAD_HEX = "01aa" + "02bbbb" + BASIC_HEX + CAPABILITIES_HEX;
  private static final String LEAF_TAIL_HEX = "04" + EXTENSION_HEX;
  private static final LeafNode UPDATE_LEAF = leafNode(new LeafNodeSource.Update());
  private static final String UPDATE_LEAF_HEX = LEAF_HEAD_HEX + "02" + LEAF_TAIL_HEX + "03cccccc";
  private static final KeyPackage KEY_PACKAGE =
      new KeyPackage(
          VERSION,
          SUITE,
          new HPKEPublicKey(B),
          leafNode(new LeafNodeSource.KeyPackage(LIFETIME)),
          List.of(),
          A);
  private static final String KEY_PACKAGE_TBS_HEX =
      "0001"
          + "0002"
          + "02bbbb"
          + LEAF_HEAD_HEX
          + "01"
          + LIFETIME_HEX
          + LEAF_TAIL_HEX
          + "03cccccc"
          + "00";
  private static final ParentNode PARENT = new ParentNode(KEY, B, List.of(LEAF, LEAF));
  private static final String PARENT_HEX = "01aa" + "02bbbb" + "080102030401020304";
  private static final GroupContext CONTEXT =
      new GroupContext(VERSION, SUITE, A, EPOCH, B, C, List.of(EXTENSION));
  private static final String CONTEXT_HEX =
      "0001" + "0002" + "01aa" + EPOCH_HEX + "02bbbb" + "03cccccc" + "04" + EXTENSION_HEX;
  private static final PreSharedKeyID EXTERNAL_PSK = new PreSharedKeyID.External(A, B);
  private static final Proposal REMOVE = new Proposal.Remove(LEAF);
  private static final String REMOVE_HEX = "0003" + "01020304";
  private static final Commit COMMIT =
      new Commit(
          List.of(
              new ProposalOrRef.ByValue(REMOVE), new ProposalOrRef.ByReference(new ProposalRef(A))),
          Optional.empty());
  private static final String COMMIT_HEX = "0a" + "01" + REMOVE_HEX + "02" + "01aa" + "00";
  private static final FramedContent FRAMED_COMMIT =
      new FramedContent(A, EPOCH, new Sender.Member(LEAF), B, new Content.OfCommit(COMMIT));
  private static final String FRAMED_COMMIT_HEX =
      "01aa" + EPOCH_HEX + "01" + "01020304" + "02bbbb" + "03" + COMMIT_HEX;
  private static final FramedContent FRAMED_PROPOSAL =
      new FramedContent(
          A, EPOCH, new Sender.External(0xffff_ffffL), B, new Content.OfProposal(REMOVE));
  private static final String FRAMED_PROPOSAL_HEX =
      "01aa" + EPOCH_HEX + "02" + "ffffffff" + "02bbbb" + "02" + REMOVE_HEX;
  private static final FramedContentAuthData AUTH = new FramedContentAuthData(A, Optional.empty());
  private static final FramedContentAuthData COMMIT_AUTH =
      new FramedContentAuthData(A, Optional.of(B));
  private static final FramedContentTBS TBS =
      new FramedContentTBS(
          VERSION, WireFormat.MLS_PUBLIC_MESSAGE, FRAMED_COMMIT, Optional.of(CONTEXT));
  private static final String TBS_HEX = "0001" + "0001" + FRAMED_COMMIT_HEX + CONTEXT_HEX;
  private static final HPKECiphertext CIPHERTEXT = new HPKECiphertext(A, B);
  private static final UpdatePath PATH =
      new UpdatePath(
          UPDATE_LEAF, List.of(new UpdatePathNode(KEY, List.of(CIPHERTEXT, CIPHERTEXT))));
  private static final String PATH_HEX =
      UPDATE_LEAF_HEX + "0d" + "01aa" + "0a" + "01aa02bbbb" + "01aa02bbbb";
  private static final GroupInfo GROUP_INFO =
      new GroupInfo(CONTEXT, List.of(EXTENSION), B, LEAF, A);
  private static final String GROUP_INFO_TBS_HEX =
      CONTEXT_HEX + "04" + EXTENSION_HEX + "02bbbb" + "01020304";
  private static final Welcome WELCOME =
      new Welcome(SUITE, List.of(new EncryptedGroupSecrets(new KeyPackageRef(C), CIPHERTEXT)), A);
  private static final String WELCOME_HEX = "0002" + "09" + "03cccccc" + "01aa02bbbb" + "01aa";
  private static final PrivateMessage PRIVATE_MESSAGE =
      new PrivateMessage(A, EPOCH, ContentType.APPLICATION, B, C, A);
  private static final String PRIVATE_MESSAGE_HEX =
      "01aa" + EPOCH_HEX + "01" + "02bbbb" + "03cccccc" + "01aa";

  private static LeafNode leafNode(LeafNodeSource source) {
    return new LeafNode(KEY, SIGNATURE_KEY, BASIC, CAPABILITIES, source, List.of(EXTENSION), C);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"trees", "groups", "framing", "inputs"})
  void hasTheBytesOfTheRfc(String name, WireStruct value, String hex) {
    assertThat(Samples.encode(value).toHex()).as(name).isEqualTo(hex);
  }

  static List<Arguments> trees() {
    return List.of(
        row(LEAF, "01020304"),
        row(BASIC, BASIC_HEX),
        row(
            new Credential.X509(List.of(new Certificate(A), new Certificate(B))),
            "00020501aa02bbbb"),
        row(CAPABILITIES, CAPABILITIES_HEX),
        row(new LeafNodeSource.KeyPackage(LIFETIME), "01" + LIFETIME_HEX),
        row(new LeafNodeSource.Update(), "02"),
        row(new LeafNodeSource.Commit(B), "0302bbbb"),
        row(UPDATE_LEAF, UPDATE_LEAF_HEX),
        row(
            LeafNodeTBS.of(UPDATE_LEAF, B, LEAF),
            LEAF_HEAD_HEX + "02" + LEAF_TAIL_HEX + "02bbbb" + "01020304"),
        row(
            LeafNodeTBS.of(leafNode(new LeafNodeSource.Commit(A)), B, LEAF),
            LEAF_HEAD_HEX + "0301aa" + LEAF_TAIL_HEX + "02bbbb" + "01020304"),
        row(
            LeafNodeTBS.of(KEY_PACKAGE.leafNode()),
            LEAF_HEAD_HEX + "01" + LIFETIME_HEX + LEAF_TAIL_HEX),
        row(
            LeafNodeTBS.of(KEY_PACKAGE.leafNode(), B, LEAF),
            LEAF_HEAD_HEX + "01" + LIFETIME_HEX + LEAF_TAIL_HEX),
        row(KEY_PACKAGE, KEY_PACKAGE_TBS_HEX + "01aa"),
        row(KeyPackageTBS.of(KEY_PACKAGE), KEY_PACKAGE_TBS_HEX),
        row(PARENT, PARENT_HEX),
        row(new Node.Leaf(UPDATE_LEAF), "01" + UPDATE_LEAF_HEX),
        row(new Node.Parent(PARENT), "02" + PARENT_HEX),
        row(
            new RatchetTreeExtension(
                List.of(Optional.empty(), Optional.of(new Node.Parent(PARENT)))),
            "11" + "00" + "01" + "02" + PARENT_HEX),
        row(PATH, PATH_HEX));
  }

  static List<Arguments> groups() {
    return List.of(
        row(CONTEXT, CONTEXT_HEX),
        row(
            new RequiredCapabilities(
                List.of(ExtensionType.of(1)),
                List.of(ProposalType.of(2)),
                List.of(CredentialType.of(3))),
            "020001" + "020002" + "020003"),
        row(new ExternalPub(KEY), "01aa"),
        row(
            new ExternalSenders(List.of(new ExternalSender(SIGNATURE_KEY, BASIC))),
            "09" + "02bbbb" + BASIC_HEX),
        row(new ApplicationId(C), "03cccccc"),
        row(EXTERNAL_PSK, "01" + "01aa" + "02bbbb"),
        row(
            new PreSharedKeyID.Resumption(ResumptionPSKUsage.REINIT, A, EPOCH, B),
            "02" + "02" + "01aa" + EPOCH_HEX + "02bbbb"),
        row(new Proposal.Add(KEY_PACKAGE), "0001" + KEY_PACKAGE_TBS_HEX + "01aa"),
        row(new Proposal.Update(UPDATE_LEAF), "0002" + UPDATE_LEAF_HEX),
        row(REMOVE, REMOVE_HEX),
        row(new Proposal.PreSharedKey(EXTERNAL_PSK), "0004" + "01" + "01aa" + "02bbbb"),
        row(
            new Proposal.ReInit(A, VERSION, SUITE, List.of(EXTENSION)),
            "0005" + "01aa" + "0001" + "0002" + "04" + EXTENSION_HEX),
        row(new Proposal.ExternalInit(C), "0006" + "03cccccc"),
        row(new Proposal.GroupContextExtensions(List.of(EXTENSION)), "0007" + "04" + EXTENSION_HEX),
        row(COMMIT, COMMIT_HEX),
        row(new Commit(List.of(), Optional.of(PATH)), "00" + "01" + PATH_HEX),
        row(GROUP_INFO, GROUP_INFO_TBS_HEX + "01aa"),
        row(GroupInfoTBS.of(GROUP_INFO), GROUP_INFO_TBS_HEX),
        row(WELCOME, WELCOME_HEX));
  }

  static List<Arguments> framing() {
    return List.of(
        row(new Sender.Member(LEAF), "01" + "01020304"),
        row(new Sender.External(0xffff_ffffL), "02" + "ffffffff"),
        row(new Sender.NewMemberProposal(), "03"),
        row(new Sender.NewMemberCommit(), "04"),
        row(FRAMED_COMMIT, FRAMED_COMMIT_HEX),
        row(FRAMED_PROPOSAL, FRAMED_PROPOSAL_HEX),
        row(COMMIT_AUTH, "01aa" + "02bbbb"),
        row(AUTH, "01aa"),
        row(TBS, TBS_HEX),
        row(
            new FramedContentTBS(
                VERSION, WireFormat.MLS_PUBLIC_MESSAGE, FRAMED_PROPOSAL, Optional.empty()),
            "0001" + "0001" + FRAMED_PROPOSAL_HEX),
        row(
            new AuthenticatedContent(WireFormat.MLS_PRIVATE_MESSAGE, FRAMED_COMMIT, COMMIT_AUTH),
            "0002" + FRAMED_COMMIT_HEX + "01aa" + "02bbbb"),
        row(new AuthenticatedContentTBM(TBS, COMMIT_AUTH), TBS_HEX + "01aa" + "02bbbb"),
        row(
            MLSMessage.of(new PublicMessage(FRAMED_COMMIT, COMMIT_AUTH, Optional.of(C))),
            "0001" + "0001" + FRAMED_COMMIT_HEX + "01aa" + "02bbbb" + "03cccccc"),
        row(
            MLSMessage.of(new PublicMessage(FRAMED_PROPOSAL, AUTH, Optional.empty())),
            "0001" + "0001" + FRAMED_PROPOSAL_HEX + "01aa"),
        row(MLSMessage.of(PRIVATE_MESSAGE), "0001" + "0002" + PRIVATE_MESSAGE_HEX),
        row(MLSMessage.of(WELCOME), "0001" + "0003" + WELCOME_HEX),
        row(MLSMessage.of(GROUP_INFO), "0001" + "0004" + GROUP_INFO_TBS_HEX + "01aa"),
        row(MLSMessage.of(KEY_PACKAGE), "0001" + "0005" + KEY_PACKAGE_TBS_HEX + "01aa"),
        row(
            new PrivateMessageContent(new Content.Application(C), AUTH, 3),
            "03cccccc" + "01aa" + "000000"),
        row(
            new PrivateMessageContent(new Content.OfCommit(COMMIT), COMMIT_AUTH, 0),
            COMMIT_HEX + "01aa" + "02bbbb"),
        row(
            new PrivateContentAAD(A, EPOCH, ContentType.COMMIT, B),
            "01aa" + EPOCH_HEX + "03" + "02bbbb"),
        row(new SenderDataAAD(A, EPOCH, ContentType.PROPOSAL), "01aa" + EPOCH_HEX + "02"),
        row(
            new SenderData(LEAF, 0xfffffffeL, Bytes.fromHex("0a0b0c0d")),
            "01020304" + "fffffffe" + "0a0b0c0d"));
  }

  static List<Arguments> inputs() {
    return List.of(
        row(
            new TreeHashInput.Leaf(new LeafNodeHashInput(LEAF, Optional.empty())),
            "01" + "01020304" + "00"),
        row(
            new TreeHashInput.Leaf(new LeafNodeHashInput(LEAF, Optional.of(UPDATE_LEAF))),
            "01" + "01020304" + "01" + UPDATE_LEAF_HEX),
        row(
            new TreeHashInput.Parent(new ParentNodeHashInput(Optional.empty(), B, C)),
            "02" + "00" + "02bbbb" + "03cccccc"),
        row(
            new TreeHashInput.Parent(new ParentNodeHashInput(Optional.of(PARENT), B, C)),
            "02" + "01" + PARENT_HEX + "02bbbb" + "03cccccc"),
        row(new ParentHashInput(KEY, B, C), "01aa" + "02bbbb" + "03cccccc"),
        row(
            new ConfirmedTranscriptHashInput(WireFormat.MLS_PRIVATE_MESSAGE, FRAMED_COMMIT, B),
            "0002" + FRAMED_COMMIT_HEX + "02bbbb"),
        row(new InterimTranscriptHashInput(C), "03cccccc"),
        row(new PSKLabel(EXTERNAL_PSK, 1, 65535), "01" + "01aa" + "02bbbb" + "0001" + "ffff"),
        row(new KDFLabel(0x0120, A, B), "0120" + "01aa" + "02bbbb"),
        row(new SignContent(A, B), "01aa" + "02bbbb"),
        row(new EncryptContext(A, B), "01aa" + "02bbbb"),
        row(new RefHashInput(A, B), "01aa" + "02bbbb"),
        row(
            new GroupSecrets(
                Secret.copyOf(B),
                Optional.of(new PathSecret(Secret.copyOf(C))),
                List.of(EXTERNAL_PSK)),
            "02bbbb" + "01" + "03cccccc" + "06" + "01" + "01aa" + "02bbbb"));
  }

  private static Arguments row(WireStruct value, String hex) {
    Class<?> type = value.getClass();
    return Arguments.of(type.getName().substring(type.getPackageName().length() + 1), value, hex);
  }
}
