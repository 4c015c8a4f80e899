package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.CommitBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One group, the client that joins it and then only listens, and what it hears. */
final class PassiveStory implements AutoCloseable {

  /** What happens in it. */
  @FunctionalInterface
  interface Chapter {
    void tell(PassiveStory story) throws Exception;
  }

  /** A group that is there before the client. */
  @FunctionalInterface
  interface Founding {
    void of(VectorGroup group) throws Exception;
  }

  /**
   * Members at leaves 0, 1 (unmerged), 2, 3 and 6, and blank nodes above them; the client gets leaf
   * 4, and leaf 5 stays blank.
   */
  static final Founding UNEVEN =
      group -> {
        VectorClient first = group.member(0);
        VectorClient[] others = clients(group, 6);
        group.add(first, others);
        group.commit(others[1], commit -> commit);
        group.commit(others[5], commit -> commit.remove(others[0].leaf()));
        group.commit(others[2], commit -> commit.remove(others[3].leaf()).remove(others[4].leaf()));
        group.commit(first, CommitBuilder::withoutPath, group.client());
      };

  /** Three members. */
  static final Founding SMALL = ofMembers(3);

  /** Members at the first leaves. */
  static Founding ofMembers(int count) {
    return group -> group.add(group.member(0), clients(group, count - 1));
  }

  final VectorGroup group;
  final VectorClient listener;
  private final List<PassiveClientVector.Epoch> epochs = new ArrayList<>();
  private final List<Bytes> proposals = new ArrayList<>();
  private @Nullable Bytes welcome;
  private @Nullable Bytes ratchetTree;
  private @Nullable Bytes initialEpochAuthenticator;

  PassiveStory(CipherSuite suite, Draws draws, GroupManner manner, Founding founding)
      throws Exception {
    group = new VectorGroup(suite, draws, manner);
    founding.of(group);
    listener = group.client();
  }

  /** The client joins, the chapter follows, and a last commit shows that all agree. */
  static PassiveClientVector of(
      CipherSuite suite, Draws draws, GroupManner manner, Founding founding, Chapter chapter)
      throws Exception {
    return whole(
        suite,
        draws,
        manner,
        founding,
        story -> {
          story.join(commit -> commit);
          chapter.tell(story);
          story.commit(story.someone(), commit -> commit);
        });
  }

  /** A chapter in which the client joins. */
  static PassiveClientVector whole(
      CipherSuite suite, Draws draws, GroupManner manner, Founding founding, Chapter chapter)
      throws Exception {
    try (PassiveStory story = new PassiveStory(suite, draws, manner, founding)) {
      chapter.tell(story);
      return story.vector();
    }
  }

  static VectorClient[] clients(VectorGroup group, int count) throws Exception {
    VectorClient[] clients = new VectorClient[count];
    for (int i = 0; i < count; i++) {
      clients[i] = group.client();
    }
    return clients;
  }

  VectorClient client() throws Exception {
    return group.client();
  }

  /** Of those who take steps. */
  VectorClient member(int index) {
    return others().get(index);
  }

  /** The member at a leaf. */
  VectorClient at(int leaf) {
    return group.members().stream()
        .filter(member -> member.leaf().value() == leaf)
        .findFirst()
        .orElseThrow();
  }

  VectorClient someone() {
    return member(group.draws.below(others().size()));
  }

  List<VectorClient> others() {
    return group.members().stream().filter(member -> member != listener).toList();
  }

  /** How many epochs there are so far. */
  int length() {
    return epochs.size();
  }

  // What happens

  void join(VectorGroup.Plan plan) throws Exception {
    join(someone(), plan);
  }

  void join(VectorClient by, VectorGroup.Plan plan) throws Exception {
    welcomed(group.commit(by, plan, listener));
  }

  void welcomed(VectorGroup.Sent sent) {
    welcome = sent.welcome().orElseThrow();
    ratchetTree = group.treeInWelcome() ? null : group.view().ratchetTree();
    initialEpochAuthenticator = listener.group().epochAuthenticator();
  }

  void propose(VectorClient by, VectorGroup.Sending what) throws Exception {
    proposals.add(group.propose(by, what));
  }

  /** A proposal from outside the group. */
  void deliver(Bytes proposal) throws Exception {
    group.deliver(proposal);
    proposals.add(proposal);
  }

  /** What has been proposed arrives the other way round. */
  void reverseProposals() {
    Collections.reverse(proposals);
  }

  void commit(VectorClient by, VectorGroup.Plan plan, VectorClient... joiners) throws Exception {
    heard(group.commit(by, plan, joiners));
  }

  /** Commits what has been proposed, the clients that are to be added with it. */
  void commitReferring(VectorClient by, VectorClient... joiners) throws Exception {
    heard(group.commitReferring(by, commit -> commit, joiners));
  }

  void joinExternally(VectorClient client) throws Exception {
    joinExternally(client, join -> join);
  }

  void joinExternally(VectorClient client, VectorGroup.Entry entry) throws Exception {
    heard(group.joinExternally(client, entry));
  }

  private void heard(VectorGroup.Sent sent) {
    epochs.add(
        new PassiveClientVector.Epoch(
            List.copyOf(proposals), sent.commit(), group.view().epochAuthenticator()));
    proposals.clear();
  }

  PassiveClientVector vector() {
    return new PassiveClientVector(
        group.suite.id(),
        List.copyOf(group.psks),
        listener.keys.keyPackageMessage(),
        listener.keys.signaturePriv(),
        listener.keys.encryptionPriv(),
        listener.keys.initPriv(),
        Objects.requireNonNull(welcome),
        new OrNull(ratchetTree),
        Objects.requireNonNull(initialEpochAuthenticator),
        epochs);
  }

  @Override
  public void close() {
    group.close();
  }
}
