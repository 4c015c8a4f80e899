package io.github.mls4j.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.input.Input;
import io.github.mls4j.cli.input.InputReader;
import io.github.mls4j.cli.input.InputType;
import io.github.mls4j.cli.open.CaseWalk;
import io.github.mls4j.cli.open.GroupInfoOpener;
import io.github.mls4j.cli.open.KeyRing;
import io.github.mls4j.cli.open.MemberView;
import io.github.mls4j.cli.open.NodeTable;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.cli.term.TreeDrawing;
import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.cli.view.JsonRenderer;
import io.github.mls4j.cli.view.TextRenderer;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mls inspect}: says what a message holds and, given keys, what is encrypted in it. */
@Command(
    name = "inspect",
    description = {
      "Show what an MLSMessage, KeyPackage, GroupInfo, Welcome or ratchet tree holds, what a member's"
          + " exported state holds, or how a passive client fares.",
      "With keys, what is encrypted is opened, and signatures and tags are verified; nothing is used"
          + " up in the keys' file. Without, only a GroupInfo with its tree is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mls inspect commit.mls",
      "  mls inspect welcome.mls --keys passive-client-welcome.json",
      "  mls inspect message.mls --keys alice.state",
      "  mls inspect group-info.mls --tree tree.bin",
      "  mls inspect alice.state --nodes",
      "  mls inspect passive-client-random.json#0      all of case 0, epoch by epoch",
      "  mls inspect passive-client-random.json#0@5    its client after 5 epochs",
      "",
      "A state is what Group.save() of mls4j writes, a key package with its keys what"
          + " KeyPackageBundle.save() does. Secrets show as fingerprints: the first 8 bytes"
          + " of SHA-256 over the ASCII text mls-fingerprint and the secret."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the input was shown, and what was to be opened or verified did",
      "1:the input is not well-formed, does not open, or does not hold",
      "2:wrong usage"
    })
public final class InspectCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final InputStream stdin;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|-",
      description =
          "Binary, hexadecimal or base64, found out by itself; - reads standard input. Of a"
              + " passive-client file, FILE#CASE names one case, FILE#CASE@N its client after N"
              + " epochs.")
  private String input = "-";

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "Open what is encrypted: with a passive-client vector file (the case whose keys fit, unless"
              + " FILE#CASE names one), with a member's exported state or, a Welcome, with a key"
              + " package and its private keys.")
  private @Nullable String keys;

  @Option(
      names = "--tree",
      paramLabel = "FILE",
      description = "The ratchet tree of a GroupInfo or Welcome that does not carry it.")
  private @Nullable String tree;

  @Option(
      names = "--show-secrets",
      description =
          "Show secrets whole, not by fingerprint. Whoever sees the output can read the group's"
              + " messages, and speak in it.")
  private boolean showSecrets;

  @Option(
      names = "--structs",
      description = "Of a passive client's case, show every message whole, not in a line.")
  private boolean structs;

  @Option(
      names = "--nodes",
      description = "List the nodes of the ratchet tree with their tree hashes and parent hashes.")
  private boolean nodes;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = InputType.Converter.class,
      description =
          "What the input is, instead of a guess: MLSMessage, KeyPackage, GroupInfo, Welcome,"
              + " ratchet_tree, GroupContext, LeafNode, Proposal or Commit.")
  private @Nullable InputType type;

  @Option(names = "--json", description = "Print JSON; bytes are in hexadecimal, never shortened.")
  private boolean json;

  @Option(names = "--full", description = "Show long byte strings whole.")
  private boolean full;

  /**
   * @param stdin what {@code -} reads
   */
  public InspectCommand(Terminal terminal, InputStream stdin) {
    this.terminal = terminal;
    this.stdin = stdin;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Input read = new InputReader(stdin).read(input, type);
    if (!(read instanceof Input.Struct) && (keys != null || tree != null)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--keys and --tree are for messages; " + input + " has keys of its own");
    }
    ViewBuilder views = new ViewBuilder(showSecrets);
    if (read instanceof Input.Struct struct) {
      return struct(struct, views);
    }
    if (read instanceof Input.Member member) {
      try (member) {
        return member(member, views);
      }
    }
    if (read instanceof Input.KeyPackageKeys own) {
      try (own) {
        return keyPackage(own, views);
      }
    }
    if (read instanceof Input.OneCase one) {
      return walk(one, views);
    }
    return list((Input.Cases) read);
  }

  private int struct(Input.Struct struct, ViewBuilder views) throws JsonProcessingException {
    View view = views.of(struct.value());
    Derived derived = Derived.of(struct.value());
    KeyRing.Opened opened = opened(struct.value(), views);
    RatchetTree shown = nodes ? derived.ratchetTree() : null;
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.put("type", struct.type().toString());
      root.put("encoding", struct.read().encoding().toString().toLowerCase(Locale.ROOT));
      root.put("size", struct.read().bytes().size());
      root.set("value", JsonRenderer.render(view));
      ObjectNode more = derived.json();
      if (!more.isEmpty()) {
        root.set("derived", more);
      }
      if (shown != null) {
        root.set("nodes", JsonRenderer.render(new NodeTable(shown).view(views)));
      }
      if (opened != null) {
        ObjectNode with = root.putObject("opened");
        with.put("with", opened.by());
        if (opened.opening().obstacle() != null) {
          with.put("obstacle", opened.opening().obstacle().toString());
        }
        with.setAll((ObjectNode) JsonRenderer.render(opened.opening().view()));
      }
      print(root);
    } else {
      Style style = new Style(terminal.colour());
      TextRenderer text = new TextRenderer(out(), style, full);
      text.render(struct.type().toString(), view);
      derived.print(out(), style, terminal.columns());
      if (shown != null) {
        out().println();
        new NodeTable(shown).print(out(), style, full);
      }
      if (opened != null) {
        out().println();
        text.render("with " + opened.by(), opened.opening().view().untyped());
        if (derived.tree() == null) {
          draw(style, opened.opening().tree());
        }
      }
    }
    return opened == null || opened.opening().sound() ? 0 : 1;
  }

  /** What keys and tree, as far as there are any, make of the input. */
  private KeyRing.@Nullable Opened opened(WireStruct value, ViewBuilder views) {
    RatchetTreeExtension nodesGiven = null;
    if (tree != null) {
      Input.Struct given = (Input.Struct) new InputReader(stdin).read(tree, InputType.RATCHET_TREE);
      nodesGiven = (RatchetTreeExtension) given.value();
    }
    if (keys != null) {
      Input ring = new InputReader(stdin).read(keys, null);
      try {
        return new KeyRing(ring, views).open(value, nodesGiven);
      } finally {
        InputReader.close(ring);
      }
    }
    if (nodesGiven == null) {
      return null;
    }
    WireStruct body = value instanceof MLSMessage message ? message.body() : value;
    if (!(body instanceof GroupInfo info)) {
      throw new CommandFailure("a tree without keys is for a GroupInfo, and this is none");
    }
    return new KeyRing.Opened(
        "the ratchet tree in " + tree,
        new GroupInfoOpener(Derived.requireSuite(info)).check(info, nodesGiven, null));
  }

  private int member(Input.Member member, ViewBuilder views) throws JsonProcessingException {
    View.Struct view = new MemberView(member.group(), views).view();
    NodeTable table = nodes ? new NodeTable(member.group().tree()) : null;
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.put("type", "group state");
      root.set("value", JsonRenderer.render(view));
      if (table != null) {
        root.set("nodes", JsonRenderer.render(table.view(views)));
      }
      print(root);
      return 0;
    }
    Style style = new Style(terminal.colour());
    new TextRenderer(out(), style, full)
        .render(member.form() + " of " + MemberView.title(member.group()), view.untyped());
    draw(style, member.group().tree().export());
    if (table != null) {
      out().println();
      table.print(out(), style, full);
    }
    return 0;
  }

  private int keyPackage(Input.KeyPackageKeys own, ViewBuilder views)
      throws JsonProcessingException {
    View.Struct view;
    try (Secret initKey = own.keyPackage().initKey();
        Secret encryptionKey = own.keyPackage().encryptionKey()) {
      view =
          new View.Struct(
              "",
              List.of(
                  new View.Field("init_private_key", views.secret(initKey)),
                  new View.Field("encryption_private_key", views.secret(encryptionKey)),
                  new View.Field("key_package", views.of(own.keyPackage().keyPackage()))));
    }
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.put("type", "key package with its private keys");
      root.set("value", JsonRenderer.render(view));
      print(root);
    } else {
      Style style = new Style(terminal.colour());
      new TextRenderer(out(), style, full).render("key package with its private keys", view);
      Derived.of(own.keyPackage().keyPackage()).print(out(), style, terminal.columns());
    }
    return 0;
  }

  private void draw(Style style, @Nullable RatchetTreeExtension nodesToDraw) {
    if (nodesToDraw != null) {
      out().println();
      new TreeDrawing(style, terminal.columns())
          .draw(TreeSketch.of(nodesToDraw, null))
          .forEach(out()::println);
    }
  }

  private int walk(Input.OneCase one, ViewBuilder views) throws JsonProcessingException {
    CaseWalk walk = CaseWalk.of(one.passive(), views);
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.put("type", "passive client");
      root.set("value", JsonRenderer.render(walk.view()));
      print(root);
    } else {
      new WalkText(out(), new Style(terminal.colour()), terminal.columns(), full, structs)
          .print(one.name(), one.passive().vector().cipherSuite().toString(), walk);
    }
    return walk.sound() ? 0 : 1;
  }

  private int list(Input.Cases cases) throws JsonProcessingException {
    View.Sequence list = CaseList.of(cases);
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.put("type", "passive clients");
      root.set("value", JsonRenderer.render(list));
      print(root);
    } else {
      CaseList.print(cases, out(), new Style(terminal.colour()));
    }
    return 0;
  }

  private void print(ObjectNode root) throws JsonProcessingException {
    out().println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
