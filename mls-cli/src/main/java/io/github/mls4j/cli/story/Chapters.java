package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import java.util.List;

/** The long story in its order. */
public final class Chapters {

  private Chapters() {}

  /** All chapters. */
  public static List<Chapter> all() {
    return List.of(
        new Basics(),
        new PendingProposals(),
        new ConcurrentCommits(),
        new JoinFromOutside(),
        new Resync(),
        new ProposalsFromOutside(),
        new AskingToBeAdded(),
        new PreSharedKeys(),
        new Reinitialization(),
        new Branching(),
        new GroupExtensions(),
        new CustomProposals(),
        new Leaving(),
        new LastResorts(),
        new Framing(),
        new OldAndComingEpochs(),
        new UpdateSchedule(),
        new NewIdentity(),
        new Certificates(),
        new Policies(),
        new Restart(),
        new BadInput());
  }
}
