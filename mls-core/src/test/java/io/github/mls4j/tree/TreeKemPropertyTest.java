package io.github.mls4j.tree;

import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.TestGroup.Changes;
import io.github.mls4j.wire.LeafIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random groups through random commits: whoever stays agrees on the commit secret, whoever joins
 * can follow, and all know exactly the private keys that they should ({@link TestGroup} checks it).
 */
class TreeKemPropertyTest {

  private static final int GROUPS_A_SEED = 20;
  private static final int COMMITS = 6;
  private static final int MAX_MEMBERS = 10;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void allMembersFollowAllCommits(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < GROUPS_A_SEED; i++) {
      TestGroup group = new TestGroup(TestLeaves.SUITE, random.nextLong());
      group.commit(new LeafIndex(0), new Changes().adds(random.nextInt(MAX_MEMBERS)));
      for (int j = 0; j < COMMITS; j++) {
        step(group, random);
      }
    }
  }

  private static void step(TestGroup group, Random random) throws RuleViolation {
    List<LeafIndex> members = new ArrayList<>(group.members.keySet());
    Collections.shuffle(members, random);
    LeafIndex committer = members.remove(0);
    int removes = Math.min(members.size(), random.nextInt(3));
    List<LeafIndex> removed = members.subList(0, removes);
    int updates = Math.min(members.size() - removes, random.nextInt(3));
    int adds = group.members.size() < MAX_MEMBERS ? random.nextInt(4) : 0;
    switch (random.nextInt(4)) {
      case 0 -> group.commit(committer, new Changes().adds(adds).withoutPath());
      case 1 -> group.join(removed.subList(0, Math.min(1, removes)));
      default ->
          group.commit(
              committer,
              new Changes()
                  .removes(removed)
                  .updates(members.subList(removes, removes + updates))
                  .adds(adds));
    }
  }
}
