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
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §11.3: some members found a group of their own. */
final class Branching implements Chapter {

  @Override
  public String name() {
    return "branch";
  }

  @Override
  public String title() {
    return "A subgroup";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = all.get(2);
    Client dave = stage.client("Dave", UnaryOperator.identity());
    Bytes bobs = bob.newKeyPackage();
    Bytes daves = dave.newKeyPackage();
    Bytes name = Group.randomId(alice.config(), CipherSuite.of(stage.suite()));
    stage.denied(
        alice,
        "take Dave into a subgroup",
        () -> alice.group().branch(name, List.of(), List.of(bobs, daves)));
    FoundedGroup founded = alice.group().branch(name, List.of(), List.of(bobs));
    stage.note(new Event.Sent("Alice", List.of("Bob"), "Welcome", founded.welcome().size()));
    try (Group alices = founded.group();
        Group joined =
            Group.joinByWelcome(bob.config(), bob.identity(), founded.welcome())
                .keyPackage(bob.keyPackage())
                .origin(bob.group())
                .join()) {
      boolean same = alices.epochAuthenticator().equals(joined.epochAuthenticator());
      stage.show("Alice and Bob are in the subgroup and agree on its secrets", same);
    }
    stage.chat(carol, "I have a feeling that I am missing something.");
    stage.endStep(
        "Alice and Bob talk among themselves",
        "A subgroup has the suite of its group and no members from elsewhere: Bob checks that when"
            + " he joins, and Alice before she invites. The group itself goes on as it was.");
  }
}
