package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.FoundedGroup;
import io.github.mls4j.group.Group;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §11.2: a group ends and another takes its place. */
final class Reinitialization implements Chapter {

  @Override
  public String name() {
    return "reinit";
  }

  @Override
  public String title() {
    return "A group moves to another cipher suite";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = all.get(2);
    CipherSuiteId next = another(stage.suite());
    Bytes proposal =
        alice
            .group()
            .propose()
            .reInit(
                Group.randomId(alice.config(), CipherSuite.of(next)),
                ProtocolVersion.MLS10,
                next,
                List.of());
    stage.propose("Alice", "ReInit", proposal);
    stage.commit(bob, bob.commit(), List.of());
    stage.denied(carol, "say anything here any more", () -> carol.say("One more thing"));
    stage.endStep(
        "The group is closed",
        "Alice proposes another cipher suite, "
            + next
            + ", and Bob commits. From then on nothing"
            + " is sent in the group any more; each member waits for the one that follows.");

    List<Client> again =
        all.stream()
            .map(old -> new Client(old.name(), next, stage.random(), UnaryOperator.identity()))
            .toList();
    Client creator = again.get(2);
    Bytes alices = again.get(0).newKeyPackage();
    Bytes bobs = again.get(1).newKeyPackage();
    FoundedGroup founded = carol.group().reInitialize(creator.identity(), List.of(alices, bobs));
    creator.adopt(founded.group());
    again.get(0).join(founded.welcome(), alice.group());
    again.get(1).join(founded.welcome(), bob.group());
    stage.note(
        new Event.Sent("Carol", List.of("Alice", "Bob"), "Welcome", founded.welcome().size()));
    for (Client client : again) {
      stage.ceasesToBeMember(client.name());
    }
    all.forEach(Client::close);
    for (Client client : again) {
      stage.enter(client);
      stage.becomesMember(client.name());
    }
    stage.chat(creator, "Here we are again.");
    stage.endStep(
        "Carol founds the successor",
        "Any member may. The Welcome names the old group's last resumption secret, and each joiner"
            + " checks that name, suite and extensions are those of the ReInit, that nobody is"
            + " missing, and that this is its first epoch with all of them.");
  }

  private static CipherSuiteId another(CipherSuiteId suite) {
    CipherSuiteId first = CipherSuiteId.REGISTERED.get(0);
    return suite.equals(first) ? CipherSuiteId.REGISTERED.get(2) : first;
  }
}
