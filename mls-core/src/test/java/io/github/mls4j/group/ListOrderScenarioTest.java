package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.wire.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the order of proposals in a commit, they are applied in that of §12.3. */
class ListOrderScenarioTest extends InsiderStage {

  @Test
  void theOrderInTheListDoesNotMatter() throws Exception {
    PendingProposal update = circle.propose(alice, Proposer::update);
    List<Object> all =
        List.of(
            new Proposal.GroupContextExtensions(topic()),
            update,
            new Proposal.Remove(carol.leaf()),
            new Proposal.Add(dave.published()),
            new Proposal.PreSharedKey(psk(1)));
    CommitChanges first = null;
    for (List<Object> order : permutations(all)) {
      InsiderBuilder insider = insider();
      for (Object proposal : order) {
        if (proposal instanceof PendingProposal pending) {
          insider.refer(pending);
        } else {
          insider.propose((Proposal) proposal);
        }
      }
      try (StagedCommit staged = (StagedCommit) alice.group.receive(insider.commit())) {
        CommitChanges changes = staged.changes();
        first = first == null ? changes : first;
        // Dave takes the place of Carol, who goes first.
        assertThat(changes.added()).extracting(Member::index).containsExactly(carol.leaf());
        assertThat(changes.added()).isEqualTo(first.added());
        assertThat(changes.removed()).isEqualTo(first.removed());
        assertThat(changes.psks()).isEqualTo(first.psks());
        assertThat(changes.extensions()).isEqualTo(first.extensions()).isPresent();
      }
    }
    alice.group.drop(update.reference());
    bob.group.drop(update.reference());
    carol.group.drop(update.reference());
  }

  private static List<List<Object>> permutations(List<Object> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Object>> all = new ArrayList<>();
    for (Object item : items) {
      List<Object> rest = new ArrayList<>(items);
      rest.remove(item);
      for (List<Object> tail : permutations(rest)) {
        List<Object> permutation = new ArrayList<>(List.of(item));
        permutation.addAll(tail);
        all.add(permutation);
      }
    }
    return all;
  }
}
