package io.github.mls4j.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.cli.Samples;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeSketchTest {

  @Test
  void takesNamesKeysAndUnmergedLeaves() {
    assertThat(TreeSketch.of(Samples.tree(), null))
        .containsExactly(
            new TreeNode.Leaf("alice", "a0a0", false),
            new TreeNode.Parent("d1d1", List.of(), false),
            new TreeNode.Leaf("bob", "a4a4", false),
            new TreeNode.Parent("d3d3", List.of(2L), false),
            new TreeNode.Leaf("carol", "a8a8", false));
  }

  @Test
  void marksWhatIsNew() {
    List<Optional<Node>> nodes = new ArrayList<>(Samples.tree().ratchetTree());
    nodes.set(1, Optional.empty());
    nodes.set(3, Optional.of(new Node.Parent(Samples.parent(0xd4))));

    assertThat(TreeSketch.of(new RatchetTreeExtension(nodes), Samples.tree()))
        .containsExactly(
            new TreeNode.Leaf("alice", "a0a0", false),
            new TreeNode.Blank(),
            new TreeNode.Leaf("bob", "a4a4", false),
            new TreeNode.Parent("d4d4", List.of(), true),
            new TreeNode.Leaf("carol", "a8a8", false));
  }

  @Test
  void neverShowsWhatATerminalCouldActOn() {
    assertThat(TreeSketch.name(new Credential.Basic(Bytes.ofUtf8("\u001b[2Jeve"))))
        .isEqualTo("0x4a657665");
    assertThat(TreeSketch.name(new Credential.Basic(Bytes.ofUtf8("Zoë")))).isEqualTo("Zoë");
    assertThat(TreeSketch.name(new Credential.Basic(Bytes.EMPTY))).isEqualTo("0x");
    assertThat(TreeSketch.name(new Credential.X509(List.of()))).isEqualTo("x509");
  }
}
