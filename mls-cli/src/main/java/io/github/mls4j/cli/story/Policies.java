package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.GroupView;
import io.github.mls4j.spi.ProposalPolicy;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §12.2: who may do what is for the application to say, and all members hold to it. */
final class Policies implements Chapter {

  private static final Sender FOUNDER = new Sender.Member(new LeafIndex(0));

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public String title() {
    return "Who may remove whom";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(Policies::strict, "Alice", "Bob");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = stage.enter(stage.client("Carol", UnaryOperator.identity()));
    stage.commit(alice, alice.add(stage.keyPackages(List.of("Carol"))), List.of("Carol"));
    stage.denied(bob, "remove Carol", () -> bob.remove("Carol"));
    stage.endStep(
        "Only the founder removes members",
        "So the application says, and Alice's and Bob's clients ask it. Bob's does not even send"
            + " what the others would not take.");

    try (PendingCommit rude = carol.group().commit().remove(carol.leafOf("Bob")).build()) {
      Bytes commit = rude.message();
      stage.refused(alice, "Carol's Commit", () -> alice.read(commit));
      stage.refused(bob, "Carol's Commit", () -> bob.read(commit));
    }
    stage.ceasesToBeMember("Carol");
    stage.commit(alice, alice.remove("Carol"), List.of());
    stage.endStep(
        "Carol's client knows no such rule",
        "It sends a commit that all others refuse: had she merged it, she would be alone in its"
            + " epoch. Alice may do what Carol may not.");
  }

  private static GroupConfig.Builder strict(GroupConfig.Builder builder) {
    return builder.validation(
        ValidationPolicy.of(AuthenticationService.trustingBasicCredentials())
            .withProposals(new FounderRemoves()));
  }

  /** The same for all members: it looks at nothing but the proposal. */
  private static final class FounderRemoves implements ProposalPolicy {

    @Override
    public Verdict mayPropose(Proposed proposed, GroupView group) {
      return Verdict.of(
          !(proposed.proposal() instanceof Proposal.Remove) || proposed.sender().equals(FOUNDER),
          "only the founder removes members");
    }
  }
}
