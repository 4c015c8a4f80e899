package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.List;

/** {@code passive-client-*.json}: groups that a client joins and then only listens to. */
final class PassiveClientStories {

  private static final int RANDOM_EPOCHS = 30;
  private static final int LARGEST_RANDOM_GROUP = 10;

  private PassiveClientStories() {}

  /** Welcomes of each kind; nothing happens after them. */
  static List<PassiveClientVector> welcome(CipherSuite suite, Draws draws) throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (boolean tree : new boolean[] {true, false}) {
      for (boolean path : new boolean[] {true, false}) {
        for (boolean psk : new boolean[] {true, false}) {
          GroupManner manner = GroupManner.PUBLIC.with(settings -> settings.treeInWelcome(tree));
          try (PassiveStory story = new PassiveStory(suite, draws, manner, PassiveStory.UNEVEN)) {
            story.join(
                commit -> {
                  if (psk) {
                    commit.externalPsk(story.group.pskId());
                  }
                  return path ? commit : commit.withoutPath();
                });
            cases.add(story.vector());
          }
        }
      }
    }
    return cases;
  }

  /** Each operation in a group of its own, in the open and encrypted. */
  static List<PassiveClientVector> handlingCommit(CipherSuite suite, Draws draws) throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (boolean encrypted : new boolean[] {false, true}) {
      GroupManner manner = encrypted ? GroupManner.PRIVATE : GroupManner.PUBLIC;
      for (PassiveStory.Chapter step : STEPS) {
        cases.add(PassiveStory.of(suite, draws, manner, PassiveStory.UNEVEN, step));
      }
    }
    return cases;
  }

  /** A long story in which each epoch brings whatever it may be. */
  static List<PassiveClientVector> random(CipherSuite suite, Draws draws) throws Exception {
    try (PassiveStory story =
        new PassiveStory(suite, draws, GroupManner.PRIVATE, PassiveStory.UNEVEN)) {
      story.join(commit -> commit);
      while (story.length() < RANDOM_EPOCHS) {
        STEPS.get(draws.below(STEPS.size())).tell(story);
        while (story.group.members().size() > LARGEST_RANDOM_GROUP) {
          story.commit(story.member(0), commit -> commit.remove(story.member(1).leaf()));
        }
      }
      return List.of(story.vector());
    }
  }

  private static final List<PassiveStory.Chapter> STEPS =
      List.of(
          story -> story.commit(story.someone(), commit -> commit),
          story -> story.commit(story.someone(), commit -> commit, story.group.client()),
          story -> story.commit(story.someone(), commit -> commit.withoutPath(), story.client()),
          story -> {
            VectorClient leaving = story.client();
            story.commit(story.someone(), commit -> commit, leaving, story.client());
            story.commit(story.member(0), commit -> commit.remove(leaving.leaf()));
          },
          story -> story.commit(story.someone(), commit -> commit.externalPsk(story.group.pskId())),
          story ->
              story.commit(
                  story.someone(), commit -> commit.resumptionPsk(story.group.view().epoch())),
          story ->
              story.commit(story.someone(), commit -> commit.setExtension(story.group.topic())),
          story -> {
            VectorClient newcomer = story.client();
            story.propose(story.member(0), proposer -> proposer.add(newcomer.keys.keyPackage()));
            story.propose(story.member(1), proposer -> proposer.update());
            story.propose(story.member(2), proposer -> proposer.externalPsk(story.group.pskId()));
            story.commitReferring(story.member(2), newcomer);
          },
          story -> {
            VectorClient leaving = story.client();
            story.commit(story.someone(), commit -> commit, leaving);
            story.propose(story.member(0), proposer -> proposer.remove(leaving.leaf()));
            story.propose(story.member(1), proposer -> proposer.setExtension(story.group.topic()));
            story.commit(story.member(1), commit -> commit);
          },
          story -> story.joinExternally(story.client()));
}
