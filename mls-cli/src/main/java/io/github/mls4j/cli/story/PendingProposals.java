package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.CommitPreview;
import io.github.mls4j.group.LeftOut;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §12.1, §12.4: proposals wait for somebody to commit to them, and never block one. */
final class PendingProposals implements Chapter {

  @Override
  public String name() {
    return "proposals";
  }

  @Override
  public String title() {
    return "Proposals: kept, listed, dropped, left out";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = all.get(2);
    stage.propose("Bob", "Update", bob.group().propose().update());
    Bytes reInit =
        carol
            .group()
            .propose()
            .reInit(Bytes.ofUtf8("another group"), ProtocolVersion.MLS10, stage.suite(), List.of());
    stage.propose("Carol", "ReInit", reInit);
    stage.denied(alice, "say anything before she commits", () -> alice.say("Hello?"));
    CommitPreview preview = alice.group().commit().preview();
    preview.changes().proposals().forEach(p -> stage.note(covered(p.proposal())));
    preview.leftOut().forEach(left -> stage.note(leftOut(left)));
    stage.endStep(
        "Two proposals wait",
        "Bob proposes new keys for himself, Carol that the group makes way for another. Both are"
            + " valid, but a ReInit goes alone. Alice looks at what a commit of hers would do; no"
            + " key has been made for it yet.");

    stage.commit(alice, alice.pend(alice.group().commit()), List.of());
    stage.endStep(
        "Alice commits to what goes together",
        "What she leaves out blocks nobody. It is gone with its epoch, and may be proposed again.");

    stage.propose("Bob", "Remove", bob.group().propose().remove(bob.leafOf("Carol")));
    PendingProposal remove = alice.group().pendingProposals().get(0);
    alice.group().drop(remove.reference());
    stage.note(new Event.Noted("Alice drops Bob's proposal to remove Carol"));
    stage.commit(alice, alice.pend(alice.group().commit()), List.of());
    stage.endStep(
        "Alice drops a proposal",
        "Committers should cover all valid proposals, but nobody can make them. Carol stays.");
  }

  private static Event covered(Proposal proposal) {
    return new Event.Noted("would be committed: " + proposal.proposalType());
  }

  private static Event leftOut(LeftOut left) {
    return new Event.Noted(
        "would be left out: "
            + left.proposal().proposal().proposalType()
            + ", since: "
            + left.reason().getMessage());
  }
}
