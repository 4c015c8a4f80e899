package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.NewMemberAddProposalRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalResponse;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.PublicMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The private keys that the protocol shows are those of the key package beside them. */
class ShownKeysTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void theyFitTheirKeyPackage(int suite) throws Exception {
    try (LiveServer live = new LiveServer()) {
      Talk talk = new Talk(live.stub, suite, true).create("alice");
      talk.keyPackage("bob");
      CreateKeyPackageResponse made = talk.joiners.get("bob");
      check(
          suite,
          (KeyPackage) message(made.getKeyPackage()).body(),
          made.getInitPriv(),
          made.getEncryptionPriv(),
          made.getSignaturePriv());
      NewMemberAddProposalResponse proposed =
          live.stub.newMemberAddProposal(
              NewMemberAddProposalRequest.newBuilder()
                  .setGroupInfo(talk.groupInfo("alice", false).getGroupInfo())
                  .setIdentity(Talk.utf8("carol"))
                  .build());
      PublicMessage proposal = (PublicMessage) message(proposed.getProposal()).body();
      check(
          suite,
          ((Proposal.Add) ((Content.OfProposal) proposal.content().content()).proposal())
              .keyPackage(),
          proposed.getInitPriv(),
          proposed.getEncryptionPriv(),
          proposed.getSignaturePriv());
    }
  }

  private static MLSMessage message(ByteString encoded) throws DecodeException {
    return TlsReader.decode(Requests.bytes(encoded), MLSMessage::readFrom);
  }

  private static void check(
      int number, KeyPackage keyPackage, ByteString init, ByteString encryption, ByteString sign)
      throws Exception {
    CipherSuite suite = Requests.suite(number);
    assertThat(publicKey(suite, init)).isEqualTo(keyPackage.initKey());
    assertThat(publicKey(suite, encryption)).isEqualTo(keyPackage.leafNode().encryptionKey());
    Bytes content = Bytes.ofUtf8("content");
    try (Secret key = Secret.takeOver(sign.toByteArray());
        SignatureKeyPair signer = suite.signer(key, keyPackage.leafNode().signatureKey())) {
      assertThat(
              suite.verifyWithLabel(
                  suite.verifyingKey(keyPackage.leafNode().signatureKey()),
                  "label",
                  content,
                  suite.signWithLabel(signer, "label", content)))
          .isTrue();
    }
  }

  private static HPKEPublicKey publicKey(CipherSuite suite, ByteString privateKey)
      throws Exception {
    try (Secret serialized = Secret.takeOver(privateKey.toByteArray());
        KemPrivateKey key = suite.kemPrivateKey(serialized)) {
      return key.publicKey().wire();
    }
  }
}
