package io.github.mls4j.cli.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.TreeDrawing;
import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * What a struct does not say itself but follows from it: a key package's reference, who is in a
 * tree, a picture of it.
 */
final class Derived {

  private Derived() {}

  static void print(WireStruct value, PrintWriter out, Style style, int columns) {
    keyPackageRef(value)
        .ifPresent(
            reference -> {
              out.println();
              out.println(style.bold("KeyPackageRef") + ": " + style.yellow(reference));
            });
    tree(value)
        .ifPresent(
            tree -> {
              out.println();
              new TreeDrawing(style, columns).draw(TreeSketch.of(tree, null)).forEach(out::println);
            });
  }

  static ObjectNode json(WireStruct value) {
    ObjectNode derived = JsonNodeFactory.instance.objectNode();
    keyPackageRef(value).ifPresent(reference -> derived.put("key_package_ref", reference));
    tree(value)
        .ifPresent(
            tree ->
                derived.put(
                    "members",
                    tree.ratchetTree().stream()
                        .filter(node -> node.isPresent() && node.get() instanceof Node.Leaf)
                        .count()));
    return derived;
  }

  private static WireStruct unwrap(WireStruct value) {
    return value instanceof MLSMessage message ? message.body() : value;
  }

  /** Empty if the suite, and with it the hash, is unknown. */
  private static Optional<String> keyPackageRef(WireStruct value) {
    if (!(unwrap(value) instanceof KeyPackage keyPackage)) {
      return Optional.empty();
    }
    CipherSuite suite;
    try {
      suite = CipherSuite.of(keyPackage.cipherSuite());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(suite.keyPackageRef(keyPackage).value().toHex());
  }

  private static Optional<RatchetTreeExtension> tree(WireStruct value) {
    WireStruct inner = unwrap(value);
    if (inner instanceof RatchetTreeExtension tree) {
      return Optional.of(tree);
    }
    if (inner instanceof GroupInfo info) {
      for (Extension extension : info.extensions()) {
        if (extension.extensionType().equals(ExtensionType.RATCHET_TREE)) {
          try {
            return Optional.of(
                TlsReader.decode(extension.extensionData(), RatchetTreeExtension::readFrom));
          } catch (DecodeException e) {
            return Optional.empty(); // the view above it says that it is malformed
          }
        }
      }
    }
    return Optional.empty();
  }
}
