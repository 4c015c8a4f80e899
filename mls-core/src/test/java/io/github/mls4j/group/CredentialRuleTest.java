package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whom the application does not believe, and clients that are in the group already (§5.3, §12.2).
 */
class CredentialRuleTest extends InsiderStage {

  private static final Credential SERVER = new Credential.Basic(Bytes.ofUtf8("server"));

  private List<Extension> senders(Credential... credentials) {
    List<ExternalSender> senders = new ArrayList<>();
    for (Credential credential : credentials) {
      senders.add(new ExternalSender(dave.identity.signer().publicKey(), credential));
    }
    return List.of(
        new Extension(ExtensionType.EXTERNAL_SENDERS, new ExternalSenders(senders).encode()));
  }

  private static Proposal replacing(List<Extension> extensions) {
    return new Proposal.GroupContextExtensions(extensions);
  }

  @Test
  void externalSenders() throws Exception {
    Proposal bad = replacing(senders(SERVER, MALLORY));
    assertRefused(Rule.EXTERNAL_SENDER_CREDENTIALS_VALID, insider().proposal(bad));
    assertRefused(Rule.EXTERNAL_SENDER_CREDENTIALS_VALID, insider().propose(bad).commit());
    Proposal good = replacing(senders(SERVER, SERVER));
    assertAccepted(insider().proposal(good));
    assertAccepted(insider().propose(good).commit());
  }

  @Test
  void changedExternalSenders() throws Exception {
    circle.commit(alice, commit -> commit.groupContextExtensions(senders(SERVER)));
    assertRefused(
        Rule.EXTERNAL_SENDER_CREDENTIALS_VALID,
        insider().propose(replacing(senders(MALLORY))).commit());
    assertAccepted(insider().propose(replacing(List.of())).commit());
  }

  @Test
  void externalSendersOfAGroupThatIsCreated() {
    assertThatThrownBy(
            () ->
                Group.create(
                    dave.config, dave.identity, Bytes.ofUtf8("daves"), senders(SERVER, MALLORY)))
        .isInstanceOf(IllegalArgumentException.class)
        .cause()
        .isInstanceOfSatisfying(
            RuleViolation.class,
            e -> assertThat(e.rule()).isEqualTo(Rule.EXTERNAL_SENDER_CREDENTIALS_VALID));
    Group.create(dave.config, dave.identity, Bytes.ofUtf8("daves"), senders(SERVER)).close();
  }

  @Test
  void externalSendersThatWeProposeOurselves() throws Exception {
    Refusals.assertRefused(
        Rule.EXTERNAL_SENDER_CREDENTIALS_VALID,
        () -> alice.group.propose().groupContextExtensions(senders(MALLORY)));
    Refusals.assertRefused(
        Rule.EXTERNAL_SENDER_CREDENTIALS_VALID,
        () -> alice.group.commit().groupContextExtensions(senders(MALLORY)).build());
    circle.commit(alice, commit -> commit.groupContextExtensions(senders(SERVER)));
  }

  @Test
  void aRefusalSaysWhy() throws Exception {
    Bytes update = insider().proposal(insider().update(leaf -> Forgery.credential(leaf, MALLORY)));
    assertThatThrownBy(() -> alice.group.receive(update))
        .hasMessageContaining("nobody believes Mallory");
  }

  @Test
  void aClientThatIsAMember() throws Exception {
    TestClient secondCarol = circle.outsider("carol");
    Proposal add = new Proposal.Add(secondCarol.published());
    assertRefused(Rule.ADDED_CLIENT_IS_NO_MEMBER, insider().propose(add).commit());
    assertAccepted(insider().propose(new Proposal.Remove(carol.leaf())).propose(add).commit());
    assertAccepted(insider().propose(new Proposal.Add(dave.published())).commit());
    Refusals.assertRefused(
        Rule.ADDED_CLIENT_IS_NO_MEMBER,
        () -> alice.group.commit().add(secondCarol.published()).build());
  }

  @Test
  void aClientThatIsAddedTwice() throws Exception {
    Proposal one = new Proposal.Add(circle.outsider("erin").published());
    Proposal two = new Proposal.Add(circle.outsider("erin").published());
    assertRefused(Rule.CLIENT_ADDED_ONCE, insider().propose(one).propose(two).commit());
    Proposal other = new Proposal.Add(circle.outsider("frank").published());
    assertAccepted(insider().propose(one).propose(other).commit());
  }

  @Test
  void weDoNotTakeThePlaceOfSomebodyElse() throws Exception {
    Bytes groupInfo = alice.group.groupInfo(true);
    Refusals.assertRefused(
        Rule.CREDENTIAL_SUCCESSOR_ACCEPTED,
        () ->
            Group.joinExternally(dave.config, dave.identity, groupInfo)
                .replacing(carol.leaf())
                .build());
    TestClient carolAgain = new TestClient(carol, "carol again");
    Group.joinExternally(carolAgain.config, carolAgain.identity, groupInfo)
        .replacing(carol.leaf())
        .build()
        .close();
  }
}
