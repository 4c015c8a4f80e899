package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.group.ModelMember.Kind;
import io.github.mls4j.group.ModelMember.Mail;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.GroupContext;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A group, the delivery service between its members, and what must hold whatever happens: each
 * message has one right outcome at each member, and all who enter an epoch agree on it. The service
 * loses, doubles and reorders messages; of several commits in one epoch it takes the first, and
 * keeps it for those who have lost it.
 *
 * <p>All chances come from the numbers that a step is given, and keys from a fixed seed: the same
 * steps always lead to the same course.
 */
final class GroupModel {

  static final CipherSuite SUITE = Circle.SUITE;

  /** What a proposal is, where that counts. */
  static final String SELF_REMOVE = "SelfRemove";

  /** Below that size nobody is removed. */
  static final int FEWEST = 8;

  /** The most members that a group starts with; most groups have fewer. */
  private static final int LARGEST = 34;

  private static final int SMALL = 12;

  /** How many more it grows to. */
  private static final int GROWTH = 6;

  private static final int PAST_EPOCHS = 3;

  /** What all members of an epoch have to agree on. */
  private record Agreed(GroupContext context, Bytes authenticator, Bytes exported) {}

  final List<ModelMember> members = new ArrayList<>();
  final List<ModelMember> outside = new ArrayList<>();

  /** Not members any more, though some may not know it yet. */
  final List<ModelMember> leaving = new ArrayList<>();

  /** States of removed members, from before they learnt of it. */
  final List<ModelMember> ghosts = new ArrayList<>();

  /** How many members the group grows to. */
  int most;

  /** Not a member, but an external sender; null as long as there is no group. */
  @Nullable TestClient server;

  SecureRandom keys;
  Random chance = new Random(0);
  int groups;
  Bytes groupId;

  /** The epoch that the delivery service is in. */
  long head;

  private final Map<Long, Agreed> agreed = new HashMap<>();
  private final Map<Long, Mail> commits = new HashMap<>();
  private final Map<Long, List<Mail>> proposals = new HashMap<>();
  private final List<Mail> sent = new ArrayList<>();
  private int names;

  /** The first step makes the group, with as many members as its chances have it. */
  void open() throws Exception {
    int largest = happens(15) ? LARGEST : SMALL;
    int size = FEWEST + chance.nextInt(largest - FEWEST + 1);
    most = size + GROWTH;
    keys = SecureRandom.getInstance("SHA1PRNG");
    keys.setSeed(size);
    server = newcomer();
    ModelMember creator = new ModelMember(newcomer());
    restartService();
    creator.client.group =
        Group.create(creator.client.config, creator.client.identity, groupId, extensions());
    members.add(creator);
    entered(creator);
    List<ModelMember> others = new ArrayList<>();
    CommitBuilder builder = creator.client.group.commit();
    for (int i = 1; i < size; i++) {
      ModelMember other = new ModelMember(newcomer());
      outside.add(other);
      others.add(other);
      builder.add(other.client.published());
    }
    submit(creator, builder.build());
    for (ModelMember other : others) {
      join(other);
    }
  }

  /** Another group takes this one's place: the service starts anew. */
  void restartService() {
    groupId = Bytes.ofUtf8("group " + groups++);
    head = 0;
    agreed.clear();
    commits.clear();
    proposals.clear();
    sent.clear();
    ghosts.clear();
  }

  /** The members are in the first epoch of a group that has taken the place of the last one. */
  void startedAnew() {
    restartService();
    head = 1;
    for (ModelMember member : members) {
      member.joined = 1;
      entered(member);
    }
  }

  private TestClient newcomer() {
    boolean encrypt = names % 2 == 0;
    TestStore store = names % 3 == 0 ? null : new TestStore();
    return new TestClient(
        "client " + names++,
        SUITE,
        builder ->
            builder
                .random(keys)
                .psks(TestClient::sharedPsk)
                .pastEpochs(PAST_EPOCHS)
                .commitBeforeSending(false)
                .grease(false)
                .proposals(List.of(SelfRemove.TYPE, new Vote()))
                .store(store)
                .encryptHandshake(encrypt));
  }

  /** A client that is not in the group: a new one, or one that {@code member} knows to be out. */
  ModelMember outsider(ModelMember member) {
    if (member.epoch() == head && !outside.isEmpty() && chance.nextBoolean()) {
      return outside.get(chance.nextInt(outside.size()));
    }
    ModelMember outsider = new ModelMember(newcomer());
    outside.add(outsider);
    return outsider;
  }

  /** The server may propose. */
  List<Extension> extensions() {
    ExternalSender sender =
        new ExternalSender(server.identity.signer().publicKey(), server.identity.credential());
    return List.of(
        new Extension(
            ExtensionType.EXTERNAL_SENDERS, new ExternalSenders(List.of(sender)).encode()));
  }

  boolean happens(int percent) {
    return chance.nextInt(100) < percent;
  }

  /** Any of those, or null. */
  ModelMember any(Predicate<ModelMember> wanted) {
    List<ModelMember> found = members.stream().filter(wanted).toList();
    return found.isEmpty() ? null : found.get(chance.nextInt(found.size()));
  }

  /** One who is up to date. */
  ModelMember current() {
    return any(m -> m.isIn() && m.epoch() == head);
  }

  // Sending

  void say(ModelMember sender) {
    String text = "message " + sent.size() + " of " + sender.client.name;
    Bytes message = sender.client.say(text);
    broadcast(new Mail(Kind.APPLICATION, sender.epoch(), sender, message, text));
  }

  void propose(ModelMember sender, long epoch, Bytes message, String text) {
    Mail mail = new Mail(Kind.PROPOSAL, epoch, sender, message, text);
    proposals.computeIfAbsent(epoch, e -> new ArrayList<>()).add(mail);
    broadcast(mail);
  }

  /** Some lose it, some get it twice. */
  private void broadcast(Mail mail) {
    sent.add(mail);
    for (ModelMember member : members) {
      for (int copies = happens(10) ? 0 : happens(10) ? 2 : 1; copies > 0; copies--) {
        member.inbox.add(mail);
      }
    }
  }

  /** The service takes a commit if it is the first of the current epoch; whether it did. */
  boolean submit(ModelMember committer, PendingCommit commit) throws Exception {
    if (committer.epoch() != head) {
      committer.pending.add(commit);
      return false;
    }
    List<ModelMember> removed = new ArrayList<>();
    commit.changes().removed().forEach(m -> removed.add(client(members, m.credential())));
    taken(committer, commit.message(), removed);
    committer.pending.add(commit);
    for (Member added : commit.changes().added()) {
      ModelMember joiner = client(outside, added.credential());
      joiner.welcome = commit.welcome().orElseThrow();
      joiner.joined = head;
      outside.remove(joiner);
      members.add(joiner);
    }
    if (happens(70)) {
      merge(committer, commit);
    }
    return true;
  }

  private void taken(ModelMember committer, Bytes message, List<ModelMember> removed) {
    Mail mail = new Mail(Kind.COMMIT, head, committer, message, "");
    commits.put(head, mail);
    broadcast(mail);
    members.removeAll(removed);
    leaving.addAll(removed);
    head++;
  }

  static ModelMember client(List<ModelMember> among, Credential credential) {
    return among.stream().filter(m -> m.credential().equals(credential)).findFirst().orElseThrow();
  }

  /** Whether that client sends its proposals encrypted. */
  boolean encrypts(Credential credential) {
    return Stream.of(members, leaving, outside)
        .flatMap(List::stream)
        .filter(m -> m.credential().equals(credential))
        .anyMatch(m -> m.client.config.encryptHandshake());
  }

  /** The SelfRemoves of the current epoch that a joiner may cover. */
  List<Mail> selfRemoves() {
    return proposals.getOrDefault(head, List.of()).stream()
        .filter(mail -> mail.text().equals(SELF_REMOVE))
        .toList();
  }

  /** A commit from outside, which the service takes at once: {@code joiner} is a member by it. */
  void welcome(ModelMember joiner, PendingJoin join, List<ModelMember> removed) {
    taken(null, join.message(), removed);
    joiner.client.group = join.merge();
    joiner.joined = head;
    outside.remove(joiner);
    members.add(joiner);
    entered(joiner);
  }

  // Receiving

  void join(ModelMember joiner) throws Exception {
    joiner.client.join(joiner.welcome);
    joiner.welcome = null;
    entered(joiner);
    // Welcomes do not come before their commit, but messages of the new epoch may.
    assertThat(joiner.epoch()).isEqualTo(joiner.joined);
  }

  private void entered(ModelMember member) {
    Group group = member.client.group;
    try (Secret secret = group.export("model", Bytes.EMPTY, 16)) {
      Agreed own =
          new Agreed(group.context(), group.epochAuthenticator(), Bytes.wrap(secret.reveal()));
      Agreed first = agreed.putIfAbsent(group.epoch(), own);
      assertThat(own).as("%s", member).isEqualTo(first == null ? own : first);
    }
  }

  /** Up to so many messages reach a member, in any order. */
  void deliver(ModelMember member, int count) throws Exception {
    List<Mail> early = new ArrayList<>();
    for (int i = 0; i < count && !member.inbox.isEmpty() && member.isIn(); i++) {
      Mail mail = member.inbox.remove(chance.nextInt(member.inbox.size()));
      if (!receive(member, mail)) {
        early.add(mail);
      }
    }
    member.inbox.addAll(early);
  }

  /** What a member has lost, it asks the service for, and comes up to date. */
  void catchUp(ModelMember member) throws Exception {
    while (member.isIn() && commits.containsKey(member.epoch())) {
      long epoch = member.epoch();
      receive(member, commits.get(epoch));
    }
  }

  /** Whether the message had its outcome, which is checked; else it has come too early. */
  private boolean receive(ModelMember member, Mail mail) throws Exception {
    long epoch = member.epoch();
    try {
      Received received = member.client.group.receive(mail.message());
      assertThat(mail.epoch()).as("%s opened %s", member, mail.kind()).isLessThanOrEqualTo(epoch);
      if (received instanceof OwnMessage own) {
        assertThat(mail.from()).isSameAs(member);
        if (mail.kind() == Kind.COMMIT && mail.epoch() == epoch) {
          mergeOwn(member, own);
        }
      } else if (received instanceof ApplicationMessage message) {
        assertThat(expectOpen(member, mail)).as("%s opened %s", member, mail).isTrue();
        assertThat(message.data()).isEqualTo(Bytes.ofUtf8(mail.text()));
        assertThat(message.sender().credential()).isEqualTo(mail.from().credential());
        member.opened.add(mail);
      } else if (received instanceof PendingProposal) {
        assertThat(mail.kind()).isEqualTo(Kind.PROPOSAL);
        member.opened.add(mail);
      } else {
        followed(member, mail, (StagedCommit) received);
      }
      return true;
    } catch (MissingInput e) {
      return missing(member, mail, e);
    } catch (RuleViolation e) {
      refused(member, mail, e.rule());
      return true;
    }
  }

  /** Whether this member can open an application message that has not been opened before. */
  private static boolean expectOpen(ModelMember member, Mail mail) {
    return mail.kind() == Kind.APPLICATION
        && mail.from() != member
        && mail.epoch() >= member.joined
        && mail.epoch() <= member.epoch()
        && mail.epoch() >= member.epoch() - PAST_EPOCHS
        && !member.opened.contains(mail);
  }

  private boolean missing(ModelMember member, Mail mail, MissingInput missing) throws Exception {
    switch (missing.kind()) {
      case FUTURE_EPOCH -> {
        assertThat(mail.epoch()).isGreaterThan(member.epoch());
        return false;
      }
      case PAST_EPOCH -> {
        assertThat(mail.kind()).isEqualTo(Kind.APPLICATION);
        assertThat(mail.epoch())
            .as("%s cannot open %s", member, mail)
            .isLessThan(Math.max(member.joined, member.epoch() - PAST_EPOCHS));
        return true;
      }
      case PROPOSAL -> {
        assertThat(mail.kind()).isEqualTo(Kind.COMMIT);
        for (Mail proposal : proposals.getOrDefault(mail.epoch(), List.of())) {
          if (proposal.from() != member) {
            receive(member, proposal);
          }
        }
        assertThat(receive(member, mail)).isTrue();
        return true;
      }
      default -> throw missing;
    }
  }

  private void refused(ModelMember member, Mail mail, Rule rule) throws RuleViolation {
    String what = member + " refused " + mail.kind() + " of epoch " + mail.epoch() + ": " + rule;
    switch (rule) {
      case GENERATION_NOT_USED_TWICE -> assertThat(member.opened.contains(mail)).as(what).isTrue();
      case COMMIT_EPOCH_CURRENT, PROPOSAL_EPOCH_CURRENT ->
          assertThat(mail.epoch()).as(what).isLessThan(member.epoch());
      default -> throw new AssertionError(what);
    }
  }

  private void followed(ModelMember member, Mail mail, StagedCommit staged) throws Exception {
    assertThat(mail.kind()).isEqualTo(Kind.COMMIT);
    if (happens(10)) {
      staged.close();
      member.inbox.add(mail);
      return;
    }
    Group group = member.client.group;
    if (staged.changes().removesSelf() && happens(50)) {
      haunt(member);
    }
    group.merge(staged);
    if (staged.changes().removesSelf()) {
      assertThat(leaving).contains(member);
      leaving.remove(member);
      member.leave();
      outside.add(member);
    } else {
      entered(member);
      dropPending(member);
    }
  }

  private void mergeOwn(ModelMember member, OwnMessage own) throws Exception {
    PendingCommit commit =
        member.pending.stream()
            .filter(p -> p.id().equals(own.commit().orElseThrow()))
            .findFirst()
            .orElseThrow();
    merge(member, commit);
  }

  private void merge(ModelMember member, PendingCommit commit) {
    member.pending.remove(commit);
    member.client.group.merge(commit);
    entered(member);
    dropPending(member);
  }

  /** Commits that have lost cannot be merged. */
  private void dropPending(ModelMember member) {
    assertThat(member.client.group.pendingCommits()).isEmpty();
    for (PendingCommit lost : member.pending) {
      assertThatThrownBy(() -> member.client.group.merge(lost))
          .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
    }
    member.pending.clear();
  }

  // Removed members

  /** Keeps what a removed member could have kept. */
  private void haunt(ModelMember member) throws Exception {
    TestClient kept = new TestClient(member.client, member.client.name + "'s ghost");
    try (Secret saved = member.client.group.save()) {
      kept.group = Group.restore(kept.config.toBuilder().store(null).build(), kept.identity, saved);
    }
    ModelMember ghost = new ModelMember(kept);
    ghosts.add(ghost);
  }

  /** Of later epochs, a removed member opens nothing and follows no commit. */
  void assertShutOut(ModelMember ghost) throws Exception {
    List<Mail> later = sent.stream().filter(mail -> mail.epoch() > ghost.epoch()).toList();
    for (int i = 0; i < 5 && !later.isEmpty(); i++) {
      Mail mail = later.get(chance.nextInt(later.size()));
      try {
        Received received = ghost.client.group.receive(mail.message());
        throw new AssertionError(ghost + " got " + received);
      } catch (MissingInput e) {
        assertThat(e.kind()).isEqualTo(MissingInput.Kind.FUTURE_EPOCH);
      }
    }
  }

  // Everybody

  /** All come up to date, and have the same tree. */
  void settle() throws Exception {
    for (ModelMember member : List.copyOf(members)) {
      if (member.welcome != null) {
        join(member);
      }
      catchUp(member);
    }
    for (ModelMember member : List.copyOf(leaving)) {
      if (member.welcome != null) {
        join(member);
      }
      catchUp(member);
    }
    assertThat(leaving).isEmpty();
    Bytes tree = members.get(0).client.group.ratchetTree();
    for (ModelMember member : members) {
      assertThat(member.epoch()).as("%s", member).isEqualTo(head);
      assertThat(member.client.group.ratchetTree()).as("%s", member).isEqualTo(tree);
      deliver(member, member.inbox.size());
    }
  }

  /** At the end, each is heard by all others. */
  void assertAllTalk() throws Exception {
    settle();
    for (ModelMember sender : members) {
      Bytes message = sender.client.say("at last");
      for (ModelMember other : members) {
        if (other != sender) {
          assertThat(other.client.read(message)).isEqualTo("at last");
        }
      }
    }
    for (ModelMember ghost : ghosts) {
      assertShutOut(ghost);
    }
  }
}
