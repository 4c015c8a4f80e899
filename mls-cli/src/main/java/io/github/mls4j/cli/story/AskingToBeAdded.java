package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.OutsideProposer;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §12.1.8: a client proposes its own Add. */
final class AskingToBeAdded implements Chapter {

  @Override
  public String name() {
    return "new-member-proposal";
  }

  @Override
  public String title() {
    return "A client asks to be added";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob");
    Client bob = all.get(1);
    Client dave = stage.enter("Dave");
    OutsideProposer outside =
        new OutsideProposer(CipherSuite.of(stage.suite()), bob.group().groupId(), bob.epoch());
    Bytes keyPackage = stage.keyPackages(List.of("Dave")).get(0);
    stage.propose("Dave", "Add", outside.join(keyPackage, dave.identity().signer()));
    stage.commit(bob, bob.commit(), List.of("Dave"));
    stage.chat(dave, "Thank you, Bob.");
    stage.endStep(
        "Dave knocks",
        "He knows the group's name and epoch and sends a proposal to add himself, signed with the"
            + " key in his key package. Bob commits to it and sends the Welcome.");
  }
}
