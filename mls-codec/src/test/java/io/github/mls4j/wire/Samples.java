package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * At least one rich value of every wire struct, and how it is read: the registry of codec tests.
 */
final class Samples {

  /** A value that all codec tests are run on. */
  record Sample(
      String name,
      WireStruct value,
      TlsReader.Decoder<? extends WireStruct> decoder,
      TlsReader.Context context) {

    Bytes encoding() {
      return encode(value);
    }

    WireStruct decode(Bytes input) throws DecodeException {
      return TlsReader.decode(input, decoder, context);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static final ProposalType CUSTOM_TYPE = ProposalType.of(0xf001);
  static final Bytes GROUP_ID = Bytes.ofUtf8("group");
  static final Bytes HASH = Bytes.fromHex("ab".repeat(32));
  static final Bytes OTHER_HASH = Bytes.fromHex("cd".repeat(48));
  static final Bytes SIGNATURE = Bytes.fromHex("5e".repeat(64));
  static final Bytes TAG = Bytes.fromHex("7a".repeat(32));

  /** An epoch above 2^63. */
  static final long EPOCH = 0xfedc_ba98_7654_3210L;

  static final LeafIndex LEAF_INDEX = new LeafIndex(0x8000_0001L);
  static final HPKEPublicKey HPKE_KEY = new HPKEPublicKey(Bytes.fromHex("11".repeat(32)));
  static final SignaturePublicKey SIGNATURE_KEY =
      new SignaturePublicKey(Bytes.fromHex("22".repeat(65)));
  static final Certificate CERTIFICATE = new Certificate(Bytes.fromHex("3082000a"));
  static final Credential BASIC = new Credential.Basic(Bytes.ofUtf8("alice"));
  static final Credential X509 =
      new Credential.X509(List.of(CERTIFICATE, new Certificate(Bytes.EMPTY)));
  static final Lifetime LIFETIME = new Lifetime(0, -1);
  static final List<Extension> EXTENSIONS =
      List.of(
          new Extension(ExtensionType.APPLICATION_ID, Bytes.fromHex("03010203")),
          new Extension(ExtensionType.of(0x3a3a), Bytes.EMPTY),
          new Extension(ExtensionType.of(0xf123), Bytes.fromHex("00".repeat(70))));
  static final Capabilities CAPABILITIES =
      new Capabilities(
          List.of(ProtocolVersion.MLS10, ProtocolVersion.of(0x0a0a), ProtocolVersion.of(0)),
          List.of(
              CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519, CipherSuiteId.of(0xfedc)),
          List.of(ExtensionType.of(0x0a0a), ExtensionType.of(0xffff)),
          List.of(),
          List.of(CredentialType.BASIC, CredentialType.X509, CredentialType.of(0x0100)));
  static final LeafNode LEAF_OF_KEY_PACKAGE =
      leafNode(BASIC, new LeafNodeSource.KeyPackage(LIFETIME));
  static final LeafNode LEAF_OF_UPDATE = leafNode(X509, new LeafNodeSource.Update());
  static final LeafNode LEAF_OF_COMMIT = leafNode(BASIC, new LeafNodeSource.Commit(HASH));
  static final ParentNode PARENT =
      new ParentNode(
          HPKE_KEY, HASH, List.of(new LeafIndex(0), new LeafIndex(5), new LeafIndex(0xffff_ffffL)));
  static final KeyPackage KEY_PACKAGE =
      new KeyPackage(
          ProtocolVersion.MLS10,
          CipherSuiteId.MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448,
          HPKE_KEY,
          LEAF_OF_KEY_PACKAGE,
          EXTENSIONS,
          SIGNATURE);
  static final PreSharedKeyID EXTERNAL_PSK = new PreSharedKeyID.External(Bytes.ofUtf8("psk"), HASH);
  static final PreSharedKeyID RESUMPTION_PSK =
      new PreSharedKeyID.Resumption(ResumptionPSKUsage.BRANCH, GROUP_ID, EPOCH, HASH);
  static final HPKECiphertext CIPHERTEXT = new HPKECiphertext(HASH, Bytes.fromHex("99".repeat(48)));
  static final UpdatePath UPDATE_PATH =
      new UpdatePath(
          LEAF_OF_COMMIT,
          List.of(
              new UpdatePathNode(HPKE_KEY, List.of(CIPHERTEXT, CIPHERTEXT)),
              new UpdatePathNode(HPKE_KEY, List.of())));
  static final Proposal REMOVE = new Proposal.Remove(LEAF_INDEX);
  static final Commit COMMIT =
      new Commit(
          List.of(
              new ProposalOrRef.ByValue(REMOVE),
              new ProposalOrRef.ByReference(new ProposalRef(HASH))),
          Optional.of(UPDATE_PATH));
  static final GroupContext GROUP_CONTEXT =
      new GroupContext(
          ProtocolVersion.MLS10,
          CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384,
          GROUP_ID,
          EPOCH,
          HASH,
          OTHER_HASH,
          EXTENSIONS);
  static final Sender MEMBER = new Sender.Member(LEAF_INDEX);
  static final FramedContent FRAMED_COMMIT = framed(MEMBER, new Content.OfCommit(COMMIT));
  static final FramedContent FRAMED_PROPOSAL =
      framed(new Sender.External(0xffff_ffffL), new Content.OfProposal(REMOVE));
  static final FramedContent FRAMED_APPLICATION =
      framed(MEMBER, new Content.Application(Bytes.ofUtf8("hello")));
  static final FramedContentAuthData AUTH = new FramedContentAuthData(SIGNATURE, Optional.empty());
  static final FramedContentAuthData AUTH_OF_COMMIT =
      new FramedContentAuthData(SIGNATURE, Optional.of(TAG));
  static final FramedContentTBS TBS =
      new FramedContentTBS(
          ProtocolVersion.MLS10,
          WireFormat.MLS_PUBLIC_MESSAGE,
          FRAMED_COMMIT,
          Optional.of(GROUP_CONTEXT));
  static final PublicMessage PUBLIC_COMMIT =
      new PublicMessage(FRAMED_COMMIT, AUTH_OF_COMMIT, Optional.of(TAG));
  static final PrivateMessage PRIVATE_MESSAGE =
      new PrivateMessage(
          GROUP_ID, EPOCH, ContentType.APPLICATION, HASH, Bytes.fromHex("77".repeat(28)), HASH);
  static final GroupInfo GROUP_INFO =
      new GroupInfo(GROUP_CONTEXT, EXTENSIONS, TAG, LEAF_INDEX, SIGNATURE);
  static final EncryptedGroupSecrets ENCRYPTED_GROUP_SECRETS =
      new EncryptedGroupSecrets(new KeyPackageRef(HASH), CIPHERTEXT);
  static final Welcome WELCOME =
      new Welcome(
          CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256,
          List.of(ENCRYPTED_GROUP_SECRETS, ENCRYPTED_GROUP_SECRETS),
          Bytes.fromHex("66".repeat(300)));
  static final ExternalSender EXTERNAL_SENDER = new ExternalSender(SIGNATURE_KEY, X509);
  static final RatchetTreeExtension RATCHET_TREE =
      new RatchetTreeExtension(
          List.of(
              Optional.of(new Node.Leaf(LEAF_OF_KEY_PACKAGE)),
              Optional.of(new Node.Parent(PARENT)),
              Optional.empty(),
              Optional.empty(),
              Optional.of(new Node.Leaf(LEAF_OF_UPDATE))));

  private Samples() {}

  private static LeafNode leafNode(Credential credential, LeafNodeSource source) {
    return new LeafNode(
        HPKE_KEY, SIGNATURE_KEY, credential, CAPABILITIES, source, EXTENSIONS, SIGNATURE);
  }

  static FramedContent framed(Sender sender, Content content) {
    return new FramedContent(GROUP_ID, EPOCH, sender, Bytes.fromHex("0102"), content);
  }

  /** The encoding of any struct, confidential or not. */
  static Bytes encode(WireStruct value) {
    return Bytes.wrap(value.encodeSecret().reveal());
  }

  static GroupSecrets groupSecrets() {
    return new GroupSecrets(
        Secret.copyOf(HASH),
        Optional.of(new PathSecret(Secret.copyOf(OTHER_HASH))),
        List.of(EXTERNAL_PSK, RESUMPTION_PSK));
  }

  static List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    addIdentifiers(all);
    addTree(all);
    addGroup(all);
    addFraming(all);
    addJoining(all);
    addInputs(all);
    return all;
  }

  private static void addIdentifiers(List<Sample> all) {
    add(all, ProtocolVersion.MLS10, ProtocolVersion::readFrom);
    add(all, CipherSuiteId.of(0x0007), CipherSuiteId::readFrom);
    add(all, ExtensionType.of(0xff00), ExtensionType::readFrom);
    add(all, ProposalType.of(0x1a1a), ProposalType::readFrom);
    add(all, CredentialType.X509, CredentialType::readFrom);
    add(all, WireFormat.of(0xf001), WireFormat::readFrom);
    add(all, ContentType.PROPOSAL, ContentType::readFrom);
    add(all, SenderType.NEW_MEMBER_COMMIT, SenderType::readFrom);
    add(all, NodeType.PARENT, NodeType::readFrom);
    add(all, PSKType.RESUMPTION, PSKType::readFrom);
    add(all, ResumptionPSKUsage.REINIT, ResumptionPSKUsage::readFrom);
    add(all, ProposalOrRefType.REFERENCE, ProposalOrRefType::readFrom);
    add(all, LEAF_INDEX, LeafIndex::readFrom);
    add(all, new KeyPackageRef(HASH), KeyPackageRef::readFrom);
    add(all, new ProposalRef(HASH), ProposalRef::readFrom);
    add(all, HPKE_KEY, HPKEPublicKey::readFrom);
    add(all, SIGNATURE_KEY, SignaturePublicKey::readFrom);
    add(all, CIPHERTEXT, HPKECiphertext::readFrom);
  }

  private static void addTree(List<Sample> all) {
    add(all, CERTIFICATE, Certificate::readFrom);
    add(all, BASIC, Credential::readFrom);
    add(all, X509, Credential::readFrom);
    add(all, LIFETIME, Lifetime::readFrom);
    add(all, CAPABILITIES, Capabilities::readFrom);
    add(all, EXTENSIONS.get(2), Extension::readFrom);
    add(all, new LeafNodeSource.KeyPackage(LIFETIME), LeafNodeSource::readFrom);
    add(all, new LeafNodeSource.Update(), LeafNodeSource::readFrom);
    add(all, new LeafNodeSource.Commit(HASH), LeafNodeSource::readFrom);
    add(all, LEAF_OF_KEY_PACKAGE, LeafNode::readFrom);
    add(all, LEAF_OF_UPDATE, LeafNode::readFrom);
    add(all, LEAF_OF_COMMIT, LeafNode::readFrom);
    add(all, LeafNodeTBS.of(LEAF_OF_KEY_PACKAGE), LeafNodeTBS::readFrom);
    add(all, LeafNodeTBS.of(LEAF_OF_UPDATE, GROUP_ID, LEAF_INDEX), LeafNodeTBS::readFrom);
    add(all, LeafNodeTBS.of(LEAF_OF_COMMIT, GROUP_ID, LEAF_INDEX), LeafNodeTBS::readFrom);
    add(all, new LeafNodeTBS.Place(GROUP_ID, LEAF_INDEX), LeafNodeTBS.Place::readFrom);
    add(all, PARENT, ParentNode::readFrom);
    add(all, new Node.Leaf(LEAF_OF_UPDATE), Node::readFrom);
    add(all, new Node.Parent(PARENT), Node::readFrom);
    add(all, RATCHET_TREE, RatchetTreeExtension::readFrom);
    add(all, UPDATE_PATH.nodes().get(0), UpdatePathNode::readFrom);
    add(all, UPDATE_PATH, UpdatePath::readFrom);
    add(all, KEY_PACKAGE, KeyPackage::readFrom);
    add(all, KeyPackageTBS.of(KEY_PACKAGE), KeyPackageTBS::readFrom);
  }

  private static void addGroup(List<Sample> all) {
    add(all, GROUP_CONTEXT, GroupContext::readFrom);
    add(
        all,
        new RequiredCapabilities(
            List.of(ExtensionType.EXTERNAL_SENDERS),
            List.of(ProposalType.of(0xf000), ProposalType.ADD),
            List.of(CredentialType.BASIC)),
        RequiredCapabilities::readFrom);
    add(all, new ExternalPub(HPKE_KEY), ExternalPub::readFrom);
    add(all, EXTERNAL_SENDER, ExternalSender::readFrom);
    add(
        all,
        new ExternalSenders(List.of(EXTERNAL_SENDER, EXTERNAL_SENDER)),
        ExternalSenders::readFrom);
    add(all, new ApplicationId(Bytes.ofUtf8("phone")), ApplicationId::readFrom);
    add(all, EXTERNAL_PSK, PreSharedKeyID::readFrom);
    add(all, RESUMPTION_PSK, PreSharedKeyID::readFrom);
    add(all, new Proposal.Add(KEY_PACKAGE), Proposal::readFrom);
    add(all, new Proposal.Update(LEAF_OF_UPDATE), Proposal::readFrom);
    add(all, REMOVE, Proposal::readFrom);
    add(all, new Proposal.PreSharedKey(RESUMPTION_PSK), Proposal::readFrom);
    add(
        all,
        new Proposal.ReInit(
            GROUP_ID, ProtocolVersion.of(0x1234), CipherSuiteId.of(0x4321), EXTENSIONS),
        Proposal::readFrom);
    add(all, new Proposal.ExternalInit(HASH), Proposal::readFrom);
    add(all, new Proposal.GroupContextExtensions(EXTENSIONS), Proposal::readFrom);
    ProposalFormats formats = type -> type.equals(CUSTOM_TYPE) ? in -> in.opaque("data") : null;
    all.add(
        new Sample(
            "Proposal.Custom",
            new Proposal.Custom(CUSTOM_TYPE, Bytes.fromHex("03010203")),
            Proposal::readFrom,
            formats));
    add(all, new ProposalOrRef.ByValue(REMOVE), ProposalOrRef::readFrom);
    add(all, new ProposalOrRef.ByReference(new ProposalRef(HASH)), ProposalOrRef::readFrom);
    add(all, COMMIT, Commit::readFrom);
    add(all, new Commit(List.of(), Optional.empty()), Commit::readFrom);
  }

  private static void addFraming(List<Sample> all) {
    add(all, MEMBER, Sender::readFrom);
    add(all, new Sender.External(0x8000_0000L), Sender::readFrom);
    add(all, new Sender.NewMemberProposal(), Sender::readFrom);
    add(all, new Sender.NewMemberCommit(), Sender::readFrom);
    for (FramedContent framed : List.of(FRAMED_APPLICATION, FRAMED_PROPOSAL, FRAMED_COMMIT)) {
      ContentType type = framed.contentType();
      FramedContentAuthData auth = type == ContentType.COMMIT ? AUTH_OF_COMMIT : AUTH;
      add(all, framed, FramedContent::readFrom);
      add(all, framed.content(), in -> Content.readFrom(in, type));
      add(all, auth, in -> FramedContentAuthData.readFrom(in, type));
      add(
          all,
          new AuthenticatedContent(WireFormat.MLS_PRIVATE_MESSAGE, framed, auth),
          AuthenticatedContent::readFrom);
      add(
          all,
          new PrivateMessageContent(framed.content(), auth, 5),
          in -> PrivateMessageContent.readFrom(in, type));
    }
    add(all, TBS, FramedContentTBS::readFrom);
    add(
        all,
        new FramedContentTBS(
            ProtocolVersion.MLS10,
            WireFormat.MLS_PUBLIC_MESSAGE,
            FRAMED_PROPOSAL,
            Optional.empty()),
        FramedContentTBS::readFrom);
    add(all, new AuthenticatedContentTBM(TBS, AUTH_OF_COMMIT), AuthenticatedContentTBM::readFrom);
    add(all, PUBLIC_COMMIT, PublicMessage::readFrom);
    add(all, new PublicMessage(FRAMED_PROPOSAL, AUTH, Optional.empty()), PublicMessage::readFrom);
    add(all, PRIVATE_MESSAGE, PrivateMessage::readFrom);
    add(
        all,
        new PrivateContentAAD(GROUP_ID, EPOCH, ContentType.COMMIT, HASH),
        PrivateContentAAD::readFrom);
    add(all, new SenderData(LEAF_INDEX, 0xffff_ffffL, GROUP_ID.slice(0, 4)), SenderData::readFrom);
    add(all, new SenderDataAAD(GROUP_ID, EPOCH, ContentType.COMMIT), SenderDataAAD::readFrom);
    for (MLSMessageBody body :
        List.of(PUBLIC_COMMIT, PRIVATE_MESSAGE, WELCOME, GROUP_INFO, KEY_PACKAGE)) {
      add(all, MLSMessage.of(body), MLSMessage::readFrom);
    }
  }

  private static void addJoining(List<Sample> all) {
    add(all, GROUP_INFO, GroupInfo::readFrom);
    add(all, GroupInfoTBS.of(GROUP_INFO), GroupInfoTBS::readFrom);
    add(all, ENCRYPTED_GROUP_SECRETS, EncryptedGroupSecrets::readFrom);
    add(all, WELCOME, Welcome::readFrom);
    add(all, new PathSecret(Secret.copyOf(HASH)), PathSecret::readFrom);
    add(all, groupSecrets(), GroupSecrets::readFrom);
  }

  private static void addInputs(List<Sample> all) {
    add(
        all,
        new LeafNodeHashInput(LEAF_INDEX, Optional.of(LEAF_OF_COMMIT)),
        LeafNodeHashInput::readFrom);
    add(
        all,
        new ParentNodeHashInput(Optional.of(PARENT), HASH, OTHER_HASH),
        ParentNodeHashInput::readFrom);
    add(
        all,
        new TreeHashInput.Leaf(new LeafNodeHashInput(LEAF_INDEX, Optional.empty())),
        TreeHashInput::readFrom);
    add(
        all,
        new TreeHashInput.Parent(new ParentNodeHashInput(Optional.empty(), HASH, OTHER_HASH)),
        TreeHashInput::readFrom);
    add(all, new ParentHashInput(HPKE_KEY, HASH, OTHER_HASH), ParentHashInput::readFrom);
    add(
        all,
        new ConfirmedTranscriptHashInput(WireFormat.MLS_PRIVATE_MESSAGE, FRAMED_COMMIT, SIGNATURE),
        ConfirmedTranscriptHashInput::readFrom);
    add(all, new InterimTranscriptHashInput(TAG), InterimTranscriptHashInput::readFrom);
    add(all, new PSKLabel(RESUMPTION_PSK, 65534, 65535), PSKLabel::readFrom);
    Bytes label = Bytes.ofUtf8("MLS 1.0 test");
    add(all, new KDFLabel(65535, label, HASH), KDFLabel::readFrom);
    add(all, new SignContent(label, HASH), SignContent::readFrom);
    add(all, new EncryptContext(label, HASH), EncryptContext::readFrom);
    add(all, new RefHashInput(label, HASH), RefHashInput::readFrom);
  }

  private static void add(
      List<Sample> all, WireStruct value, TlsReader.Decoder<? extends WireStruct> decoder) {
    Class<?> type = value.getClass();
    Class<?> outer = type.getEnclosingClass();
    String name = (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName();
    all.add(new Sample(name + " #" + all.size(), value, decoder, ProposalFormats.NONE));
  }
}
