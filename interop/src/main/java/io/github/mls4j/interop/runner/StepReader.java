package io.github.mls4j.interop.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the steps of one script, in order: it knows who has appeared and what was made so far. */
final class StepReader {

  /** As far as an export may go in every suite: 255 blocks of the shortest hash (RFC 5869 §2.3). */
  private static final int MAX_EXPORT = 255 * 32;

  private static final int DEFAULT_EXPORT = 32;

  /** Reads the fields of one kind of step. */
  @FunctionalInterface
  private interface Kind {
    Step read(StepReader reader, Fields in) throws ConfigException;
  }

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("createGroup", StepReader::createGroup),
          Map.entry("createKeyPackage", StepReader::createKeyPackage),
          Map.entry("joinGroup", StepReader::joinGroup),
          Map.entry("externalJoin", StepReader::externalJoin),
          Map.entry("installExternalPSK", StepReader::installExternalPsk),
          Map.entry("groupInfo", StepReader::groupInfo),
          Map.entry("addProposal", (reader, in) -> reader.propose(in, "add")),
          Map.entry("updateProposal", (reader, in) -> reader.propose(in, "update")),
          Map.entry("removeProposal", (reader, in) -> reader.propose(in, "remove")),
          Map.entry("externalPSKProposal", (reader, in) -> reader.propose(in, "externalPSK")),
          Map.entry("resumptionPSKProposal", (reader, in) -> reader.propose(in, "resumptionPSK")),
          Map.entry(
              "groupContextExtensionsProposal",
              (reader, in) -> reader.propose(in, "groupContextExtensions")),
          Map.entry("commit", (reader, in) -> reader.commit(in, false)),
          Map.entry("fullCommit", (reader, in) -> reader.commit(in, true)),
          Map.entry("handleCommit", StepReader::handleCommit),
          Map.entry("handlePendingCommit", StepReader::handlePendingCommit),
          Map.entry("protect", StepReader::protect),
          Map.entry("unprotect", StepReader::unprotect),
          Map.entry("reinit", StepReader::reInit),
          Map.entry("branch", StepReader::branch),
          Map.entry("newMemberAddProposal", StepReader::newMemberAdd),
          Map.entry("addExternalSigner", StepReader::addExternalSigner),
          Map.entry("externalSignerProposal", StepReader::externalSignerPropose),
          Map.entry("exchange", StepReader::exchange),
          Map.entry("compareSecrets", StepReader::compareSecrets));

  private final Set<String> actors = new LinkedHashSet<>();
  private final List<Set<Output>> made = new ArrayList<>();
  private boolean group;

  /** Everyone who has appeared, in that order. */
  List<String> actors() {
    return List.copyOf(actors);
  }

  Script.Line read(Fields in) throws ConfigException {
    String action = in.text("action");
    Kind kind = KINDS.get(action);
    if (kind == null) {
      throw in.wrong("action", "unknown action '" + Text.clean(action, 60) + "'");
    }
    Step step = kind.read(this, in);
    boolean mustFail = in.flag("mustFail");
    in.end();
    // What is refused makes nothing.
    made.add(mustFail ? EnumSet.noneOf(Output.class) : makes(step));
    return new Script.Line(action, step, mustFail);
  }

  private static Set<Output> makes(Step step) {
    if (step instanceof Step.CreateKeyPackage) {
      return EnumSet.of(Output.KEY_PACKAGE);
    } else if (step instanceof Step.Propose
        || step instanceof Step.NewMemberAdd
        || step instanceof Step.AddExternalSigner
        || step instanceof Step.ExternalSignerPropose) {
      return EnumSet.of(Output.PROPOSAL);
    } else if (step instanceof Step.InstallExternalPsk) {
      return EnumSet.of(Output.PSK_ID, Output.PSK_SECRET);
    } else if (step instanceof Step.Commit) {
      return EnumSet.of(Output.COMMIT, Output.WELCOME);
    } else if (step instanceof Step.ExternalJoin) {
      return EnumSet.of(Output.COMMIT);
    } else if (step instanceof Step.Protect) {
      return EnumSet.of(Output.CIPHERTEXT);
    }
    return EnumSet.noneOf(Output.class);
  }

  private Step createGroup(Fields in) throws ConfigException {
    group = true;
    return new Step.CreateGroup(
        newcomer(in.name("actor")), in.names("members").stream().map(this::newcomer).toList());
  }

  private Step createKeyPackage(Fields in) throws ConfigException {
    return new Step.CreateKeyPackage(newcomer(in.name("actor")));
  }

  private Step joinGroup(Fields in) throws ConfigException {
    return new Step.JoinGroup(actor(in), step(in, "welcome", Output.WELCOME));
  }

  private Step externalJoin(Fields in) throws ConfigException {
    return new Step.ExternalJoin(
        actor(in),
        newcomer(in.name("joiner")),
        knownActors(in, "members"),
        in.flag("externalTree"),
        in.flag("removePrior"),
        steps(in, "psks", Output.PSK_ID));
  }

  private Step installExternalPsk(Fields in) throws ConfigException {
    in.optionalName("actor"); // some configs name one, who has no part in it
    return new Step.InstallExternalPsk(knownActors(in, "clients"));
  }

  private Step groupInfo(Fields in) throws ConfigException {
    return new Step.GroupInfo(actor(in), in.flag("externalTree"));
  }

  private Step propose(Fields in, String type) throws ConfigException {
    return new Step.Propose(actor(in), proposal(in, type));
  }

  private Step commit(Fields in, boolean full) throws ConfigException {
    return new Step.Commit(
        actor(in),
        steps(in, "byReference", Output.PROPOSAL),
        in.list("byValue", (path, json) -> described(path, json)),
        in.flag("force_path"),
        in.flag("external_tree"),
        full,
        full ? knownActors(in, "members") : List.of(),
        full ? knownActors(in, "joiners") : List.of());
  }

  private Step handleCommit(Fields in) throws ConfigException {
    return new Step.HandleCommit(
        actor(in), step(in, "commit", Output.COMMIT), steps(in, "byReference", Output.PROPOSAL));
  }

  private Step handlePendingCommit(Fields in) throws ConfigException {
    return new Step.HandlePendingCommit(actor(in));
  }

  private Step protect(Fields in) throws ConfigException {
    return new Step.Protect(actor(in), in.text("authenticatedData", ""), in.text("plaintext", ""));
  }

  private Step unprotect(Fields in) throws ConfigException {
    return new Step.Unprotect(actor(in), step(in, "ciphertext", Output.CIPHERTEXT));
  }

  private Step reInit(Fields in) throws ConfigException {
    in.optionalName("actor"); // as with PSKs
    String proposer = in.text("proposer", "").isEmpty() ? null : knownActor(in, "proposer");
    int external = (int) in.number("externalReinitProposal", Integer.MAX_VALUE, 0);
    if (proposer == null) {
      require(in.path("externalReinitProposal"), external, Output.PROPOSAL);
    }
    return new Step.ReInit(
        proposer,
        external,
        knownActor(in, "committer"),
        knownActor(in, "welcomer"),
        knownActors(in, "members"),
        reInitProposal(in),
        in.flag("forcePath"),
        in.flag("externalTree"));
  }

  private Step branch(Fields in) throws ConfigException {
    return new Step.Branch(
        actor(in),
        knownActors(in, "members"),
        in.extensions("extensions"),
        in.flag("force_path"),
        in.flag("external_tree"));
  }

  private Step newMemberAdd(Fields in) throws ConfigException {
    return new Step.NewMemberAdd(actor(in), newcomer(in.name("joiner")));
  }

  private Step addExternalSigner(Fields in) throws ConfigException {
    return new Step.AddExternalSigner(actor(in), newcomer(in.name("signer")));
  }

  private Step externalSignerPropose(Fields in) throws ConfigException {
    return new Step.ExternalSignerPropose(
        actor(in),
        knownActor(in, "member"),
        described(in.path("description"), in.required("description")));
  }

  private Step exchange(Fields in) throws ConfigException {
    return new Step.Exchange(actor(in), knownActors(in, "members"));
  }

  private Step compareSecrets(Fields in) throws ConfigException {
    return new Step.CompareSecrets(
        actor(in),
        knownActors(in, "members"),
        in.text("label", "interop"),
        in.text("context", ""),
        (int) in.number("length", MAX_EXPORT, DEFAULT_EXPORT));
  }

  /** A proposal that stands for itself. */
  private Proposal described(String path, JsonNode json) throws ConfigException {
    Fields in = new Fields(path, json);
    String type = in.text("proposalType");
    if (type.equals("update")) {
      throw in.wrong("proposalType", "an Update can only be sent by the member whom it is about");
    }
    Proposal proposal = proposal(in, type);
    in.end();
    return proposal;
  }

  private Proposal proposal(Fields in, String type) throws ConfigException {
    return switch (type) {
      case "add" -> new Proposal.Add(step(in, "keyPackage", Output.KEY_PACKAGE));
      case "update" -> new Proposal.Update();
      case "remove" -> new Proposal.Remove(knownActor(in, "removed"));
      case "externalPSK" -> new Proposal.ExternalPsk(step(in, "pskID", Output.PSK_ID));
      case "resumptionPSK" -> new Proposal.ResumptionPsk(in.number("epochID", Long.MAX_VALUE, 0));
      case "groupContextExtensions" ->
          new Proposal.GroupContextExtensions(in.extensions("extensions"));
      case "reinit" -> reInitProposal(in);
      default ->
          throw in.wrong("proposalType", "unknown type of proposal '" + Text.clean(type, 60) + "'");
    };
  }

  private Proposal.ReInit reInitProposal(Fields in) throws ConfigException {
    if (!group) {
      throw new ConfigException(in.path(), "there is no group before this step");
    }
    return new Proposal.ReInit(
        in.extensions("extensions"), in.flag("changeGroupID"), in.flag("changeCipherSuite"));
  }

  private String newcomer(String name) {
    actors.add(name);
    return name;
  }

  private String actor(Fields in) throws ConfigException {
    return knownActor(in, "actor");
  }

  private String knownActor(Fields in, String field) throws ConfigException {
    return known(in.path(field), in.name(field));
  }

  private List<String> knownActors(Fields in, String field) throws ConfigException {
    return in.list(field, (path, json) -> known(path, Fields.name(path, json)));
  }

  private String known(String path, String name) throws ConfigException {
    if (!actors.contains(name)) {
      throw new ConfigException(path, "unknown actor '" + name + "': nothing before brings it in");
    }
    return name;
  }

  private int step(Fields in, String field, Output output) throws ConfigException {
    int step = (int) in.number(field, Integer.MAX_VALUE);
    require(in.path(field), step, output);
    return step;
  }

  private List<Integer> steps(Fields in, String field, Output output) throws ConfigException {
    List<Integer> steps = in.steps(field);
    for (int i = 0; i < steps.size(); i++) {
      require(in.path(field) + "[" + i + "]", steps.get(i), output);
    }
    return steps;
  }

  private void require(String path, int step, Output output) throws ConfigException {
    if (step >= made.size() || !made.get(step).contains(output)) {
      throw new ConfigException(
          path, "step " + step + " is none before this one that makes a " + output);
    }
  }
}
