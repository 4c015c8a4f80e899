package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.MlsIdentity;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §7.5: a member goes over to another signature key. */
final class NewIdentity implements Chapter {

  @Override
  public String name() {
    return "identity-change";
  }

  @Override
  public String title() {
    return "A member changes its signature key";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob");
    Client alice = all.get(0);
    Client bob = all.get(1);
    MlsIdentity next =
        MlsIdentity.generate(
            CipherSuite.of(stage.suite()), bob.identity().credential(), stage.random());
    Client dave = stage.enter("Dave");
    Bytes daves = stage.keyPackages(List.of("Dave")).get(0);
    stage.commit(
        bob, bob.pend(bob.group().commit().withIdentity(next).add(daves)), List.of("Dave"));
    stage.chat(bob, "Do you know me still?");
    stage.chat(dave, "I have never known you otherwise.");
    stage.endStep(
        "Bob signs with a new key",
        "One commit gives Bob's leaf another signature key and adds Dave. The commit is signed with"
            + " the old key, which the others know; Dave's Welcome with the new one.");

    Client carol = stage.client("Carol", UnaryOperator.identity());
    stage.denied(
        alice,
        "become Carol",
        () -> alice.pend(alice.group().commit().withIdentity(carol.identity())));
    stage.endStep(
        "Nobody becomes somebody else",
        "Whether a new credential may follow an old one is for the application to say. What others"
            + " would refuse is not even sent.");
  }
}
