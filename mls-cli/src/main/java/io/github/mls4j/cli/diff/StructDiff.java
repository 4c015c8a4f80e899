package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Holds two structs against each other, field by field, in the order of the wire. */
final class StructDiff {

  /** What is made over other fields, and differs where they do. */
  private static final Set<String> MADE_OVER_OTHERS =
      Set.of("signature", "membership_tag", "confirmation_tag");

  private final List<Difference> found = new ArrayList<>();

  private StructDiff() {}

  /** The fields in which two values of a kind differ. */
  static List<Difference> of(String path, View a, View b) {
    StructDiff diff = new StructDiff();
    diff.compare(path, a, b);
    List<Difference> explained = new ArrayList<>();
    for (Difference each : diff.found) {
      boolean follows =
          MADE_OVER_OTHERS.contains(each.name())
              && explained.stream().map(Difference::path).anyMatch(isCoveredBy(each));
      explained.add(each.explained(follows));
    }
    return explained;
  }

  /** A signature covers what stands in the same struct; that of a message all of its content. */
  private static Predicate<String> isCoveredBy(Difference made) {
    String path = made.path();
    String struct = path.substring(0, path.length() - made.name().length());
    String covered = struct.endsWith("auth.") ? struct.substring(0, struct.length() - 5) : struct;
    return other -> other.startsWith(covered);
  }

  private void compare(String path, View a, View b) {
    if (a.equals(b)) {
      return;
    }
    if (a instanceof View.Struct one && b instanceof View.Struct other) {
      fields(path, one.fields(), other.fields());
    } else if (a instanceof View.Choice one
        && b instanceof View.Choice other
        && one.selected().equals(other.selected())) {
      fields(path, one.fields(), other.fields());
    } else if (a instanceof View.Sequence one && b instanceof View.Sequence other) {
      items(path, one.items(), other.items());
    } else {
      found.add(Difference.of(path, a, b));
    }
  }

  private void fields(String path, List<View.Field> a, List<View.Field> b) {
    Map<String, View> ours = byName(a);
    Map<String, View> theirs = byName(b);
    Set<String> names = new LinkedHashSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    String prefix = path.isEmpty() ? "" : path + ".";
    for (String name : names) {
      compare(
          prefix + name,
          ours.getOrDefault(name, new View.Absent()),
          theirs.getOrDefault(name, new View.Absent()));
    }
  }

  private static Map<String, View> byName(List<View.Field> fields) {
    Map<String, View> byName = new LinkedHashMap<>();
    fields.forEach(field -> byName.put(field.name(), field.value()));
    return byName;
  }

  private void items(String path, List<View> a, List<View> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      compare(
          path + "[" + i + "]",
          i < a.size() ? a.get(i) : new View.Absent(),
          i < b.size() ? b.get(i) : new View.Absent());
    }
  }
}
