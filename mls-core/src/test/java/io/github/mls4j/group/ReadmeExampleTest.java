package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example in README runs, and README shows what runs. */
class ReadmeExampleTest {

  private final List<Bytes> sent = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();

  private void send(Bytes message) {
    sent.add(message);
  }

  private void show(Member sender, Bytes data) {
    shown.add(sender.credential() + " says " + data.toUtf8());
  }

  @Test
  void theExampleRuns() throws Exception {
    // example:start
    CipherSuite suite = CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
    GroupConfig config = GroupConfig.of(AuthenticationService.trustingBasicCredentials());

    // Bob publishes a key package; Alice creates a group and adds him by it.
    MlsIdentity bob =
        MlsIdentity.generate(suite, new Credential.Basic(Bytes.ofUtf8("bob")), config.random());
    KeyPackageBundle bobsKeyPackage = KeyPackageBundle.generate(config, bob);

    MlsIdentity alice =
        MlsIdentity.generate(suite, new Credential.Basic(Bytes.ofUtf8("alice")), config.random());
    Group group = Group.create(config, alice, Bytes.ofUtf8("friends"));
    PendingCommit commit = group.commit().add(bobsKeyPackage.message()).build();
    send(commit.message()); // the group is unchanged until the delivery service has taken it
    group.merge(commit);

    // Bob joins by the Welcome that came with the commit.
    Group bobsGroup = Group.join(config, bob, bobsKeyPackage, commit.welcome().orElseThrow());
    send(bobsGroup.protect(Bytes.ofUtf8("hello")));

    // Alice takes whatever arrives.
    Received received = group.receive(sent.get(1));
    if (received instanceof ApplicationMessage message) {
      show(message.sender(), message.data());
    } else if (received instanceof StagedCommit staged) {
      group.merge(staged); // after a look at staged.changes()
    }
    // example:end
    assertThat(shown).singleElement().asString().endsWith("says hello");
    assertThat(bobsGroup.epochAuthenticator()).isEqualTo(group.epochAuthenticator());
  }

  @Test
  void readmeShowsWhatRuns() throws Exception {
    DocumentedExample.of(ReadmeExampleTest.class).assertShownIn("README.md", "");
  }
}
