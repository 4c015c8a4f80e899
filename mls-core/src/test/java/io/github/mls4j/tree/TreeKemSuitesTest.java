package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.tree.TestGroup.Changes;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafIndex;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One story in each cipher suite, with its own lengths of keys and hashes. */
class TreeKemSuitesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void allMembersFollow(int suite) throws Exception {
    TestGroup group = new TestGroup(CipherSuite.of(new CipherSuiteId(suite)), suite);
    LeafIndex zero = new LeafIndex(0);
    LeafIndex one = new LeafIndex(1);
    group.commit(zero, new Changes().adds(3));
    group.commit(one, new Changes().updates(List.of(zero)).adds(1));
    group.commit(zero, new Changes().adds(1).withoutPath());
    LeafIndex joined = group.join(List.of(new LeafIndex(2)));
    group.commit(joined, new Changes().removes(List.of(one)));
  }

  /** Even where that is not the root, because one half of the tree is empty (§7.4, §12.4.2). */
  @Test
  void theCommitSecretComesAfterTheLastNodeOfThePath() throws Exception {
    TestGroup group = TestGroup.full(TestLeaves.SUITE, 8);
    LeafIndex sender = new LeafIndex(5);
    List<LeafIndex> leftHalf = IntStream.range(0, 4).mapToObj(LeafIndex::new).toList();
    group.commit(sender, new Changes().removes(leftHalf));
    try (NewPath path = group.newPath(sender);
        Secret last = path.pathSecretFor(new LeafIndex(6));
        Secret next = TestLeaves.SUITE.deriveSecret(last, "path")) {
      assertThat(path.tree().filteredDirectPath(sender)).containsExactly(9, 11);
      assertThat(path.commitSecret()).isEqualTo(next);
    }
  }
}
