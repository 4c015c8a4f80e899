package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.spi.GroupView;
import io.github.mls4j.spi.ProposalPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.LeafIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy is shown of the group that it decides about. */
class GroupViewScenarioTest {

  private final List<GroupView> shown = new ArrayList<>();

  private final ProposalPolicy policy =
      new ProposalPolicy() {
        @Override
        public Verdict mayPropose(Proposed proposed, GroupView group) {
          shown.add(group);
          return Verdict.accepted();
        }
      };

  @Test
  void membersAndExternalSenders() throws Exception {
    Circle circle =
        Circle.of(
            builder -> builder.validation(builder.build().validation().withProposals(policy)),
            "alice",
            "bob",
            "carol",
            "dave");
    TestClient server = circle.outsider("server");
    ExternalSender sender =
        new ExternalSender(
            server.identity.signer().publicKey(), new Credential.Basic(Bytes.ofUtf8("server")));
    circle.commit(
        circle.member(0),
        commit -> commit.remove(circle.member(1).leaf()).externalSenders(List.of(sender)));
    circle.propose(circle.member(0), Proposer::update);
    GroupView group = shown.get(shown.size() - 1);
    List<Long> leaves = new ArrayList<>();
    group.forEachMember(
        (index, leaf) -> {
          assertThat(group.member(index)).isEqualTo(leaf);
          leaves.add(index.value());
        });
    assertThat(leaves).containsExactly(0L, 2L, 3L);
    assertThat(group.memberCount()).isEqualTo(3);
    assertThat(group.member(new LeafIndex(1))).isNull();
    assertThat(group.externalSender(0)).isEqualTo(sender);
    for (long none : new long[] {-1, 1}) {
      assertThat(group.externalSender(none)).isNull();
    }
  }
}
