package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.spi.x509.CertificateIdentity;
import io.github.mls4j.spi.x509.X509AuthenticationService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** RFC 9420 §5.3: members whose credentials are certificates. */
final class Certificates implements Chapter {

  @Override
  public String name() {
    return "x509";
  }

  @Override
  public String title() {
    return "Members with X.509 certificates";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    Authority authority = new Authority("Acme", stage.random(), yesterday);
    Authority impostor = new Authority("Acme", stage.random(), yesterday);
    GroupConfig config =
        GroupConfig.builder(
                X509AuthenticationService.builder(authority.anchor(), CertificateIdentity.subject())
                    .build())
            .random(stage.random())
            .build();
    Client alice = stage.enter(client("Alice", authority, config, stage));
    Client bob = stage.enter(client("Bob", authority, config, stage));
    alice.adopt(Group.create(config, alice.identity()));
    stage.becomesMember("Alice");
    stage.commit(alice, alice.add(stage.keyPackages(List.of("Bob"))), List.of("Bob"));
    stage.chat(bob, "My papers are in order.");
    stage.endStep(
        "Alice and Bob are certified",
        "Their credentials are certificates for their signature keys, by an authority that both"
            + " trust. Each checks the other's with the platform's own PKIX.");

    Client mallory = client("Carol", impostor, config, stage);
    stage.denied(
        alice, "add a stranger's Carol", () -> alice.add(List.of(mallory.newKeyPackage())));
    Client carol = stage.enter(client("Carol", authority, config, stage));
    stage.commit(alice, alice.add(stage.keyPackages(List.of("Carol"))), List.of("Carol"));
    stage.chat(carol, "There is only one of me.");
    mallory.close();
    stage.endStep(
        "A certificate of the wrong authority",
        "It has the right names in it, but not the right signature below. The real Carol is added.");
  }

  private static Client client(String name, Authority by, GroupConfig config, Stage stage) {
    CipherSuite suite = CipherSuite.of(stage.suite());
    SignatureKeyPair keys = suite.generateSignatureKeyPair(stage.random());
    MlsIdentity identity =
        new MlsIdentity(suite, by.certify(name, stage.suite(), keys.publicKey()), keys.signer());
    return new Client(name, identity, config);
  }
}
