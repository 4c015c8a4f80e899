package io.github.mls4j.cli.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.input.Input;
import io.github.mls4j.cli.input.InputReader;
import io.github.mls4j.cli.input.InputType;
import io.github.mls4j.cli.input.PassiveMember;
import io.github.mls4j.cli.open.KeyRing;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.cli.view.JsonRenderer;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.MLSMessage;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mls diff}: says where two messages, or what two members have of a group, part. */
@Command(
    name = "diff",
    description = {
      "Compare two messages, or what two sides have of a group, and say where they part.",
      "A side is a member's exported state, a passive client (FILE#CASE@N), a GroupInfo, a"
          + " GroupContext or a ratchet tree. Of members only what all members share is compared;"
          + " where one is ahead, in the last epoch of which it keeps what the other has. What"
          + " comes first in the protocol's order and is explained by nothing before is where they"
          + " part; the rest follows, or differs by itself."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mls diff alice.state bob.state",
      "  mls diff alice.state group-info-from-bob.mls",
      "  mls diff passive-client-random.json#0@5 theirs.state",
      "  mls diff ours.mls theirs.mls",
      "  mls diff ours.mls theirs.mls --keys alice.state",
      "",
      "Secrets show as fingerprints: the first 8 bytes of SHA-256 over the ASCII text"
          + " mls-fingerprint and the secret."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the two are the same",
      "1:they differ",
      "2:one cannot be read, the two cannot be compared, or wrong usage"
    })
public final class DiffCommand implements Callable<Integer> {

  private static final int UNREADABLE = 2;

  private static final Set<String> ENCRYPTED =
      Set.of("ciphertext", "encrypted_group_info", "encrypted_group_secrets");

  /** So many epochs are looked back at. */
  private static final int MAX_HISTORY = 100;

  private final Terminal terminal;
  private final InputStream stdin;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "Anything that mls inspect reads.")
  private String nameOfA = "";

  @Parameters(index = "1", paramLabel = "B", description = "What to hold against it.")
  private String nameOfB = "";

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Open both messages first, as mls inspect does, and compare what is inside.")
  private @Nullable String keys;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = InputType.Converter.class,
      description = "What both are, instead of a guess, as for mls inspect.")
  private @Nullable InputType type;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--full", description = "Tell all differences, and byte strings whole.")
  private boolean full;

  /**
   * @param stdin what {@code -} reads
   */
  public DiffCommand(Terminal terminal, InputStream stdin) {
    this.terminal = terminal;
    this.stdin = stdin;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    try {
      Report report = report();
      if (json) {
        print(report);
      } else {
        new DiffText(out(), new Style(terminal.colour()), terminal.columns(), full)
            .print(nameOfA, nameOfB, report);
      }
      return report.same() ? 0 : 1;
    } catch (CommandFailure e) {
      CommandSpec command = Objects.requireNonNull(spec);
      command.commandLine().getErr().println(command.qualifiedName() + ": " + e.getMessage());
      return UNREADABLE;
    }
  }

  private Report report() {
    Input a = read(nameOfA);
    Input b = read(nameOfB);
    if (a instanceof Input.Member one && b instanceof Input.Member other) {
      return members(one, other);
    }
    if (a instanceof Input.Member one && b instanceof Input.Struct other) {
      return GroupDiff.compare(at(one, other), side(other, one.group().suite()));
    }
    if (a instanceof Input.Struct one && b instanceof Input.Member other) {
      return GroupDiff.compare(side(one, other.group().suite()), at(other, one));
    }
    Input.Struct one = (Input.Struct) a;
    Input.Struct other = (Input.Struct) b;
    WireStruct ours = body(one, other);
    WireStruct theirs = body(other, one);
    if (Side.isOfGroup(ours) && Side.isOfGroup(theirs)) {
      CipherSuite ofA = Side.suite(context(one.value()));
      CipherSuite ofB = Side.suite(context(other.value()));
      return GroupDiff.compare(
          Side.of(one, ofA == null ? ofB : ofA), Side.of(other, ofB == null ? ofA : ofB));
    }
    return structs(one, ours, other, theirs);
  }

  /** A passive client that is not sent anywhere goes to the end. */
  private Input read(String name) {
    Input read = new InputReader(stdin).read(name, type);
    if (read instanceof Input.OneCase one) {
      PassiveMember member = PassiveMember.join(one.passive());
      member.followTo(one.passive().vector().epochs().size());
      return new Input.Member(one.name(), "passive client", member.group());
    }
    if (read instanceof Input.KeyPackageKeys own) {
      throw new CommandFailure(
          own.name() + ": private keys are for --keys; mls diff compares what others see, too");
    }
    if (read instanceof Input.Cases cases) {
      throw new CommandFailure(
          cases.name() + ": name one of its cases: " + cases.name() + "#0 and so on");
    }
    return read;
  }

  private static Report members(Input.Member a, Input.Member b) {
    GroupInspection one = a.group();
    GroupInspection other = b.group();
    if (one.context().groupId().equals(other.context().groupId())) {
      long earlier =
          Long.compareUnsigned(one.context().epoch(), other.context().epoch()) < 0
              ? one.context().epoch()
              : other.context().epoch();
      Side sideOfA = Side.of(a, earlier);
      Side sideOfB = Side.of(b, earlier);
      if (sideOfA != null && sideOfB != null) {
        Report report = GroupDiff.compare(sideOfA, sideOfB);
        return report.sameEpoch() ? report : withHistory(report, a, b, earlier);
      }
    }
    return GroupDiff.compare(Side.of(a), Side.of(b));
  }

  /** Whether they were the same in the epochs before, as far as both keep them. */
  private static Report withHistory(Report report, Input.Member a, Input.Member b, long epoch) {
    String since = "";
    for (long before = epoch - 1; since.isEmpty() && epoch - before <= MAX_HISTORY; before--) {
      Side one = before < 0 ? null : Side.of(a, before);
      Side other = before < 0 ? null : Side.of(b, before);
      if (one == null || other == null) {
        since =
            before == epoch - 1
                ? "the epoch before is not kept by both"
                : "they differ as far back as both keep epochs, to epoch " + (before + 1);
      } else if (GroupDiff.compare(one, other).same()) {
        since =
            "in epoch %d they were the same: they part by the commit that ends it"
                .formatted(before);
      }
    }
    return since.isEmpty()
        ? report
        : report.with(new View.Field("before", new View.Scalar(since, "")));
  }

  /** A member in the epoch that a struct speaks of, if it keeps that. */
  private static Side at(Input.Member member, Input.Struct struct) {
    GroupContext context = context(struct.value());
    Side at =
        context == null || !context.groupId().equals(member.group().context().groupId())
            ? null
            : Side.of(member, context.epoch());
    return at == null ? Side.of(member) : at;
  }

  private static @Nullable GroupContext context(WireStruct value) {
    WireStruct body = value instanceof MLSMessage message ? message.body() : value;
    return body instanceof GroupInfo info
        ? info.groupContext()
        : body instanceof GroupContext context ? context : null;
  }

  private static Side side(Input.Struct struct, CipherSuite suite) {
    if (!Side.isOfGroup(struct.value())) {
      throw new CommandFailure(
          struct.name()
              + ": a "
              + kind(struct.value())
              + " says nothing that a member could share");
    }
    return Side.of(struct, suite);
  }

  /** Without its envelope, if the other has none. */
  private static WireStruct body(Input.Struct of, Input.Struct other) {
    return of.value() instanceof MLSMessage message && !(other.value() instanceof MLSMessage)
        ? message.body()
        : of.value();
  }

  private static String kind(WireStruct value) {
    return value instanceof MLSMessage message
        ? "MLSMessage of " + message.wireFormat()
        : value.getClass().getSimpleName();
  }

  private Report structs(Input.Struct a, WireStruct ours, Input.Struct b, WireStruct theirs) {
    if (!ours.getClass().equals(theirs.getClass()) && !haveAlternatives(ours, theirs)) {
      throw new CommandFailure(
          "a " + kind(ours) + " and a " + kind(theirs) + " cannot be compared");
    }
    ViewBuilder views = new ViewBuilder(false);
    List<Difference> outside = StructDiff.of("", views.of(ours), views.of(theirs));
    List<String> compared = new ArrayList<>(List.of("all fields of the two"));
    if (keys == null) {
      List<String> notCompared =
          outside.stream().anyMatch(each -> ENCRYPTED.contains(each.name()))
              ? List.of("what is encrypted: --keys opens it")
              : List.of();
      return new Report(kind(ours), kind(theirs), List.of(), outside, compared, notCompared);
    }
    KeyRing.Opened one = opened(a, views);
    KeyRing.Opened other = opened(b, views);
    List<Difference> all =
        new ArrayList<>(
            StructDiff.of("opened", fields(one.opening().view()), fields(other.opening().view())));
    boolean inside = !all.isEmpty();
    outside.forEach(each -> all.add(each.explained(inside || each.consequence())));
    compared.add("what opens with the keys in " + keys);
    return new Report(
        kind(ours) + ", with " + one.by(),
        kind(theirs) + ", with " + other.by(),
        List.of(),
        all,
        compared,
        List.of());
  }

  /** Without what says the same once more in words. */
  private static View fields(View.Struct opened) {
    return new View.Struct(
        opened.type(),
        opened.fields().stream()
            .filter(field -> !field.name().equals("summary") && !field.name().equals("key"))
            .toList());
  }

  /** Cases of one select, such as two kinds of proposal. */
  private static boolean haveAlternatives(WireStruct a, WireStruct b) {
    return a.getClass().getEnclosingClass() != null
        && Objects.equals(a.getClass().getEnclosingClass(), b.getClass().getEnclosingClass());
  }

  private KeyRing.Opened opened(Input.Struct struct, ViewBuilder views) {
    Input ring = new InputReader(stdin).read(String.valueOf(keys), null);
    try {
      return new KeyRing(ring, views).open(struct.value(), null);
    } finally {
      InputReader.close(ring);
    }
  }

  private void print(Report report) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("same", report.same());
    root.putObject("a").put("input", nameOfA).put("is", report.a());
    root.putObject("b").put("input", nameOfB).put("is", report.b());
    ArrayNode part = root.putArray("part");
    report.part().forEach(difference -> part.add(difference.path()));
    ArrayNode differences = root.putArray("differences");
    for (Difference difference : report.differences()) {
      ObjectNode each = differences.addObject();
      each.put("path", difference.path());
      each.put("consequence", difference.consequence());
      if (!difference.note().isEmpty()) {
        each.put("note", difference.note());
      }
      each.set("a", JsonRenderer.render(difference.a()));
      each.set("b", JsonRenderer.render(difference.b()));
    }
    ObjectNode checks = root.putObject("checks");
    for (View.Field check : report.checks()) {
      checks.set(check.name(), JsonRenderer.render(check.value()));
    }
    report.compared().forEach(root.putArray("compared")::add);
    report.notCompared().forEach(root.putArray("not_compared")::add);
    out().println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
