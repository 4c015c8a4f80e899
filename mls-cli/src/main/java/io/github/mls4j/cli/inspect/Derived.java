package io.github.mls4j.cli.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.open.GroupInfoOpener;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.TreeDrawing;
import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.cli.view.JsonRenderer;
import io.github.mls4j.cli.view.TextRenderer;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a struct does not say itself but follows from it.
 *
 * @param keyPackageRef what others call a key package (RFC 9420 §5.2); needs its suite's hash
 * @param tree the ratchet tree in it, as far as it is well-formed
 * @param checks of a GroupInfo: whether the tree is the one that it speaks of, and whether its
 *     signer, who is in there, has signed it; they need its suite
 * @param ratchetTree the tree if it is all right and its suite is known
 */
record Derived(
    @Nullable Bytes keyPackageRef,
    @Nullable RatchetTreeExtension tree,
    Map<String, View.Check> checks,
    @Nullable RatchetTree ratchetTree) {

  static Derived of(WireStruct value) {
    WireStruct inner = value instanceof MLSMessage message ? message.body() : value;
    if (inner instanceof KeyPackage keyPackage) {
      CipherSuite suite = suite(keyPackage.cipherSuite());
      return new Derived(
          suite == null ? null : suite.keyPackageRef(keyPackage).value(), null, Map.of(), null);
    }
    if (inner instanceof GroupInfo info) {
      RatchetTreeExtension tree = GroupInfoOpener.treeIn(info);
      return tree == null ? new Derived(null, null, Map.of(), null) : check(info, tree);
    }
    return new Derived(
        null, inner instanceof RatchetTreeExtension tree ? tree : null, Map.of(), null);
  }

  private static @Nullable CipherSuite suite(CipherSuiteId id) {
    try {
      return CipherSuite.of(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Derived check(GroupInfo info, RatchetTreeExtension extension) {
    CipherSuite suite = suite(info.groupContext().cipherSuite());
    if (suite == null) {
      return new Derived(null, extension, Map.of(), null);
    }
    Map<String, View.Check> checks = new LinkedHashMap<>();
    RatchetTree tree = null;
    try {
      tree = RatchetTree.importTree(suite, extension);
      boolean same = tree.treeHash().equals(info.groupContext().treeHash());
      checks.put(
          "ratchet_tree",
          new View.Check(
              same,
              same
                  ? "has the tree_hash of the group_context"
                  : "has another tree_hash: " + tree.treeHash()));
      checks.put("signature", new GroupInfoOpener(suite).signature(info, tree));
    } catch (RuleViolation e) {
      checks.put("ratchet_tree", new View.Check(false, String.valueOf(e.getMessage())));
    }
    return new Derived(null, extension, checks, tree);
  }

  /**
   * The suite of a GroupInfo.
   *
   * @throws CommandFailure if it is unknown
   */
  static CipherSuite requireSuite(GroupInfo info) {
    CipherSuite suite = suite(info.groupContext().cipherSuite());
    if (suite == null) {
      throw new CommandFailure(
          "the cipher suite " + info.groupContext().cipherSuite() + " is unknown");
    }
    return suite;
  }

  void print(PrintWriter out, Style style, int columns) {
    if (keyPackageRef != null) {
      out.println();
      out.println(style.bold("KeyPackageRef") + ": " + style.yellow(keyPackageRef.toHex()));
    }
    if (!checks.isEmpty()) {
      out.println();
      checks.forEach(
          (name, check) -> out.println(style.bold(name) + ": " + TextRenderer.check(style, check)));
    }
    if (tree != null) {
      out.println();
      new TreeDrawing(style, columns).draw(TreeSketch.of(tree, null)).forEach(out::println);
    }
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (keyPackageRef != null) {
      json.put("key_package_ref", keyPackageRef.toHex());
    }
    if (tree != null) {
      json.put(
          "members",
          tree.ratchetTree().stream()
              .filter(node -> node.isPresent() && node.get() instanceof Node.Leaf)
              .count());
    }
    checks.forEach((name, check) -> json.set(name, JsonRenderer.render(check)));
    return json;
  }
}
