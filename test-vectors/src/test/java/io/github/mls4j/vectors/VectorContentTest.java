package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupStatus;
import io.github.mls4j.group.Member;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.x509.CertificateIdentity;
import io.github.mls4j.spi.x509.X509AuthenticationService;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Certificate;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the further files are said to hold is in them. */
class VectorContentTest {

  private static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  private static final Draws DRAWS = new Draws("content");

  private static Stream<Bytes> sent(PassiveClientVector vector) {
    return vector.epochs().stream()
        .flatMap(epoch -> Stream.concat(epoch.proposals().stream(), Stream.of(epoch.commit())));
  }

  /** Of messages in the clear. */
  private static Set<Class<? extends Sender>> senders(PassiveClientVector vector) throws Exception {
    Set<Class<? extends Sender>> senders = new HashSet<>();
    for (Bytes message : sent(vector).toList()) {
      if (decoded(message).body() instanceof PublicMessage inTheClear) {
        senders.add(inTheClear.content().sender().getClass());
      }
    }
    return senders;
  }

  private static MLSMessage decoded(Bytes message) throws Exception {
    return TlsReader.decode(message, MLSMessage::readFrom);
  }

  @Test
  void privateMessagesAreEncrypted() throws Exception {
    List<PassiveClientVector> cases = MessageStories.privateMessages(SUITE, DRAWS);
    int inTheClear = 0;
    for (PassiveClientVector vector : cases) {
      inTheClear += senders(vector).isEmpty() ? 0 : 1;
    }
    assertThat(inTheClear).isEqualTo(1);
    assertThat(cases).hasSizeGreaterThan(5);
  }

  @Test
  void somebodyJoinsInEachCaseOfExternalCommits() throws Exception {
    for (PassiveClientVector vector : OutsiderStories.externalCommits(SUITE, DRAWS)) {
      assertThat(senders(vector)).contains(Sender.NewMemberCommit.class);
    }
  }

  @Test
  void somebodyProposesFromOutsideInEachCaseOfExternalProposals() throws Exception {
    Set<Class<? extends Sender>> all = new HashSet<>();
    for (PassiveClientVector vector : OutsiderStories.externalProposals(SUITE, DRAWS)) {
      Set<Class<? extends Sender>> senders = senders(vector);
      assertThat(senders).containsAnyOf(Sender.External.class, Sender.NewMemberProposal.class);
      all.addAll(senders);
    }
    assertThat(all).contains(Sender.External.class, Sender.NewMemberProposal.class);
  }

  @Test
  void groupsEndByReInit() throws Exception {
    for (PassiveClientVector vector : PskStories.reInits(SUITE, DRAWS)) {
      try (PassiveClient client = PassiveClient.of(SUITE, vector);
          Group group = client.enter(vector.welcome(), vector.ratchetTree().value())) {
        vector.follow(group);
        assertThat(group.status()).isEqualTo(GroupStatus.REINITIALIZED);
      }
    }
  }

  @Test
  void theLargeGroupHasAThousandMembers() throws Exception {
    PassiveClientVector vector = TreeStories.large(SUITE, DRAWS).get(0);
    try (PassiveClient client = PassiveClient.of(SUITE, vector);
        Group group = client.enter(vector.welcome(), vector.ratchetTree().value())) {
      assertThat(group.members()).hasSize(1000);
    }
  }

  @Test
  void greaseIsInEveryListOfTheKeyPackage() throws Exception {
    for (PassiveClientVector vector : ExtensionStories.grease(SUITE, DRAWS)) {
      KeyPackage keyPackage = Decode.message("key_package", vector.keyPackage(), KeyPackage.class);
      Capabilities capabilities = keyPackage.leafNode().capabilities();
      assertThat(capabilities.cipherSuites()).anyMatch(CipherSuiteId::isGrease);
      assertThat(capabilities.extensions()).anyMatch(ExtensionType::isGrease);
      assertThat(capabilities.proposals()).anyMatch(type -> type.isGrease());
      assertThat(capabilities.credentials()).anyMatch(CredentialType::isGrease);
      for (List<Extension> extensions :
          List.of(keyPackage.extensions(), keyPackage.leafNode().extensions())) {
        assertThat(extensions).anyMatch(extension -> extension.extensionType().isGrease());
        assertThat(capabilities.extensions())
            .containsAll(extensions.stream().map(Extension::extensionType).toList());
      }
    }
  }

  /** As the README says: whoever trusts the root at leaf 0 believes all. */
  @Test
  void certificatesLeadToTheRoot() throws Exception {
    Set<Integer> lengths = new HashSet<>();
    for (PassiveClientVector vector : IdentityStories.certificates(SUITE, DRAWS)) {
      AuthenticationService strict = trusting(root(vector, lengths));
      try (PassiveClient client = PassiveClient.of(SUITE, vector, strict);
          Group group = client.enter(vector.welcome(), vector.ratchetTree().value())) {
        vector.follow(group);
      }
    }
    assertThat(lengths).containsExactlyInAnyOrder(2, 3);
  }

  private static Certificate root(PassiveClientVector vector, Set<Integer> lengths)
      throws Exception {
    try (PassiveClient client = PassiveClient.of(SUITE, vector);
        Group group = client.enter(vector.welcome(), vector.ratchetTree().value())) {
      for (Member member : group.members()) {
        if (member.leafNode().credential() instanceof Credential.X509 x509) {
          lengths.add(x509.certificates().size());
        }
      }
      Credential.X509 first = (Credential.X509) group.members().get(0).leafNode().credential();
      return first.certificates().get(first.certificates().size() - 1);
    }
  }

  private static AuthenticationService trusting(Certificate root) throws Exception {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(root.certData().toByteArray()));
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    return AuthenticationService.byType(
        Map.of(
            CredentialType.BASIC,
            AuthenticationService.trustingBasicCredentials(),
            CredentialType.X509,
            X509AuthenticationService.builder(
                    Set.of(new TrustAnchor(certificate, null)), CertificateIdentity.subject())
                .clock(InstantSource.fixed(VectorGroup.NOW))
                .build()));
  }

  /** With two leaves a root cannot have an unmerged one: the other one alone had no root. */
  @Test
  void allShapesOfSmallTrees() throws Exception {
    assertThat(shapes(2)).containsExactlyInAnyOrder("x", "x_x", "x()x", "__x");
    assertThat(shapes(4))
        .hasSize(47)
        .containsAll(shapes(2))
        .contains("x_x(1 3)x_x", "____x__", "x()x()x()x", "x__()x_x");
  }

  private static Set<String> shapes(int leaves) throws Exception {
    return TreeShapes.all(SUITE, DRAWS, leaves).stream()
        .map(VectorTree::shape)
        .collect(Collectors.toSet());
  }
}
