package io.github.mls4j.framing;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.RatchetLimits;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.AuthenticatedContentTBM;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of a group of four leaves, of which leaf 3 is blank, with two external senders. All
 * secrets are open, so that a test can also play an attacker from inside.
 */
final class Members {

  static final LeafIndex ALICE = new LeafIndex(0);
  static final LeafIndex BOB = new LeafIndex(1);
  static final LeafIndex CAROL = new LeafIndex(2);
  static final LeafIndex BLANK = new LeafIndex(3);
  static final int WIDTH = 4;

  final SecureRandom random = new SecureRandom();
  final CipherSuite suite;
  final List<SignatureKeyPair> signers = new ArrayList<>();
  final SignatureKeyPair outsider;
  final GroupContext context;
  final Secret encryptionSecret;
  final Secret senderDataSecret;
  final Secret membershipKey;

  Members() {
    this(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
  }

  Members(CipherSuiteId id) {
    suite = CipherSuite.of(id);
    for (int i = 0; i < 3; i++) {
      signers.add(suite.generateSignatureKeyPair(random));
    }
    outsider = suite.generateSignatureKeyPair(random);
    Credential credential = new Credential.Basic(Bytes.ofUtf8("outsider"));
    ExternalSenders senders =
        new ExternalSenders(
            List.of(
                new ExternalSender(signers.get(0).publicKey(), credential),
                new ExternalSender(outsider.publicKey(), credential)));
    context =
        new GroupContext(
            ProtocolVersion.MLS10,
            id,
            Bytes.ofUtf8("group"),
            -2,
            Bytes.ofUtf8("tree hash"),
            Bytes.ofUtf8("transcript"),
            List.of(new Extension(ExtensionType.EXTERNAL_SENDERS, senders.encode())));
    EpochSecrets epoch = KeySchedule.firstEpoch(suite, random);
    encryptionSecret = epoch.encryptionSecret();
    senderDataSecret = epoch.senderDataSecret();
    membershipKey = epoch.membershipKey();
  }

  /** The epoch as the member at {@code leaf} sees it. */
  MessageProtection of(LeafIndex leaf) {
    return of(leaf, context);
  }

  MessageProtection of(LeafIndex leaf, GroupContext itsContext) {
    return new MessageProtection(
        suite,
        itsContext,
        MessageSecrets.takeOver(senderDataSecret.copy(), membershipKey.copy()),
        SecretTree.of(suite, encryptionSecret.copy(), WIDTH, RatchetLimits.DEFAULT),
        leaf,
        this::signatureKey);
  }

  @Nullable VerifyingKey signatureKey(LeafIndex leaf) {
    try {
      return leaf.value() < signers.size()
          ? suite.verifyingKey(signers.get((int) leaf.value()).publicKey())
          : null;
    } catch (RefusedInput e) {
      throw new AssertionError(e);
    }
  }

  /** All that a member's ratchets hold. */
  static Bytes state(MessageProtection member) {
    TlsWriter out = new TlsWriter();
    member.secretTree().writeTo(out);
    return out.toBytes();
  }

  static Content application(String text) {
    return new Content.Application(Bytes.ofUtf8(text));
  }

  static Content remove() {
    return new Content.OfProposal(new Proposal.Remove(CAROL));
  }

  static Content commit() {
    return new Content.OfCommit(new Commit(List.of(), Optional.empty()));
  }

  /** Signs as the sender would, with the signer of the caller's choice. */
  AuthenticatedContent signed(
      WireFormat wireFormat, FramedContent content, SignatureKeyPair signer) {
    Bytes signature =
        suite.signWithLabel(
            signer,
            "FramedContentTBS",
            ContentAuthentication.tbs(wireFormat, content, context).encode());
    return new AuthenticatedContent(
        wireFormat, content, new FramedContentAuthData(signature, tag(content)));
  }

  static Optional<Bytes> tag(FramedContent content) {
    return content.content() instanceof Content.OfCommit
        ? Optional.of(Bytes.ofUtf8("tag"))
        : Optional.empty();
  }

  AuthenticatedContent fromBob(WireFormat wireFormat, Content content) {
    return signed(wireFormat, framed(new Sender.Member(BOB), content), signers.get(1));
  }

  FramedContent framed(Sender sender, Content content) {
    return new FramedContent(
        context.groupId(), context.epoch(), sender, Bytes.ofUtf8("authenticated"), content);
  }

  /** A PublicMessage that no sender of ours would make; the membership tag is right. */
  PublicMessage publicMessage(Sender sender, Content content, SignatureKeyPair signer) {
    AuthenticatedContent signed =
        signed(WireFormat.MLS_PUBLIC_MESSAGE, framed(sender, content), signer);
    Optional<Bytes> membershipTag =
        sender instanceof Sender.Member
            ? Optional.of(
                suite.mac(
                    membershipKey,
                    new AuthenticatedContentTBM(
                            ContentAuthentication.tbs(
                                signed.wireFormat(), signed.content(), context),
                            signed.auth())
                        .encode()))
            : Optional.empty();
    return new PublicMessage(signed.content(), signed.auth(), membershipTag);
  }
}
