package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * A verifier that cannot fail is worth nothing: every field of every format, spoiled, makes its
 * case fail.
 *
 * <p>Each field is tried where it occurs first in a file. Those that {@link #FREE} lists may take
 * other values without anyone being able to tell.
 */
class VectorMutationTest {

  /** Strings that are labels, not bytes. */
  private static final Set<String> LABELS = Set.of("label");

  /** Fields that the first case with them does not use: the case that does. */
  private static final Map<String, Integer> USED_IN_CASE =
      // Who proposes matters for an Update only, which is the third case.
      Map.of("tree-operations.json proposal_sender", 2);

  private static final Set<Mutation> FLIPS =
      EnumSet.of(Mutation.FLIP_FIRST, Mutation.FLIP_MIDDLE, Mutation.FLIP_LAST);

  /** Mutations that a verifier cannot notice, by file and field; {@code *} is every field. */
  private static final Map<String, Set<Mutation>> FREE =
      Map.of(
          // About structure alone: with another byte inside, a message is another message, equally
          // well-formed.
          "messages.json *",
          FLIPS,
          // Only the first KDF.Nh bytes are the sample that keys are derived from.
          "secret-tree.json sender_data.ciphertext",
          EnumSet.complementOf(EnumSet.of(Mutation.FLIP_FIRST)),
          // The end of a key package is its signature, which is not part of the tree.
          "tree-operations.json proposal",
          EnumSet.of(Mutation.FLIP_LAST));

  /** Enough of a long story; what comes later is the same again. */
  private static final int KEPT_EPOCHS = 3;

  private record Spot(int index, List<String> path) {}

  @TestFactory
  Stream<DynamicNode> everySpoiledFieldIsNoticed() throws Exception {
    return Published.files().stream().map(this::everyField);
  }

  private DynamicNode everyField(VectorFile file) {
    String name = String.valueOf(file.path().getFileName());
    List<DynamicNode> tests = new ArrayList<>();
    spots(file, name)
        .forEach(
            (field, spot) -> {
              JsonNode value = at(file.json(spot.index), spot.path);
              Set<Mutation> free =
                  FREE.getOrDefault(name + " *", FREE.getOrDefault(name + " " + field, Set.of()));
              boolean hex = value.isTextual() && !LABELS.contains(last(spot.path));
              for (Mutation mutation : Mutation.of(value, hex)) {
                if (!free.contains(mutation)) {
                  tests.add(
                      dynamicTest(
                          name + " " + field + " " + mutation,
                          () -> assertNoticed(file, spot, mutation)));
                }
              }
            });
    assertThat(tests).as("mutations of %s", name).isNotEmpty();
    return dynamicContainer(name, tests);
  }

  private static void assertNoticed(VectorFile file, Spot spot, Mutation mutation) {
    JsonNode spoiled = shortened(file.json(spot.index));
    JsonNode parent = at(spoiled, spot.path.subList(0, spot.path.size() - 1));
    String last = last(spot.path);
    if (parent instanceof ObjectNode object) {
      object.set(last, mutation.apply(object.get(last)));
    } else if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(last);
      array.set(index, mutation.apply(array.get(index)));
    }
    try {
      Published.defaultProvider().verify(file.kind().read(spoiled));
    } catch (VectorFailure e) {
      return;
    }
    fail("%s passes with %s in %s", file.path().getFileName(), mutation, spot);
  }

  /** Each field's name, its indices left out, and where it is tried. */
  private static Map<String, Spot> spots(VectorFile file, String name) {
    Map<String, Spot> spots = new LinkedHashMap<>();
    for (int i = 0; i < file.size(); i++) {
      for (List<String> path : leaves(shortened(file.json(i)))) {
        String field = String.join(".", path.stream().filter(step -> !isIndex(step)).toList());
        if (i >= USED_IN_CASE.getOrDefault(name + " " + field, 0)
            && !at(file.json(i), path).isNull()) {
          spots.putIfAbsent(field, new Spot(i, path));
        }
      }
    }
    return spots;
  }

  private static List<List<String>> leaves(JsonNode node) {
    if (node.isValueNode()) {
      return List.of(List.of());
    }
    List<List<String>> paths = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        addLeaves(paths, String.valueOf(i), node.get(i));
      }
    }
    node.properties().forEach(field -> addLeaves(paths, field.getKey(), field.getValue()));
    return paths;
  }

  private static void addLeaves(List<List<String>> paths, String step, JsonNode child) {
    for (List<String> rest : leaves(child)) {
      List<String> path = new ArrayList<>(List.of(step));
      path.addAll(rest);
      paths.add(path);
    }
  }

  private static JsonNode shortened(JsonNode vector) {
    JsonNode copy = vector.deepCopy();
    if (copy.path("epochs") instanceof ArrayNode epochs) {
      while (epochs.size() > KEPT_EPOCHS) {
        epochs.remove(epochs.size() - 1);
      }
    }
    return copy;
  }

  private static JsonNode at(JsonNode node, List<String> path) {
    JsonNode found = node;
    for (String step : path) {
      found = found.isArray() ? found.path(Integer.parseInt(step)) : found.path(step);
    }
    return found;
  }

  private static String last(List<String> path) {
    return path.get(path.size() - 1);
  }

  private static boolean isIndex(String step) {
    return Character.isDigit(step.charAt(0));
  }
}
