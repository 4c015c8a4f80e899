package io.github.mls4j.tree;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.tree.TestGroup.Changes;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafIndex;
import java.util.List;
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
}
