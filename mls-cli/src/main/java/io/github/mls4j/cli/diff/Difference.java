package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.view.View;

/**
 * Something that two sides do not have alike.
 *
 * @param group the struct that the field is in, if differences in it belong together; else empty
 * @param path the field, by its RFC name
 * @param a what one side has; {@link View.Absent} if nothing
 * @param b what the other has
 * @param consequence whether something that comes before explains it
 * @param note what a reader may like to know besides: of the group, if there is one
 */
record Difference(String group, String path, View a, View b, boolean consequence, String note) {

  static Difference of(String path, View a, View b) {
    return new Difference("", path, a, b, false, "");
  }

  /** The same, which something else explains, or not. */
  Difference explained(boolean holds) {
    return new Difference(group, path, a, b, holds, note);
  }

  /** The same with a remark. */
  Difference noted(String remark) {
    return new Difference(group, path, a, b, consequence, remark);
  }

  /** The same as part of a struct. */
  Difference in(String struct, String remark) {
    return new Difference(struct, path, a, b, consequence, remark);
  }

  /** The last name in the path. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The path within the group; empty if all of it differs. */
  String relativePath() {
    if (group.isEmpty()) {
      return path;
    }
    return path.equals(group) ? "" : path.substring(group.length() + 1);
  }
}
