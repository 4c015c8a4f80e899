package io.github.mls4j.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeDrawingTest {

  private static final TreeNode BLANK = new TreeNode.Blank();

  @Test
  void oneMember() {
    assertThat(draw(leaf("Alice"))).isEqualTo("  Alice\n #0 77b0\n");
  }

  @Test
  void threeOfFourLeaves() {
    String drawing =
        draw(
            leaf("Alice"),
            new TreeNode.Parent("3f2a", List.of(), false),
            new TreeNode.Leaf("Bob", "1a2b", true),
            new TreeNode.Parent("9c41", List.of(2L), true),
            leaf("Carol"));

    assertThat(drawing)
        .isEqualTo(
            """
                         ● 9c41* +2
                     ┌────────┴────────┐
                  ● 3f2a               ○
                ┌────┴───┐        ┌────┴───┐
              Alice     Bob     Carol      ○
             #0 77b0  #1 1a2b* #2 77b0     #3
            """);
  }

  @Test
  void longNamesAreClipped() {
    assertThat(draw(leaf("Bartholomew Featherstonehaugh"))).contains("Bartholomew Feat…");
  }

  @Test
  void aWideTreeIsCutAtTheLevelThatFits() {
    List<TreeNode> nodes = new ArrayList<>();
    for (int i = 0; i < 2 * 20 - 1; i++) {
      nodes.add(i % 2 == 0 ? leaf("member") : i == 23 ? BLANK : parent());
    }

    assertThat(draw(nodes.toArray(TreeNode[]::new)))
        .isEqualTo(
            """
                                             ● 9c41
                              ┌─────────────────┴─────────────────┐
                           ● 9c41                                 ○
                     ┌────────┴────────┐                 ┌────────┴────────┐
                  ● 9c41               ○                 ○                 ○
                ┌────┴───┐        ┌────┴───┐        ┌────┴───┐        ┌────┴───┐
              ● 9c41   ● 9c41   ● 9c41   ● 9c41   ● 9c41     ○        ○        ○
               4/4      4/4      4/4      4/4      4/4      0/4      0/4      0/4
               #0–3     #4–7    #8–11    #12–15   #16–19   #20–23   #24–27   #28–31
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 9, 33, 1_000, 10_000})
  void staysWithinTheColumns(int members) {
    List<TreeNode> nodes = new ArrayList<>();
    for (int i = 0; i < 2 * members - 1; i++) {
      nodes.add(i % 2 == 0 ? leaf("member " + i) : parent());
    }

    for (int columns : new int[] {40, 80, 132}) {
      List<String> lines = new TreeDrawing(Style.PLAIN, columns).draw(nodes);
      assertThat(lines).isNotEmpty().allMatch(line -> line.length() <= columns);
    }
  }

  @Test
  void coloursDoNotMoveAnything() {
    List<TreeNode> nodes = List.of(leaf("Alice"), parent(), leaf("Bob"));

    List<String> plain = new TreeDrawing(Style.PLAIN, 80).draw(nodes);
    List<String> coloured = new TreeDrawing(new Style(true), 80).draw(nodes);

    assertThat(coloured).isNotEqualTo(plain);
    assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9]+m", "")).toList())
        .isEqualTo(plain);
  }

  private static TreeNode leaf(String name) {
    return new TreeNode.Leaf(name, "77b0", false);
  }

  private static TreeNode parent() {
    return new TreeNode.Parent("9c41", List.of(), false);
  }

  private static String draw(TreeNode... nodes) {
    return String.join("\n", new TreeDrawing(Style.PLAIN, 80).draw(List.of(nodes))) + "\n";
  }
}
