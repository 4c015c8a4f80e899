package io.github.mls4j.cli;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.Welcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Well-formed structs with easily recognised content; no key or signature in them is real, and none
 * could be taken for text.
 */
public final class Samples {

  public static final CipherSuiteId SUITE =
      CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;

  private Samples() {}

  /** {@code count} times the same byte. */
  public static Bytes bytes(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return Bytes.wrap(bytes);
  }

  public static LeafNode leaf(String name, int key) {
    return new LeafNode(
        new HPKEPublicKey(bytes(key, 32)),
        new SignaturePublicKey(bytes(key + 1, 32)),
        new Credential.Basic(Bytes.ofUtf8(name)),
        new Capabilities(
            List.of(ProtocolVersion.MLS10),
            List.of(SUITE, CipherSuiteId.of(0x3a3a)),
            List.of(),
            List.of(),
            List.of(CredentialType.BASIC)),
        new LeafNodeSource.KeyPackage(new Lifetime(1_700_000_000, -1)),
        List.of(extension(ExtensionType.APPLICATION_ID, new ApplicationId(Bytes.ofUtf8("app")))),
        bytes(key + 2, 64));
  }

  public static KeyPackage keyPackage() {
    return new KeyPackage(
        ProtocolVersion.MLS10,
        SUITE,
        new HPKEPublicKey(bytes(0x90, 32)),
        leaf("alice", 0xa0),
        List.of(),
        bytes(0xb0, 64));
  }

  /** Leaves alice, bob and carol of four; above the last two is nothing. */
  public static RatchetTreeExtension tree() {
    return new RatchetTreeExtension(
        List.of(
            Optional.of(new Node.Leaf(leaf("alice", 0xa0))),
            Optional.of(new Node.Parent(parent(0xd1))),
            Optional.of(new Node.Leaf(leaf("bob", 0xa4))),
            Optional.of(new Node.Parent(parent(0xd3, 2))),
            Optional.of(new Node.Leaf(leaf("carol", 0xa8)))));
  }

  public static ParentNode parent(int key, long... unmerged) {
    return new ParentNode(
        new HPKEPublicKey(bytes(key, 32)),
        bytes(key, 32),
        Arrays.stream(unmerged).mapToObj(LeafIndex::new).toList());
  }

  public static GroupInfo groupInfo() {
    return new GroupInfo(
        new GroupContext(
            ProtocolVersion.MLS10,
            SUITE,
            Bytes.ofUtf8("friends"),
            -1,
            bytes(0xe1, 32),
            bytes(0xe2, 32),
            List.of(
                extension(
                    ExtensionType.REQUIRED_CAPABILITIES,
                    new RequiredCapabilities(
                        List.of(ExtensionType.APPLICATION_ID), List.of(), List.of())))),
        List.of(
            extension(ExtensionType.RATCHET_TREE, tree()),
            new Extension(ExtensionType.of(0xf001), bytes(0xff, 3))),
        bytes(0xe3, 32),
        new LeafIndex(1),
        bytes(0xe4, 64));
  }

  public static Welcome welcome() {
    return new Welcome(
        SUITE,
        List.of(
            new EncryptedGroupSecrets(
                new KeyPackageRef(bytes(0xf0, 32)),
                new HPKECiphertext(bytes(0xf1, 32), bytes(0xf2, 48)))),
        bytes(0xf3, 100));
  }

  /** A commit of alice, who is leaf 0. */
  public static PublicMessage commit() {
    return new PublicMessage(
        new FramedContent(
            Bytes.ofUtf8("friends"),
            7,
            new Sender.Member(new LeafIndex(0)),
            Bytes.EMPTY,
            new Content.OfCommit(
                new Commit(
                    List.of(
                        new ProposalOrRef.ByValue(new Proposal.Remove(new LeafIndex(2))),
                        new ProposalOrRef.ByReference(new ProposalRef(bytes(0xc2, 32)))),
                    Optional.empty()))),
        new FramedContentAuthData(bytes(0xc3, 64), Optional.of(bytes(0xc4, 32))),
        Optional.of(bytes(0xc5, 32)));
  }

  private static Extension extension(ExtensionType type, WireStruct data) {
    return new Extension(type, data.encode());
  }
}
