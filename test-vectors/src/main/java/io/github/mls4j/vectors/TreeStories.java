package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.CommitBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code passive-client-tree.json} and {@code passive-client-large.json}: where in the tree the
 * client is, and what becomes of the tree around it (RFC 9420 §7.4 to §7.7).
 */
final class TreeStories {

  private TreeStories() {}

  /** A group, how the client gets into it, and what happens then. */
  private record Story(PassiveStory.Founding founding, PassiveStory.Chapter chapter) {}

  private static final List<Story> STORIES =
      List.of(
          // The client is at leaf 0, and updates of leaves beside it are committed by others.
          new Story(
              group -> {
                PassiveStory.ofMembers(4).of(group);
                group.commit(group.member(2), commit -> commit.remove(group.member(0).leaf()));
              },
              story -> {
                story.join(commit -> commit);
                story.propose(story.at(1), proposer -> proposer.update());
                story.commitReferring(story.at(3));
                story.commit(story.at(1), commit -> commit);
              }),
          // The member at leaf 0 updates itself.
          new Story(
              PassiveStory.ofMembers(3),
              story -> {
                story.join(commit -> commit);
                story.propose(story.at(0), proposer -> proposer.update());
                story.commitReferring(story.at(1));
                story.commit(story.at(0), commit -> commit);
              }),
          // The tree grows, and falls back to the half and to the quarter.
          new Story(
              PassiveStory.ofMembers(2),
              story -> {
                story.join(commit -> commit);
                for (int size = 3; size < 9; size++) {
                  story.commit(story.someone(), commit -> commit, story.client());
                }
                story.commit(story.at(0), commit -> commit.remove(story.at(8).leaf()));
                story.commit(
                    story.at(3),
                    commit -> {
                      for (int leaf = 7; leaf >= 4; leaf--) {
                        commit.remove(story.at(leaf).leaf());
                      }
                      return commit;
                    });
                story.commit(story.at(0), commit -> commit.remove(story.at(3).leaf()));
              }),
          // The left half is empty, and filled again.
          new Story(
              PassiveStory.ofMembers(6),
              story -> {
                story.join(commit -> commit);
                story.commit(
                    story.at(5),
                    commit -> {
                      for (int leaf = 0; leaf < 4; leaf++) {
                        commit.remove(story.at(leaf).leaf());
                      }
                      return commit;
                    });
                story.commit(story.at(4), commit -> commit);
                story.commit(story.at(5), commit -> commit, story.client());
                story.commit(story.at(0), commit -> commit);
                story.joinExternally(story.client());
              }),
          // The client is merged nowhere, beside others of whom that is true.
          new Story(
              group -> {
                PassiveStory.ofMembers(5).of(group);
                for (VectorClient member : group.members()) {
                  group.commit(member, commit -> commit);
                }
              },
              story -> {
                story.join(CommitBuilder::withoutPath);
                story.commit(story.at(0), CommitBuilder::withoutPath, story.client());
                story.commit(story.at(4), commit -> commit);
                story.commit(story.at(1), commit -> commit);
                story.commit(story.at(6), commit -> commit);
              }),
          // A member is alone in its part of the tree: its path has no node there.
          new Story(
              group -> {
                PassiveStory.ofMembers(8).of(group);
                group.commit(
                    group.member(7),
                    commit ->
                        commit
                            .remove(group.member(4).leaf())
                            .remove(group.member(5).leaf())
                            .remove(group.member(6).leaf()));
              },
              story -> {
                story.join(commit -> commit);
                story.commit(story.at(7), commit -> commit);
                story.commit(story.at(7), commit -> commit.remove(story.at(2).leaf()));
                story.commit(story.at(3), commit -> commit);
              }),
          // An Update and a Remove of the same member wait: the Remove is committed.
          new Story(
              PassiveStory.ofMembers(5),
              story -> {
                story.join(commit -> commit);
                story.propose(story.at(2), proposer -> proposer.update());
                story.propose(story.at(1), proposer -> proposer.remove(story.at(2).leaf()));
                story.propose(story.at(3), proposer -> proposer.update());
                story.commitReferring(story.at(4));
              }),
          // Adds before Removes in the list: they take the leaves that the Removes leave.
          new Story(
              PassiveStory.ofMembers(6),
              story -> {
                story.join(commit -> commit);
                VectorClient first = story.client();
                VectorClient second = story.client();
                story.propose(story.at(0), proposer -> proposer.add(first.keys.keyPackage()));
                story.propose(story.at(2), proposer -> proposer.add(second.keys.keyPackage()));
                story.propose(story.at(5), proposer -> proposer.update());
                story.propose(story.at(5), proposer -> proposer.remove(story.at(3).leaf()));
                story.propose(story.at(0), proposer -> proposer.remove(story.at(1).leaf()));
                story.commitReferring(story.at(4), first, second);
                story.commit(first, commit -> commit);
                story.commit(second, commit -> commit);
              }));

  static List<PassiveClientVector> around(CipherSuite suite, Draws draws) throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (Story story : STORIES) {
      GroupManner manner = cases.size() % 2 == 0 ? GroupManner.PUBLIC : GroupManner.PRIVATE;
      cases.add(
          PassiveStory.whole(
              suite,
              draws,
              manner,
              story.founding,
              told -> {
                story.chapter.tell(told);
                told.commit(told.someone(), commit -> commit);
              }));
    }
    return cases;
  }

  /** Most members of a large group are leaves that nothing is heard of. */
  private static final int SILENT = 993;

  /** A thousand members with the client, six of whom do something. */
  static List<PassiveClientVector> large(CipherSuite suite, Draws draws) throws Exception {
    PassiveStory.Founding thousand =
        group -> {
          VectorClient first = group.member(0);
          group.add(first, PassiveStory.clients(group, 2));
          group.commit(
              first,
              commit -> {
                for (int i = 0; i < SILENT; i++) {
                  commit.add(group.client().keys.keyPackage());
                }
                return commit;
              });
          group.add(group.member(1), PassiveStory.clients(group, 3));
        };
    return List.of(
        PassiveStory.of(
            suite,
            draws,
            GroupManner.PRIVATE,
            thousand,
            story -> {
              story.commit(story.member(4), commit -> commit);
              story.commit(story.member(5), commit -> commit.remove(story.member(4).leaf()));
              story.joinExternally(story.client());
            }));
  }
}
