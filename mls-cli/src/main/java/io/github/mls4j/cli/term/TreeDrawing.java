package io.github.mls4j.cli.term;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a ratchet tree with its root on top and the members in a line below.
 *
 * <pre>
 *             ● 9c41*
 *       ┌────────┴────────┐
 *    ● 3f2a               ○
 *   ┌────┴───┐       ┌────┴───┐
 * Alice     Bob    Carol      ○
 * #0 77b0 #1 1a2b #2 9e0f*   #3
 * </pre>
 *
 * <p>A tree too wide for the terminal is cut at the level that fits: each subtree below is a count
 * of its members.
 */
public final class TreeDrawing {

  /** What the signs mean, for a reader who sees the first drawing. */
  public static final String LEGEND =
      "● key (its end is shown)   ○ blank   * new   +n leaf n is unmerged";

  private static final int MIN_CELL = 9;
  private static final int MAX_CELL = 18;

  private final Style style;
  private final int columns;

  /**
   * @param columns how wide a line may become
   */
  public TreeDrawing(Style style, int columns) {
    this.style = style;
    this.columns = columns;
  }

  /**
   * The lines of a drawing.
   *
   * @param nodes in the order of the ratchet_tree extension (RFC 9420 §12.4.3.3): leaf 0, its
   *     parent, leaf 1 and so on; blank ones at the end may be missing
   */
  public List<String> draw(List<TreeNode> nodes) {
    if (nodes.isEmpty()) {
      return List.of();
    }
    int height = height(nodes.size());
    int cut = 0;
    Plan plan = new Plan(nodes, height, cut);
    while (cut < height && plan.cells() * plan.cellWidth() > columns) {
      plan = new Plan(nodes, height, ++cut);
    }
    return plan.lines();
  }

  /** The smallest h so that a tree over 2^h leaves has at least that many nodes. */
  private static int height(int nodeCount) {
    int leaves = nodeCount / 2 + 1;
    return leaves == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(leaves - 1);
  }

  /** A drawing of the levels from {@code cut} up, where 0 are the leaves. */
  private final class Plan {

    private final List<TreeNode> nodes;
    private final int height;
    private final int cut;
    private final int cellWidth;

    Plan(List<TreeNode> nodes, int height, int cut) {
      this.nodes = nodes;
      this.height = height;
      this.cut = cut;
      this.cellWidth = widestCell();
    }

    int cells() {
      return 1 << (height - cut);
    }

    int cellWidth() {
      return cellWidth;
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      for (int level = height; level > cut; level--) {
        lines.add(labels(level));
        lines.add(branches(level));
      }
      if (cut > 0) {
        lines.add(labels(cut));
      }
      Row upper = new Row();
      Row lower = new Row();
      for (int cell = 0; cell < cells(); cell++) {
        TreeNode node = node(0, cell);
        double centre = centre(cut, cell);
        if (cut > 0) {
          upper.centred(centre, population(cell), style::bold);
          lower.centred(centre, range(cell), style::faint);
        } else if (node instanceof TreeNode.Leaf leaf) {
          upper.centred(centre, Row.clip(leaf.name(), cellWidth - 1), style::bold);
          lower.centred(centre, leafLine(cell, leaf), leaf.fresh() ? style::green : style::faint);
        } else {
          upper.centred(centre, "○", style::faint);
          lower.centred(centre, "#" + cell, style::faint);
        }
      }
      lines.add(upper.toString());
      lines.add(lower.toString());
      return lines;
    }

    private String labels(int level) {
      Row row = new Row();
      for (int i = 0; i < 1 << (height - level); i++) {
        double centre = centre(level, i);
        if (node(level, i) instanceof TreeNode.Parent parent) {
          String text = Row.clip(parentLine(parent), (cellWidth << (level - cut)) - 1);
          row.centred(
              centre,
              text,
              parent.fresh()
                  ? style::green
                  : parent.unmerged().isEmpty() ? style::cyan : style::yellow);
        } else {
          row.centred(centre, "○", style::faint);
        }
      }
      return row.toString();
    }

    private String branches(int level) {
      Row row = new Row();
      for (int i = 0; i < 1 << (height - level); i++) {
        int left = (int) Math.round(centre(level - 1, 2 * i));
        int right = (int) Math.round(centre(level - 1, 2 * i + 1));
        int middle = (int) Math.round(centre(level, i));
        row.at(
            left,
            "┌" + "─".repeat(middle - left - 1) + "┴" + "─".repeat(right - middle - 1) + "┐",
            style::faint);
      }
      return row.toString();
    }

    private double centre(int level, int i) {
      int span = cellWidth << (level - cut);
      return (double) span * i + (span - 1) / 2.0;
    }

    private int widestCell() {
      int widest = MIN_CELL;
      for (int cell = 0; cell < cells(); cell++) {
        if (cut > 0) {
          widest = Math.max(widest, Row.width(range(cell)) + 1);
          widest = Math.max(widest, Row.width(population(cell)) + 1);
        } else if (node(0, cell) instanceof TreeNode.Leaf leaf) {
          widest = Math.max(widest, Row.width(leafLine(cell, leaf)) + 1);
          widest = Math.max(widest, Math.min(MAX_CELL, Row.width(leaf.name()) + 1));
        }
      }
      return widest;
    }

    private String population(int cell) {
      int leaves = 1 << cut;
      long members = 0;
      for (int i = cell * leaves; i < (cell + 1) * leaves; i++) {
        if (node(0, i) instanceof TreeNode.Leaf) {
          members++;
        }
      }
      return members + "/" + leaves;
    }

    private String range(int cell) {
      return "#" + (cell << cut) + "–" + (((cell + 1) << cut) - 1);
    }

    private TreeNode node(int level, int i) {
      int index = ((2 * i + 1) << level) - 1;
      return index < nodes.size() ? nodes.get(index) : new TreeNode.Blank();
    }
  }

  private static String leafLine(int index, TreeNode.Leaf leaf) {
    return "#" + index + " " + leaf.key() + (leaf.fresh() ? "*" : "");
  }

  private static String parentLine(TreeNode.Parent parent) {
    String unmerged =
        parent.unmerged().stream().map(leaf -> "+" + leaf).collect(Collectors.joining(" "));
    return "● "
        + parent.key()
        + (parent.fresh() ? "*" : "")
        + (unmerged.isEmpty() ? "" : " " + unmerged);
  }
}
