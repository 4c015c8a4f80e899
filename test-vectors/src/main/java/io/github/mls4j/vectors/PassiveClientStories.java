package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.CommitBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
          try (Story story = new Story(suite, draws, new VectorGroup.Manner(false, tree))) {
            story.join(
                commit -> {
                  if (psk) {
                    commit.externalPsk(story.group.psk.pskId());
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

  /** A step that some member other than the client takes. */
  @FunctionalInterface
  private interface Step {
    void take(Story story) throws Exception;
  }

  /** Each operation in a group of its own, in the open and encrypted. */
  static List<PassiveClientVector> handlingCommit(CipherSuite suite, Draws draws) throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (boolean encrypted : new boolean[] {false, true}) {
      for (Step step : STEPS) {
        VectorGroup.Manner manner = new VectorGroup.Manner(encrypted, true);
        try (Story story = new Story(suite, draws, manner)) {
          story.join(commit -> commit);
          step.take(story);
          story.commit(story.someone(), commit -> commit);
          cases.add(story.vector());
        }
      }
    }
    return cases;
  }

  /** A long story in which each epoch brings whatever it may be. */
  static List<PassiveClientVector> random(CipherSuite suite, Draws draws) throws Exception {
    try (Story story = new Story(suite, draws, new VectorGroup.Manner(true, true))) {
      story.join(commit -> commit);
      while (story.epochs.size() < RANDOM_EPOCHS) {
        STEPS.get(draws.below(STEPS.size())).take(story);
        while (story.group.members().size() > LARGEST_RANDOM_GROUP) {
          story.commit(story.member(0), commit -> commit.remove(story.member(1).leaf()));
        }
      }
      return List.of(story.vector());
    }
  }

  private static final List<Step> STEPS =
      List.of(
          story -> story.commit(story.someone(), commit -> commit),
          story -> story.commit(story.someone(), commit -> commit, story.group.client()),
          story -> story.commit(story.someone(), commit -> commit.withoutPath(), story.client()),
          story -> {
            VectorClient leaving = story.client();
            story.commit(story.someone(), commit -> commit, leaving, story.client());
            story.commit(story.member(0), commit -> commit.remove(leaving.leaf()));
          },
          story ->
              story.commit(story.someone(), commit -> commit.externalPsk(story.group.psk.pskId())),
          story ->
              story.commit(
                  story.someone(), commit -> commit.resumptionPsk(story.group.view().epoch())),
          story ->
              story.commit(story.someone(), commit -> commit.setExtension(story.group.topic())),
          story -> {
            VectorClient newcomer = story.client();
            story.propose(story.member(0), proposer -> proposer.add(newcomer.keys.keyPackage()));
            story.propose(story.member(1), proposer -> proposer.update());
            story.propose(
                story.member(2), proposer -> proposer.externalPsk(story.group.psk.pskId()));
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

  /** One group, the client that listens to it, and what it hears. */
  private static final class Story implements AutoCloseable {

    final VectorGroup group;
    final List<PassiveClientVector.Epoch> epochs = new ArrayList<>();
    private final VectorGroup.Manner manner;
    private final VectorClient listener;
    private final List<Bytes> proposals = new ArrayList<>();
    private @Nullable Bytes welcome;
    private @Nullable Bytes ratchetTree;
    private @Nullable Bytes initialEpochAuthenticator;

    /** A group with a blank leaf, blank nodes and an unmerged leaf, which the client is not in. */
    Story(CipherSuite suite, Draws draws, VectorGroup.Manner manner) throws Exception {
      this.manner = manner;
      group = new VectorGroup(suite, draws, manner);
      VectorClient first = group.member(0);
      VectorClient[] others = {client(), client(), client(), client(), client()};
      group.add(first, others);
      group.commit(others[1], commit -> commit);
      group.commit(others[4], commit -> commit.remove(others[0].leaf()));
      group.commit(others[2], commit -> commit.remove(others[3].leaf()));
      group.commit(first, CommitBuilder::withoutPath, client());
      listener = client();
    }

    VectorClient client() throws Exception {
      return group.client();
    }

    VectorClient member(int index) {
      return others().get(index);
    }

    VectorClient someone() {
      return member(group.draws.below(others().size()));
    }

    private List<VectorClient> others() {
      return group.members().stream().filter(member -> member != listener).toList();
    }

    void join(VectorGroup.Plan plan) throws Exception {
      VectorGroup.Sent sent = group.commit(someone(), plan, listener);
      welcome = sent.welcome().orElseThrow();
      ratchetTree = manner.treeInWelcome() ? null : group.view().ratchetTree();
      initialEpochAuthenticator = listener.group().epochAuthenticator();
    }

    void propose(VectorClient by, VectorGroup.Sending what) throws Exception {
      proposals.add(group.propose(by, what));
    }

    void commit(VectorClient by, VectorGroup.Plan plan, VectorClient... joiners) throws Exception {
      heard(group.commit(by, plan, joiners));
    }

    /** Commits what has been proposed, the clients that are to be added with it. */
    void commitReferring(VectorClient by, VectorClient... joiners) throws Exception {
      heard(group.commitReferring(by, joiners));
    }

    void joinExternally(VectorClient client) throws Exception {
      heard(group.joinExternally(client));
    }

    private void heard(VectorGroup.Sent sent) {
      epochs.add(
          new PassiveClientVector.Epoch(
              List.copyOf(proposals), sent.commit(), group.view().epochAuthenticator()));
      proposals.clear();
    }

    PassiveClientVector vector() {
      return new PassiveClientVector(
          group.suite.id(),
          List.of(group.psk),
          listener.keys.keyPackageMessage(),
          listener.keys.signaturePriv(),
          listener.keys.encryptionPriv(),
          listener.keys.initPriv(),
          Objects.requireNonNull(welcome),
          new OrNull(ratchetTree),
          Objects.requireNonNull(initialEpochAuthenticator),
          epochs);
    }

    @Override
    public void close() {
      group.close();
    }
  }
}
