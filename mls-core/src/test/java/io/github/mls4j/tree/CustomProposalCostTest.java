package io.github.mls4j.tree;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.extensions.MlsExtensions;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.validation.CustomProposals;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it costs to look at custom proposals, of which any member may send many. */
class CustomProposalCostTest {

  private static final int LEAVING = 3_000;

  private static TreeLeaf leaf(SecureRandom random) {
    LeafNode plain = TestLeaves.leafNode(random);
    Capabilities all = plain.capabilities();
    return TestLeaves.decode(
        new LeafNode(
            plain.encryptionKey(),
            plain.signatureKey(),
            plain.credential(),
            new Capabilities(
                all.versions(),
                all.cipherSuites(),
                all.extensions(),
                List.of(MlsExtensions.SELF_REMOVE),
                all.credentials()),
            plain.leafNodeSource(),
            plain.extensions(),
            plain.signature()));
  }

  /** With a tree for each of them it takes minutes. */
  @Test
  void manyWhoLeaveAreTakenOutOnce() throws RuleViolation {
    SecureRandom random = TestLeaves.seeded(1);
    RatchetTree tree = RatchetTree.of(TestLeaves.SUITE, leaf(random));
    List<ValidProposal> leaving = new ArrayList<>();
    Registrations known = new Registrations(List.of(), List.of(SelfRemove.TYPE), List.of());
    for (int i = 1; i <= LEAVING; i++) {
      tree = tree.add(leaf(random)).tree();
      leaving.add(
          ValidProposal.restore(
              TestLeaves.SUITE,
              known,
              new Proposal.Custom(MlsExtensions.SELF_REMOVE, Bytes.EMPTY),
              new Sender.Member(new LeafIndex(i))));
    }
    RatchetTree before = tree;
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> CustomProposals.checkSupported(before, leaving));
  }
}
