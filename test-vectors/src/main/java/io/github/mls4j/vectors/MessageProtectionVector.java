package io.github.mls4j.vectors;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.framing.OpenedMessage;
import io.github.mls4j.framing.UnverifiedContent;
import io.github.mls4j.framing.VerifiedContent;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.RatchetLimits;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.WireFormat;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code message-protection.json}: messages of member 1 of 2, as PublicMessage and PrivateMessage
 * (RFC 9420 §6): those given are opened, our own are made and opened.
 */
public record MessageProtectionVector(
    CipherSuiteId cipherSuite,
    Bytes groupId,
    @JsonDeserialize(using = VectorJson.Uint64Deserializer.class) long epoch,
    Bytes treeHash,
    Bytes confirmedTranscriptHash,
    Bytes signaturePriv,
    Bytes signaturePub,
    Bytes encryptionSecret,
    Bytes senderDataSecret,
    Bytes membershipKey,
    Bytes proposal,
    Bytes proposalPub,
    Bytes proposalPriv,
    Bytes commit,
    Bytes commitPub,
    Bytes commitPriv,
    Bytes application,
    Bytes applicationPriv)
    implements VectorCase.ForSuite {

  private static final LeafIndex RECEIVER = new LeafIndex(0);
  private static final LeafIndex SENDER = new LeafIndex(1);
  private static final int WIDTH = 2;

  private static final Bytes AUTHENTICATED_DATA = Bytes.ofUtf8("authenticated data");

  /** Some padding, so that taking it off is tried as well. */
  private static final int PADDING = 17;

  /** What a vector is free to choose, keys apart. */
  private record Choice(
      Bytes groupId, long epoch, Bytes application, Bytes authenticatedData, int padding) {}

  static List<MessageProtectionVector> generate(CipherSuite suite, Draws draws) throws Exception {
    return List.of(
        of(
            suite,
            draws,
            new Choice(
                draws.hash(suite),
                draws.uint32(),
                draws.hash(suite),
                AUTHENTICATED_DATA,
                PADDING)));
  }

  /** Nothing where something may be, much of it, and epochs that take more than 32 bits. */
  static List<MessageProtectionVector> edges(CipherSuite suite, Draws draws) throws Exception {
    List<Choice> choices =
        List.of(
            new Choice(Bytes.EMPTY, 0, Bytes.EMPTY, Bytes.EMPTY, 0),
            new Choice(draws.bytes(1), 1L << 32, Bytes.EMPTY, draws.bytes(64), 5_000),
            new Choice(draws.bytes(64), MOST_EPOCHS, draws.bytes(16_384), Bytes.EMPTY, 0),
            new Choice(draws.hash(suite), 1, draws.bytes(1), draws.bytes(300), 1));
    List<MessageProtectionVector> cases = new ArrayList<>();
    for (Choice choice : choices) {
      cases.add(of(suite, draws, choice));
    }
    return cases;
  }

  /** What every reader of JSON can represent. */
  private static final long MOST_EPOCHS = (1L << 53) - 1;

  private static MessageProtectionVector of(CipherSuite suite, Draws draws, Choice choice)
      throws Exception {
    try (SignatureKeyPair signature = suite.generateSignatureKeyPair(draws.random())) {
      MessageProtectionVector chosen =
          new MessageProtectionVector(
              suite.id(),
              choice.groupId,
              choice.epoch,
              draws.hash(suite),
              draws.hash(suite),
              Encode.consumed(signature.serializePrivateKey()),
              signature.publicKey().value(),
              draws.hash(suite),
              draws.hash(suite),
              draws.hash(suite),
              new Proposal.Remove(RECEIVER).encode(),
              Bytes.EMPTY,
              Bytes.EMPTY,
              new Commit(
                      List.of(
                          new ProposalOrRef.ByReference(new ProposalRef(draws.hash(suite))),
                          new ProposalOrRef.ByValue(
                              new Proposal.PreSharedKey(
                                  new PreSharedKeyID.External(
                                      draws.hash(suite), draws.hash(suite))))),
                      Optional.empty())
                  .encode(),
              Bytes.EMPTY,
              Bytes.EMPTY,
              choice.application,
              Bytes.EMPTY);
      return chosen.withMessages(suite, choice, draws.random());
    }
  }

  private MessageProtectionVector withMessages(
      CipherSuite suite, Choice choice, SecureRandom random) throws Exception {
    Content proposed =
        new Content.OfProposal(Decode.struct("proposal", proposal, Proposal::readFrom));
    Content committed = new Content.OfCommit(Decode.struct("commit", commit, Commit::readFrom));
    Content applied = new Content.Application(application);
    return new MessageProtectionVector(
        cipherSuite,
        groupId,
        epoch,
        treeHash,
        confirmedTranscriptHash,
        signaturePriv,
        signaturePub,
        encryptionSecret,
        senderDataSecret,
        membershipKey,
        proposal,
        send(suite, WireFormat.MLS_PUBLIC_MESSAGE, proposed, choice, random),
        send(suite, WireFormat.MLS_PRIVATE_MESSAGE, proposed, choice, random),
        commit,
        send(suite, WireFormat.MLS_PUBLIC_MESSAGE, committed, choice, random),
        send(suite, WireFormat.MLS_PRIVATE_MESSAGE, committed, choice, random),
        application,
        send(suite, WireFormat.MLS_PRIVATE_MESSAGE, applied, choice, random));
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    Content proposed =
        new Content.OfProposal(Decode.struct("proposal", proposal, Proposal::readFrom));
    Content committed = new Content.OfCommit(Decode.struct("commit", commit, Commit::readFrom));
    Content applied = new Content.Application(application);

    verifyGiven(suite, "proposal_pub", proposalPub, PublicMessage.class, proposed);
    verifyGiven(suite, "proposal_priv", proposalPriv, PrivateMessage.class, proposed);
    verifyGiven(suite, "commit_pub", commitPub, PublicMessage.class, committed);
    verifyGiven(suite, "commit_priv", commitPriv, PrivateMessage.class, committed);
    verifyGiven(suite, "application_priv", applicationPriv, PrivateMessage.class, applied);

    for (Content content : List.of(proposed, committed)) {
      verifyOwn(suite, WireFormat.MLS_PUBLIC_MESSAGE, content);
    }
    for (Content content : List.of(proposed, committed, applied)) {
      verifyOwn(suite, WireFormat.MLS_PRIVATE_MESSAGE, content);
    }
    verifyApplicationDataIsNeverPublic(suite, applied);
  }

  private void verifyGiven(
      CipherSuite suite,
      String field,
      Bytes message,
      Class<? extends MLSMessageBody> type,
      Content expected)
      throws Exception {
    try (MessageProtection receiver = protection(suite, RECEIVER)) {
      VerifiedContent opened = open(receiver, field, Decode.message(field, message, type));
      Expect.equal(field + ".sender", new Sender.Member(SENDER), opened.sender());
      Expect.equal(field + ".content", expected, opened.content());
    }
  }

  private void verifyOwn(CipherSuite suite, WireFormat wireFormat, Content content)
      throws Exception {
    String field = "our own " + wireFormat + " (" + content.contentType() + ")";
    try (MessageProtection sender = protection(suite, SENDER);
        MessageProtection receiver = protection(suite, RECEIVER)) {
      AuthenticatedContent authenticated =
          authenticate(suite, sender, wireFormat, content, AUTHENTICATED_DATA);
      Bytes sent = protect(sender, authenticated, PADDING, new SecureRandom());
      VerifiedContent opened =
          open(receiver, field, Decode.struct(field, sent, MLSMessage::readFrom).body());
      Expect.equal(field, authenticated, opened.authenticatedContent());
    }
  }

  private Bytes send(
      CipherSuite suite, WireFormat wireFormat, Content content, Choice choice, SecureRandom random)
      throws VectorFailure {
    try (MessageProtection sender = protection(suite, SENDER)) {
      return protect(
          sender,
          authenticate(suite, sender, wireFormat, content, choice.authenticatedData),
          choice.padding,
          random);
    }
  }

  private static Bytes protect(
      MessageProtection sender, AuthenticatedContent content, int padding, SecureRandom random) {
    MLSMessageBody body =
        content.wireFormat().equals(WireFormat.MLS_PUBLIC_MESSAGE)
            ? sender.protectPublic(content)
            : sender.protectPrivate(content, length -> padding, random);
    return MLSMessage.of(body).encode();
  }

  private void verifyApplicationDataIsNeverPublic(CipherSuite suite, Content application)
      throws VectorFailure {
    try (MessageProtection sender = protection(suite, SENDER)) {
      AuthenticatedContent authenticated =
          authenticate(
              suite, sender, WireFormat.MLS_PUBLIC_MESSAGE, application, AUTHENTICATED_DATA);
      throw new VectorFailure("application", "was signed to be sent in the open: " + authenticated);
    } catch (IllegalArgumentException expected) {
      return;
    }
  }

  private AuthenticatedContent authenticate(
      CipherSuite suite,
      MessageProtection sender,
      WireFormat wireFormat,
      Content content,
      Bytes authenticatedData) {
    FramedContent framed = sender.frame(authenticatedData, content);
    try (Secret key = Decode.privateKey(cipherSuite, signaturePriv);
        Signer signer = suite.signer(key, new SignaturePublicKey(signaturePub))) {
      // Framing does not look at a confirmation tag: any will do.
      Optional<Bytes> confirmationTag =
          content instanceof Content.OfCommit ? Optional.of(membershipKey) : Optional.empty();
      return new AuthenticatedContent(
          wireFormat,
          framed,
          new FramedContentAuthData(sender.sign(wireFormat, framed, signer), confirmationTag));
    }
  }

  private static VerifiedContent open(
      MessageProtection receiver, String field, MLSMessageBody message) throws Exception {
    OpenedMessage opened;
    if (message instanceof PublicMessage publicMessage) {
      opened = receiver.open(publicMessage);
    } else {
      opened = receiver.open(Decode.instance(field, message, PrivateMessage.class));
    }
    VerifiedContent verified = Decode.instance(field, opened, UnverifiedContent.class).verify();
    verified.accept();
    return verified;
  }

  private MessageProtection protection(CipherSuite suite, LeafIndex own) throws VectorFailure {
    VerifyingKey senderKey = senderKey(suite);
    return new MessageProtection(
        suite,
        new GroupContext(
            ProtocolVersion.MLS10,
            cipherSuite,
            groupId,
            epoch,
            treeHash,
            confirmedTranscriptHash,
            List.of()),
        MessageSecrets.takeOver(Secret.copyOf(senderDataSecret), Secret.copyOf(membershipKey)),
        SecretTree.of(suite, Secret.copyOf(encryptionSecret), WIDTH, RatchetLimits.DEFAULT),
        own,
        leaf -> leaf.equals(SENDER) ? senderKey : null);
  }

  private VerifyingKey senderKey(CipherSuite suite) throws VectorFailure {
    try {
      return suite.verifyingKey(new SignaturePublicKey(signaturePub));
    } catch (RefusedInput e) {
      throw new VectorFailure("signature_pub", String.valueOf(e.getMessage()), e);
    }
  }
}
