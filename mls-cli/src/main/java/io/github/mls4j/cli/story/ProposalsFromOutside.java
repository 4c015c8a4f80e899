package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.group.OutsideProposer;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §12.1.8.1: parties outside of the group that may propose. */
final class ProposalsFromOutside implements Chapter {

  @Override
  public String name() {
    return "external-senders";
  }

  @Override
  public String title() {
    return "A server that may propose";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client server = stage.client("Server", UnaryOperator.identity());
    ExternalSender known =
        new ExternalSender(server.identity().signer().publicKey(), server.identity().credential());
    Extension senders =
        new Extension(ExtensionType.EXTERNAL_SENDERS, new ExternalSenders(List.of(known)).encode());
    stage.commit(
        alice,
        alice.pend(alice.group().commit().groupContextExtensions(List.of(senders))),
        List.of());
    stage.endStep(
        "Alice puts a server on the list",
        "The group context now names the server's key among the external senders. The server is no"
            + " member and reads nothing.");

    Client dave = stage.enter("Dave");
    Bytes keyPackage = stage.keyPackages(List.of("Dave")).get(0);
    Signer signer = server.identity().signer();
    OutsideProposer outside =
        new OutsideProposer(CipherSuite.of(stage.suite()), alice.group().groupId(), alice.epoch());
    stage.propose("Server", "Add", outside.add(0, signer, keyPackage));
    stage.propose("Server", "Remove", outside.remove(0, signer, alice.leafOf("Carol")));
    Bytes forged = outside.add(0, dave.identity().signer(), keyPackage);
    stage.refused(alice, "a proposal in the server's name", () -> alice.read(forged));
    stage.ceasesToBeMember("Carol");
    stage.commit(alice, alice.commit(), List.of("Dave"));
    stage.chat(dave, "Who invited me?");
    stage.endStep(
        "The server proposes, a member commits",
        "It has no group keys, so its proposals travel in the open and are signed. What becomes of"
            + " them is up to the members. Dave's attempt to speak for it fails.");
  }
}
