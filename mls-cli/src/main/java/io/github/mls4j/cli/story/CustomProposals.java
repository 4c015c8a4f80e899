package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.CommittedProposal;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.spi.ApplicationOrder;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.Sender;
import java.util.List;

/** RFC 9420 §12.1, §13.2: proposals that mean something to the application only. */
final class CustomProposals implements Chapter {

  @Override
  public String name() {
    return "custom-proposal";
  }

  @Override
  public String title() {
    return "Proposals of the application's own";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all =
        stage.gather(builder -> builder.proposals(List.of(new Vote())), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    for (Client voter : all.subList(1, 3)) {
      Bytes yes = voter.group().propose().custom(Vote.TYPE, Vote.YES);
      stage.propose(voter.name(), "vote", yes);
    }
    try (PendingCommit count = alice.group().commit().build()) {
      stage.sendToMembers("Alice", "Commit", count.message());
      alice.group().merge(count);
      stage.deliver();
      for (CommittedProposal vote : count.changes().proposals()) {
        LeafIndex voter = ((Sender.Member) vote.sender()).leafIndex();
        stage.note(
            new Event.Noted(Client.nameOf(alice.group().member(voter)) + " has voted for pizza"));
      }
    }
    stage.note(new Event.Entered(stage.memberNames(), alice.epoch()));
    stage.endStep(
        "The group votes",
        "The application has registered a proposal type for votes. To MLS they are proposals like"
            + " any other: signed, checked, and committed, so that all members count the same ones.");

    Client dave = stage.enter("Dave");
    stage.commit(alice, alice.add(stage.keyPackages(List.of("Dave"))), List.of("Dave"));
    Bytes no = all.get(1).group().propose().custom(Vote.TYPE, Vote.NO);
    stage.refused(dave, "a vote", () -> dave.read(no));
    stage.endStep(
        "Dave does not know votes",
        "His client has not registered the type, and says so in its leaf. Votes cannot be committed"
            + " as long as he is there; a group that needs them requires the capability.");
  }

  /** A vote: the body is one byte. */
  private static final class Vote implements CustomProposalType {

    private static final ProposalType TYPE = ProposalType.of(0xf00e);
    private static final Bytes NO = Bytes.copyOf((byte) 0);
    private static final Bytes YES = Bytes.copyOf((byte) 1);

    @Override
    public ProposalType type() {
      return TYPE;
    }

    @Override
    public void readBody(TlsReader in) throws DecodeException {
      in.uint8("choice");
    }

    @Override
    public boolean pathRequired() {
      return false;
    }

    @Override
    public boolean fromExternalSenders() {
      return false;
    }

    @Override
    public ApplicationOrder order() {
      return ApplicationOrder.REINIT;
    }
  }
}
