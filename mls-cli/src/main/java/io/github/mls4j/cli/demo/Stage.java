package io.github.mls4j.cli.demo;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where the story plays: the clients, the delivery service between them, and what has happened in
 * the step so far. It sends, delivers, and after each step holds all members to one state.
 */
public final class Stage implements AutoCloseable {

  /** In a smaller group nothing takes long enough to be watched. */
  private static final int PROGRESS_FROM = 32;

  private final CipherSuiteId suite;
  private final SecureRandom random;
  private final Narrator narrator;
  private final Progress progress;
  private final DeliveryService service = new DeliveryService();
  private final Map<String, Client> members = new LinkedHashMap<>();
  private final Map<String, Client> others = new LinkedHashMap<>();
  private List<Event> events = new ArrayList<>();
  private int steps;

  /**
   * @param progress told of the work that grows with the group
   */
  Stage(CipherSuiteId suite, SecureRandom random, Narrator narrator, Progress progress) {
    this.suite = suite;
    this.random = random;
    this.narrator = narrator;
    this.progress = progress;
  }

  public DeliveryService service() {
    return service;
  }

  /** How many epochs there have been so far. */
  long epochs() {
    return members.values().iterator().next().epoch() + 1;
  }

  int steps() {
    return steps;
  }

  /** A client that is in no group yet, and gets all that is sent from now on. */
  public Client enter(String name) {
    Client client = new Client(name, suite, random);
    others.put(name, client);
    service.subscribe(name);
    return client;
  }

  /** As {@link #enter(String)}, for a client with settings of its own. */
  public Client enter(Client client) {
    others.put(client.name(), client);
    service.subscribe(client.name());
    return client;
  }

  /** A client for {@link #enter(Client)} in the suite of the story. */
  public Client client(String name, UnaryOperator<GroupConfig.Builder> settings) {
    return new Client(name, suite, random, settings);
  }

  /**
   * A group of clients with these names, made by the first, who has added all others; what led to
   * it is not told.
   */
  public List<Client> gather(UnaryOperator<GroupConfig.Builder> settings, String... names)
      throws DecodeException, RuleViolation, MissingInput {
    List<Client> all = new ArrayList<>();
    for (String name : names) {
      all.add(enter(client(name, settings)));
    }
    Client creator = all.get(0);
    creator.adopt(Group.create(creator.config(), creator.identity()));
    becomesMember(creator.name());
    List<String> joiners = List.of(names).subList(1, names.length);
    commit(creator, creator.add(keyPackages(joiners)), joiners);
    events = new ArrayList<>();
    return all;
  }

  public CipherSuiteId suite() {
    return suite;
  }

  public SecureRandom random() {
    return random;
  }

  /** Something that a client tries, and that should not work. */
  @FunctionalInterface
  public interface Attempt {
    void run() throws MlsException;
  }

  /**
   * Has a client read what it is to refuse.
   *
   * @throws CommandFailure if it does not
   */
  public void refused(Client by, String what, Attempt attempt) {
    note(
        new Event.Refused(by.name(), what, refusal(by.name() + " was to refuse " + what, attempt)));
  }

  /**
   * Has a client try what it may not do.
   *
   * @param what a verb, and what goes with it
   * @throws CommandFailure if it can
   */
  public void denied(Client by, String what, Attempt attempt) {
    note(new Event.Denied(by.name(), what, refusal(by.name() + " was not to " + what, attempt)));
  }

  private static String refusal(String expected, Attempt attempt) {
    try {
      attempt.run();
    } catch (RuleViolation e) {
      return "§" + e.rule().section() + ": " + e.rule().statement();
    } catch (MlsException | IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
    throw new CommandFailure(expected + ", but nothing stood in the way");
  }

  /**
   * Shows the reader something that is so.
   *
   * @throws CommandFailure if it is not
   */
  public void show(String claim, boolean holds) {
    if (!holds) {
      throw new CommandFailure("it is not so that " + claim);
    }
    note(new Event.Noted(claim));
  }

  /** Sends the external commit that a client has made, which makes it a member. */
  public void joinByCommit(Client joiner, String what, Bytes commit)
      throws DecodeException, RuleViolation, MissingInput {
    service.collect(joiner.name()); // what was sent before the join is not for this client
    sendToMembers(joiner.name(), what, commit);
    joiner.taken();
    deliver();
    becomesMember(joiner.name());
    note(new Event.Entered(memberNames(), joiner.epoch()));
  }

  /** Sends a proposal, and all members receive it. */
  public void propose(String from, String what, Bytes message)
      throws DecodeException, RuleViolation, MissingInput {
    sendToMembers(from, "Proposal (" + what + ")", message);
    deliver();
  }

  /** From now on {@code name} has to agree with all other members. */
  public void becomesMember(String name) {
    Client client = others.remove(name);
    if (client != null) {
      members.put(name, client);
    }
  }

  /** From now on {@code name} only overhears. */
  public void ceasesToBeMember(String name) {
    Client client = members.remove(name);
    if (client != null) {
      others.put(name, client);
    }
  }

  public List<String> memberNames() {
    return List.copyOf(members.keySet());
  }

  public void note(Event event) {
    events.add(event);
  }

  /** Publishes fresh key packages and hands them to whoever wants to add these clients. */
  public List<Bytes> keyPackages(List<String> names) {
    List<Bytes> fetched = new ArrayList<>();
    for (String name : names) {
      Client client = others.get(name);
      if (client == null) {
        throw new IllegalStateException(name + " is not waiting to be added");
      }
      service.publishKeyPackage(name, client.newKeyPackage());
      fetched.add(service.fetchKeyPackage(name));
    }
    note(new Event.Published(names, "KeyPackage", fetched.stream().mapToInt(Bytes::size).sum()));
    return fetched;
  }

  /**
   * Sends a commit; its sender enters the new epoch once it is on its way, and so do all others.
   */
  public void commit(Client committer, Client.Outgoing outgoing, List<String> joiners)
      throws DecodeException, RuleViolation, MissingInput {
    sendToMembers(committer.name(), "Commit", outgoing.commit());
    committer.taken();
    deliver();
    if (outgoing.welcome().isPresent()) {
      welcome(committer.name(), outgoing.welcome().get(), joiners);
    }
    note(new Event.Entered(memberNames(), committer.epoch()));
  }

  private void welcome(String from, Bytes welcome, List<String> joiners)
      throws DecodeException, RuleViolation, MissingInput {
    note(new Event.Sent(from, joiners, "Welcome", welcome.size()));
    int joined = 0;
    for (String name : joiners) {
      showProgress("joining", joined++, joiners.size());
      Client joiner = others.get(name);
      if (joiner == null) {
        throw new IllegalStateException(name + " is not waiting for a Welcome");
      }
      service.collect(name); // what was sent before the join is not for this client
      service.sendTo(name, welcome);
      joiner.join(service.collect(name).get(0));
      becomesMember(name);
    }
  }

  /** Sends something to all subscribers; nobody looks into the mailbox yet. */
  public void sendToMembers(String from, String what, Bytes message) {
    service.sendToAll(from, message);
    note(new Event.Sent(from, List.of(), what, message.size()));
  }

  /** Somebody says something, and all members read it. */
  public void chat(Client speaker, String text)
      throws DecodeException, RuleViolation, MissingInput {
    say(speaker, text);
    deliver();
  }

  /** Somebody says something, and nobody looks into the mailbox yet. */
  public void say(Client speaker, String text) {
    Bytes message = speaker.say(text);
    service.sendToAll(speaker.name(), message);
    note(new Event.Said(speaker.name(), text, message.size()));
  }

  /** All members read what is in their mailboxes. */
  public void deliver() throws DecodeException, RuleViolation, MissingInput {
    Map<Heard, List<String>> readers = new LinkedHashMap<>();
    int done = 0;
    for (Client member : members.values()) {
      showProgress("receiving", done++, members.size());
      Map<String, List<String>> textsBySender = new LinkedHashMap<>();
      for (Bytes message : service.collect(member.name())) {
        if (member.read(message) instanceof Client.Reading.Text text) {
          textsBySender.computeIfAbsent(text.from(), from -> new ArrayList<>()).add(text.text());
        }
      }
      textsBySender.forEach(
          (from, texts) ->
              readers
                  .computeIfAbsent(new Heard(from, texts), heard -> new ArrayList<>())
                  .add(member.name()));
    }
    readers.forEach((heard, names) -> note(new Event.Read(names, heard.from(), heard.texts())));
  }

  private void showProgress(String task, int done, int total) {
    if (total >= PROGRESS_FROM) {
      progress.update(task, done, total);
    }
  }

  private record Heard(String from, List<String> texts) {}

  /**
   * Ends a step: all members have to be in the same epoch with the same epoch authenticator and the
   * same tree.
   *
   * @throws CommandFailure if they are not
   */
  public void endStep(String title, String explanation) throws DecodeException {
    Client first = members.values().iterator().next();
    for (Client member : members.values()) {
      agree(title, first, member);
    }
    progress.clear();
    steps++;
    narrator.tell(
        new Step(
            steps,
            title,
            explanation,
            events,
            first.epoch(),
            first.epochAuthenticator(),
            memberNames(),
            TlsReader.decode(first.ratchetTree(), RatchetTreeExtension::readFrom)));
    events = new ArrayList<>();
  }

  private static void agree(String title, Client one, Client other) {
    if (one.epoch() != other.epoch()
        || !one.epochAuthenticator().equals(other.epochAuthenticator())
        || !one.ratchetTree().equals(other.ratchetTree())) {
      throw new CommandFailure(
          "after \"%s\", %s (epoch %s, authenticator %s) and %s (epoch %s, authenticator %s) differ"
              .formatted(
                  title,
                  one.name(),
                  Long.toUnsignedString(one.epoch()),
                  one.epochAuthenticator(),
                  other.name(),
                  Long.toUnsignedString(other.epoch()),
                  other.epochAuthenticator()));
    }
  }

  @Override
  public void close() {
    members.values().forEach(Client::close);
    others.values().forEach(Client::close);
  }
}
