package io.github.mls4j.interop.runner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/**
 * Writes a script in the form that configs have, step by step; each step's number is given back.
 */
final class ScriptWriter {

  static final String PROPOSAL_TYPE = "proposalType";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ArrayNode steps = JSON.arrayNode();

  ArrayNode steps() {
    return steps;
  }

  int step(String action, String actor) {
    return step(action, actor, JSON.objectNode());
  }

  int step(String action, String actor, ObjectNode fields) {
    ObjectNode step = steps.addObject().put("action", action);
    if (!actor.isEmpty()) {
      step.put("actor", actor);
    }
    step.setAll(fields);
    return steps.size() - 1;
  }

  static ObjectNode fields() {
    return JSON.objectNode();
  }

  static ObjectNode proposal(String type) {
    return JSON.objectNode().put(PROPOSAL_TYPE, type);
  }

  static ArrayNode names(Collection<String> names) {
    ArrayNode array = JSON.arrayNode();
    names.forEach(array::add);
    return array;
  }

  static ArrayNode numbers(Collection<Integer> numbers) {
    ArrayNode array = JSON.arrayNode();
    numbers.forEach(array::add);
    return array;
  }

  static ArrayNode objects(Collection<ObjectNode> objects) {
    ArrayNode array = JSON.arrayNode();
    objects.forEach(array::add);
    return array;
  }
}
