package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code passive-client-private-messages.json}: proposals and commits as PrivateMessages (RFC 9420
 * §6.3), and in what order they come.
 */
final class MessageStories {

  /** With the client in it: secret trees that are full, and ones that are not. */
  private static final List<Integer> SIZES = List.of(3, 4, 6, 7, 9);

  /** More than it takes to tell how long the content is. */
  private static final int PADDING = 1000;

  private static final int MANY = 20;

  private MessageStories() {}

  static List<PassiveClientVector> privateMessages(CipherSuite suite, Draws draws)
      throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (int size : SIZES) {
      cases.add(
          PassiveStory.of(
              suite,
              draws,
              GroupManner.PRIVATE,
              PassiveStory.ofMembers(size - 1),
              MessageStories::everybodyProposes));
    }
    for (PassiveStory.Chapter order : List.of(REVERSED, LOST, IN_THE_CLEAR_TOO)) {
      cases.add(PassiveStory.of(suite, draws, GroupManner.PRIVATE, PassiveStory.SMALL, order));
    }
    cases.add(
        PassiveStory.of(
            suite,
            draws,
            GroupManner.PRIVATE.with(settings -> settings.padding(length -> PADDING)),
            PassiveStory.SMALL,
            AUTHENTICATED_DATA));
    cases.add(
        PassiveStory.of(
            suite,
            draws,
            GroupManner.PRIVATE.with(settings -> settings.padding(length -> 0)),
            PassiveStory.SMALL,
            AUTHENTICATED_DATA));
    return cases;
  }

  /** A key of each leaf's handshake ratchet, and then another one. */
  private static void everybodyProposes(PassiveStory story) throws Exception {
    List<VectorClient> others = story.others();
    VectorClient committer = others.get(others.size() - 1);
    for (VectorClient member : others) {
      if (member != committer) {
        story.propose(member, proposer -> proposer.update());
      }
    }
    story.commitReferring(committer);
    for (VectorClient member : others) {
      story.propose(member, proposer -> proposer.externalPsk(story.group.pskId()));
      story.commitReferring(member);
    }
  }

  /** One member's proposals arrive the other way round. */
  private static final PassiveStory.Chapter REVERSED =
      story -> {
        for (int i = 0; i < 4; i++) {
          story.propose(story.member(1), proposer -> proposer.externalPsk(story.group.pskId()));
        }
        story.reverseProposals();
        story.commitReferring(story.member(0));
        story.commit(story.member(1), commit -> commit);
      };

  /** Of many messages of a member the last one arrives, and then nothing but the commit. */
  private static final PassiveStory.Chapter LOST =
      story -> {
        for (int i = 0; i < MANY; i++) {
          story.member(1).group().propose().externalPsk(story.group.pskId());
        }
        story.propose(story.member(1), proposer -> proposer.externalPsk(story.group.pskId()));
        story.commitReferring(story.member(2));
        for (int i = 0; i < MANY; i++) {
          story.member(0).group().propose().externalPsk(story.group.pskId());
        }
        story.commit(story.member(0), commit -> commit.withoutPending());
      };

  /** Some members do not encrypt. */
  private static final PassiveStory.Chapter IN_THE_CLEAR_TOO =
      story -> {
        VectorClient open = story.group.client(settings -> settings.encryptHandshake(false));
        story.commit(story.member(0), commit -> commit, open);
        story.propose(open, proposer -> proposer.update());
        story.propose(story.member(1), proposer -> proposer.update());
        story.commitReferring(story.member(0));
        story.propose(story.member(1), proposer -> proposer.update());
        story.commitReferring(open);
      };

  private static final PassiveStory.Chapter AUTHENTICATED_DATA =
      story -> {
        story.propose(
            story.member(0),
            proposer ->
                proposer
                    .authenticatedData(story.group.draws.bytes(1))
                    .remove(story.member(2).leaf()));
        story.commit(
            story.member(1), commit -> commit.authenticatedData(story.group.draws.bytes(PADDING)));
      };
}
