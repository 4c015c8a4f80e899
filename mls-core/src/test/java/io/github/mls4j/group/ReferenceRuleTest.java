package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Welcome;
import io.github.mls4j.wire.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References that are made of something else than §5.2 says name nothing. */
class ReferenceRuleTest extends InsiderStage {

  private static final String PROPOSAL = "MLS 1.0 Proposal Reference";
  private static final String KEY_PACKAGE = "MLS 1.0 KeyPackage Reference";

  @Test
  void proposals() throws Exception {
    Proposal psk = new Proposal.PreSharedKey(psk(1));
    Bytes message = insider().proposal(psk);
    PendingProposal genuine = (PendingProposal) alice.group.receive(message);
    PublicMessage sent = (PublicMessage) TlsReader.decode(message, MLSMessage::readFrom).body();
    Bytes content =
        new AuthenticatedContent(WireFormat.MLS_PUBLIC_MESSAGE, sent.content(), sent.auth())
            .encode();
    assertThat(genuine.reference().value()).isEqualTo(SUITE.refHash(PROPOSAL, content));
    Bytes encrypted =
        new AuthenticatedContent(WireFormat.MLS_PRIVATE_MESSAGE, sent.content(), sent.auth())
            .encode();
    for (Bytes wrong :
        List.of(
            SUITE.refHash(PROPOSAL, psk.encode()),
            SUITE.refHash(PROPOSAL, sent.content().encode()),
            SUITE.refHash(PROPOSAL, message),
            SUITE.refHash(PROPOSAL, encrypted),
            SUITE.refHash(KEY_PACKAGE, content),
            SUITE.hash(content),
            Bytes.EMPTY)) {
      PendingProposal misnamed =
          new PendingProposal(new ProposalRef(wrong), genuine.sender(), genuine.proposal());
      Refusals.assertMissing(
          MissingInput.Kind.PROPOSAL, alice, InsiderBuilder.of(carol).refer(misnamed).commit());
    }
    assertAccepted(InsiderBuilder.of(carol).refer(genuine).commit());
    assertThat(alice.group.drop(genuine.reference())).isTrue();
  }

  @Test
  void keyPackages() throws Exception {
    InsiderBuilder.Made made = insider().propose(new Proposal.Add(dave.published())).made();
    Bytes message = new InsiderWelcome(made, bob, dave.published()).message();
    Welcome genuine = (Welcome) TlsReader.decode(message, MLSMessage::readFrom).body();
    Bytes keyPackage = dave.published().encode();
    for (Bytes wrong :
        List.of(
            SUITE.refHash(KEY_PACKAGE, dave.keyPackage.message()),
            SUITE.refHash(PROPOSAL, keyPackage),
            SUITE.hash(keyPackage),
            Bytes.EMPTY)) {
      Welcome misnamed =
          new Welcome(
              genuine.cipherSuite(),
              List.of(
                  new EncryptedGroupSecrets(
                      new KeyPackageRef(wrong), genuine.secrets().get(0).encryptedGroupSecrets())),
              genuine.encryptedGroupInfo());
      Bytes encoded = new MLSMessage(ProtocolVersion.MLS10, misnamed).encode();
      assertThatThrownBy(() -> dave.join(encoded))
          .isInstanceOfSatisfying(
              MissingInput.class,
              missing -> assertThat(missing.kind()).isEqualTo(MissingInput.Kind.KEY_PACKAGE));
    }
    dave.join(message);
    assertThat(dave.group.members()).hasSize(4);
  }
}
