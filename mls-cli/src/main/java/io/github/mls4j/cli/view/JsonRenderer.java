package io.github.mls4j.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;

/**
 * Writes a {@link View} as JSON: bytes in hexadecimal, code points by name, absent values as null,
 * a select with its selector first, secrets as objects with their fingerprint.
 */
public final class JsonRenderer {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonRenderer() {}

  /** The JSON of a view. */
  public static JsonNode render(View view) {
    if (view instanceof View.Scalar scalar) {
      return scalar.json() instanceof BigInteger number
          ? JSON.numberNode(number)
          : JSON.textNode(scalar.json().toString());
    }
    if (view instanceof View.Opaque opaque) {
      return JSON.textNode(opaque.value().toHex());
    }
    if (view instanceof View.Confidential secret) {
      ObjectNode object =
          JSON.objectNode().put("fingerprint", secret.fingerprint()).put("size", secret.size());
      return secret.hex() == null ? object : object.put("secret", secret.hex());
    }
    if (view instanceof View.Check check) {
      return JSON.objectNode().put("holds", check.holds()).put("finding", check.finding());
    }
    if (view instanceof View.Sequence sequence) {
      ArrayNode items = JSON.arrayNode();
      sequence.items().forEach(item -> items.add(render(item)));
      return items;
    }
    if (view instanceof View.Struct struct) {
      return object(JSON.objectNode(), struct.fields());
    }
    if (view instanceof View.Choice choice) {
      return object(JSON.objectNode().put(choice.selector(), choice.selected()), choice.fields());
    }
    return NullNode.getInstance();
  }

  private static ObjectNode object(ObjectNode object, List<View.Field> fields) {
    fields.forEach(field -> object.set(field.name(), render(field.value())));
    return object;
  }
}
