package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.LeafCheck;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Checks that an application may switch on and off: Alice's are as a test wants them, Carol's are
 * the usual ones (RFC 9420 §7.2, §7.3, §11.1, §17.3).
 */
class LeafCheckRuleTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;
  private TestClient dave;

  private void gather(UnaryOperator<ValidationPolicy> policy) throws Exception {
    circle = Circle.of("bob");
    bob = circle.member(0);
    carol = circle.outsider("carol");
    dave = circle.outsider("dave");
    alice =
        new TestClient(
            "alice",
            Circle.SUITE,
            builder -> builder.validation(policy.apply(builder.build().validation())));
    circle.add(bob, alice, carol);
  }

  private void assertBothTake(Bytes message) throws Exception {
    assertTakes(alice, message);
    assertTakes(carol, message);
  }

  private static void assertTakes(TestClient client, Bytes message) throws Exception {
    Received received = client.group.receive(message);
    if (received instanceof StagedCommit staged) {
      staged.close();
    } else {
      client.group.drop(((PendingProposal) received).reference());
    }
  }

  private Bytes proposal(KeyPackage added) throws Exception {
    return InsiderBuilder.of(bob).proposal(new Proposal.Add(added));
  }

  private Bytes commit(KeyPackage added) throws Exception {
    return InsiderBuilder.of(bob).propose(new Proposal.Add(added)).commit();
  }

  private KeyPackage expired() throws Exception {
    long now = Instant.now().getEpochSecond();
    return Forgery.withLeaf(
        dave,
        leaf ->
            Forgery.source(
                leaf, new LeafNodeSource.KeyPackage(new Lifetime(now - 2000, now - 1000))));
  }

  @Test
  void lifetimesInProposals() throws Exception {
    gather(policy -> policy.without(LeafCheck.LIFETIME_IN_PROPOSAL));
    assertTakes(alice, proposal(expired()));
    Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, carol, proposal(expired()));
    Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, alice, commit(expired()));
    assertBothTake(proposal(dave.published()));
  }

  @Test
  void lifetimesInCommits() throws Exception {
    gather(policy -> policy.without(LeafCheck.LIFETIME_IN_COMMIT));
    assertTakes(alice, commit(expired()));
    Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, carol, commit(expired()));
    Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, alice, proposal(expired()));
    assertBothTake(commit(dave.published()));
  }

  /** §7.3: what is sent is in its lifetime, whatever is taken from others. */
  @Test
  void lifetimesOfWhatWeSend() throws Exception {
    gather(
        policy ->
            policy.without(
                LeafCheck.LIFETIME_IN_PROPOSAL,
                LeafCheck.LIFETIME_IN_COMMIT,
                LeafCheck.LIFETIME_IN_TREE));
    KeyPackage expired = expired();
    Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, () -> alice.group.propose().add(expired));
    Refusals.assertRefused(
        Rule.LEAF_WITHIN_LIFETIME, () -> alice.group.commit().add(expired).build());
    circle.add(alice, dave);
  }

  @Test
  void lifetimesOfTheMembersOfAJoinedGroup() throws Exception {
    Instant[] now = {Instant.now()};
    gather(policy -> policy);
    UnaryOperator<GroupConfig.Builder> later =
        builder ->
            builder.validation(
                new ValidationPolicy(
                    builder.build().validation().authentication(),
                    () -> now[0],
                    true,
                    ValidationPolicy.DEFAULT_MAX_LIFETIME));
    TestClient strict = new TestClient("strict", Circle.SUITE, later);
    TestClient lenient =
        new TestClient(
            "lenient",
            Circle.SUITE,
            builder -> {
              GroupConfig.Builder set = later.apply(builder);
              return set.validation(set.build().validation().without(LeafCheck.LIFETIME_IN_TREE));
            });
    try (PendingCommit commit =
        bob.group.commit().add(strict.published()).add(lenient.published()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      now[0] = now[0].plus(java.time.Duration.ofDays(200));
      Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, () -> strict.join(welcome));
      lenient.join(welcome);
      now[0] = Instant.now();
      strict.join(welcome);
    }
  }

  /** A lifetime holds its first second and its last; the longest is allowed, one more is not. */
  @Test
  void lifetimesToTheSecond() throws Exception {
    long[] now = {Instant.now().getEpochSecond()};
    long first = now[0] + 1000;
    long last = first + ValidationPolicy.DEFAULT_MAX_LIFETIME.toSeconds();
    gather(
        policy ->
            new ValidationPolicy(
                policy.authentication(),
                () -> Instant.ofEpochSecond(now[0]),
                true,
                ValidationPolicy.DEFAULT_MAX_LIFETIME));
    for (long within : new long[] {first, last}) {
      now[0] = within;
      assertTakes(alice, commit(living(first, last)));
      assertTakes(alice, commit(living(within, within)));
    }
    for (long outside : new long[] {first - 1, last + 1}) {
      now[0] = outside;
      Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, alice, commit(living(first, last)));
    }
    now[0] = first;
    Refusals.assertRefused(Rule.LIFETIME_WITHIN_MAXIMUM, alice, commit(living(first, last + 1)));
    Refusals.assertRefused(Rule.LIFETIME_WITHIN_MAXIMUM, alice, commit(living(first, first - 1)));
  }

  private KeyPackage living(long notBefore, long notAfter) throws Exception {
    return Forgery.withLeaf(
        dave,
        leaf ->
            Forgery.source(leaf, new LeafNodeSource.KeyPackage(new Lifetime(notBefore, notAfter))));
  }

  private KeyPackage withCapabilities(UnaryOperator<Capabilities> change) throws Exception {
    return Forgery.withLeaf(dave, leaf -> Forgery.capabilities(leaf, change));
  }

  @Test
  void suiteAndVersion() throws Exception {
    gather(policy -> policy.without(LeafCheck.SUITE_AND_VERSION_LISTED));
    KeyPackage silent =
        withCapabilities(
            c ->
                new Capabilities(
                    List.of(),
                    List.<CipherSuiteId>of(),
                    c.extensions(),
                    c.proposals(),
                    c.credentials()));
    assertTakes(alice, commit(silent));
    Refusals.assertRefused(Rule.MEMBER_SUPPORTS_SUITE_AND_VERSION, carol, commit(silent));
    assertBothTake(commit(dave.published()));
  }

  @Test
  void defaultTypesInCapabilities() throws Exception {
    gather(policy -> policy.with(LeafCheck.NO_DEFAULTS_LISTED));
    KeyPackage extension =
        withCapabilities(
            c ->
                new Capabilities(
                    c.versions(),
                    c.cipherSuites(),
                    plus(c.extensions(), ExtensionType.APPLICATION_ID),
                    c.proposals(),
                    c.credentials()));
    KeyPackage proposal =
        withCapabilities(
            c ->
                new Capabilities(
                    c.versions(),
                    c.cipherSuites(),
                    c.extensions(),
                    plus(c.proposals(), io.github.mls4j.wire.ProposalType.REMOVE),
                    c.credentials()));
    Refusals.assertRefused(Rule.DEFAULTS_NOT_LISTED, alice, commit(extension));
    Refusals.assertRefused(Rule.DEFAULTS_NOT_LISTED, alice, commit(proposal));
    assertTakes(carol, commit(extension));
    assertBothTake(commit(dave.published()));
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private static UnaryOperator<LeafNode> withExtension(ExtensionType type) {
    return leaf -> Forgery.extensions(leaf, List.of(new Extension(type, Bytes.copyOf((byte) 0))));
  }

  @Test
  void extensionsOutOfPlace() throws Exception {
    gather(policy -> policy.with(LeafCheck.EXTENSIONS_IN_PLACE));
    KeyPackage leaf = Forgery.withLeaf(dave, withExtension(ExtensionType.EXTERNAL_SENDERS));
    Proposal context =
        new Proposal.GroupContextExtensions(
            List.of(new Extension(ExtensionType.APPLICATION_ID, Bytes.copyOf((byte) 0))));
    Refusals.assertRefused(Rule.EXTENSION_IN_PLACE, alice, commit(leaf));
    Bytes commit = InsiderBuilder.of(bob).propose(context).commit();
    Refusals.assertRefused(Rule.EXTENSION_IN_PLACE, alice, commit);
    Bytes reInit =
        InsiderBuilder.of(bob)
            .propose(
                new Proposal.ReInit(
                    Bytes.ofUtf8("next"),
                    ProtocolVersion.MLS10,
                    Circle.SUITE.id(),
                    List.of(new Extension(ExtensionType.RATCHET_TREE, Bytes.EMPTY))))
            .commit();
    Refusals.assertRefused(Rule.EXTENSION_IN_PLACE, alice, reInit);
    assertTakes(carol, commit(leaf));
    assertTakes(carol, commit);
    assertTakes(carol, reInit);
    carol.follow(commit);
    Bytes groupInfo = carol.group.groupInfo(true);
    TestClient erin = circle.outsider("erin");
    Refusals.assertRefused(
        Rule.EXTENSION_IN_PLACE,
        () -> Group.joinExternally(alice.config, erin.identity, groupInfo));
    Group.joinExternally(carol.config, erin.identity, groupInfo).build().close();
    gather(policy -> policy.with(LeafCheck.EXTENSIONS_IN_PLACE));
    assertBothTake(commit(Forgery.withLeaf(dave, withExtension(ExtensionType.APPLICATION_ID))));
  }

  /** §17.3: we put no extension where it does not belong, whatever is taken from others. */
  @Test
  void extensionsThatWePutOutOfPlace() throws Exception {
    gather(policy -> policy);
    List<Extension> wrong =
        List.of(new Extension(ExtensionType.RATCHET_TREE, Bytes.copyOf((byte) 0)));
    Refusals.assertRefused(
        Rule.EXTENSION_IN_PLACE, () -> carol.group.propose().groupContextExtensions(wrong));
    Refusals.assertRefused(
        Rule.EXTENSION_IN_PLACE, () -> carol.group.commit().groupContextExtensions(wrong).build());
    circle.commit(carol, commit -> commit.groupContextExtensions(List.of()));
  }
}
