package io.github.mls4j.cli.demo;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the story plays: the clients, the delivery service between them, and what has happened in
 * the step so far. It sends, delivers, and after each step holds all members to one state.
 */
final class Stage implements AutoCloseable {

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

  DeliveryService service() {
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
  Client enter(String name) {
    Client client = new Client(name, suite, random);
    others.put(name, client);
    service.subscribe(name);
    return client;
  }

  /** From now on {@code name} has to agree with all other members. */
  void becomesMember(String name) {
    Client client = others.remove(name);
    if (client != null) {
      members.put(name, client);
    }
  }

  /** From now on {@code name} only overhears. */
  void ceasesToBeMember(String name) {
    Client client = members.remove(name);
    if (client != null) {
      others.put(name, client);
    }
  }

  List<String> memberNames() {
    return List.copyOf(members.keySet());
  }

  void note(Event event) {
    events.add(event);
  }

  /** Publishes fresh key packages and hands them to whoever wants to add these clients. */
  List<Bytes> keyPackages(List<String> names) {
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
  void commit(Client committer, Client.Outgoing outgoing, List<String> joiners)
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
  void sendToMembers(String from, String what, Bytes message) {
    service.sendToAll(from, message);
    note(new Event.Sent(from, List.of(), what, message.size()));
  }

  /** Somebody says something, and all members read it. */
  void chat(Client speaker, String text) throws DecodeException, RuleViolation, MissingInput {
    say(speaker, text);
    deliver();
  }

  /** Somebody says something, and nobody looks into the mailbox yet. */
  void say(Client speaker, String text) {
    Bytes message = speaker.say(text);
    service.sendToAll(speaker.name(), message);
    note(new Event.Said(speaker.name(), text, message.size()));
  }

  /** All members read what is in their mailboxes. */
  void deliver() throws DecodeException, RuleViolation, MissingInput {
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
  void endStep(String title, String explanation) throws DecodeException {
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
