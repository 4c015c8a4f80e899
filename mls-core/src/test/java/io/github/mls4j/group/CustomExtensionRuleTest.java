package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Extensions that the application has registered: their content, and support in earnest (§13). */
class CustomExtensionRuleTest extends InsiderStage {

  private static final Extension WELL_FORMED = NOTE.with(new ApplicationId(Bytes.ofUtf8("note")));

  /** §13.4: bytes left over are no part of what the extension says. */
  private static final Extension MALFORMED =
      new Extension(NOTE.type(), Bytes.concat(WELL_FORMED.extensionData(), Bytes.copyOf((byte) 0)));

  private static KeyPackage keyPackage(TestClient client, Extension extension) throws Exception {
    return Forgery.with(
        client,
        tbs ->
            new KeyPackageTBS(
                tbs.version(),
                tbs.cipherSuite(),
                tbs.initKey(),
                tbs.leafNode(),
                List.of(extension)));
  }

  private interface Fallible {
    Bytes with(Extension extension) throws Exception;
  }

  private void judged(Fallible message) throws Exception {
    assertRefused(Rule.EXTENSION_WELL_FORMED, message.with(MALFORMED));
    assertAccepted(message.with(WELL_FORMED));
  }

  @Test
  void inKeyPackages() throws Exception {
    judged(e -> insider().proposal(new Proposal.Add(keyPackage(dave, e))));
    judged(e -> insider().propose(new Proposal.Add(keyPackage(dave, e))).commit());
  }

  @Test
  void inLeaves() throws Exception {
    judged(
        e ->
            insider()
                .propose(
                    new Proposal.Add(
                        Forgery.withLeaf(dave, leaf -> Forgery.extensions(leaf, List.of(e)))))
                .commit());
    judged(e -> insider().leaf(leaf -> Forgery.extensions(leaf, List.of(e))).commit());
    judged(
        e -> {
          InsiderBuilder insider = insider();
          return insider.proposal(insider.update(leaf -> Forgery.extensions(leaf, List.of(e))));
        });
  }

  @Test
  void inTheGroupContext() throws Exception {
    judged(e -> insider().propose(new Proposal.GroupContextExtensions(List.of(e))).commit());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alice.group.commit().setExtension(MALFORMED));
    Refusals.assertRefused(
        Rule.EXTENSION_WELL_FORMED,
        () -> alice.group.commit().groupContextExtensions(List.of(MALFORMED)).build());
  }

  private Bytes groupInfo(Extension extension) throws Exception {
    GroupInfo honest =
        (GroupInfo) TlsReader.decode(bob.group.groupInfo(true), MLSMessage::readFrom).body();
    List<Extension> extensions = new ArrayList<>(honest.extensions());
    extensions.add(extension);
    GroupInfoTBS tbs =
        new GroupInfoTBS(
            honest.groupContext(), extensions, honest.confirmationTag(), honest.signer());
    return MLSMessage.of(InsiderWelcome.sign(bob, tbs, UnaryOperator.identity())).encode();
  }

  private void join(Bytes groupInfo) throws Exception {
    Group.joinExternally(dave.config, dave.identity, groupInfo).build().close();
  }

  @Test
  void inGroupInfos() throws Exception {
    Extension sealed = SEAL.with(new ApplicationId(Bytes.ofUtf8("seal")));
    Extension broken = new Extension(SEAL.type(), Bytes.EMPTY);
    Refusals.assertRefused(Rule.EXTENSION_WELL_FORMED, () -> join(groupInfo(broken)));
    join(groupInfo(sealed));
  }

  /** Where an extension does not belong, it is not known, and so not looked at. */
  @Test
  void outOfPlace() throws Exception {
    join(groupInfo(MALFORMED));
    Extension broken = new Extension(SEAL.type(), Bytes.EMPTY);
    assertAccepted(insider().propose(new Proposal.Add(keyPackage(dave, broken))).commit());
    assertAccepted(insider().leaf(leaf -> Forgery.extensions(leaf, List.of(broken))).commit());
  }

  @Test
  void inTheTreeThatIsJoined() throws Exception {
    circle.commit(bob, commit -> commit);
    TestClient carefree =
        new TestClient(
            "carefree",
            SUITE,
            builder ->
                settings(builder)
                    .extensions(
                        List.of(
                            TOPIC_EXTENSION,
                            CustomExtension.ofBytes(NOTE.type(), CustomExtension.ANYWHERE)))
                    .leafExtensions(List.of(MALFORMED)));
    TestClient other = carefree.create("other");
    Bytes groupInfo = other.group.groupInfo(true);
    Refusals.assertRefused(Rule.EXTENSION_WELL_FORMED, () -> join(groupInfo));
    assertThatThrownBy(() -> other.group.self().extension(NOTE))
        .isInstanceOf(DecodeException.class);
    assertThat(carefree.create("third").group.self().applicationId()).isEmpty();
  }

  private Bytes requiring(RequiredCapabilities required) throws Exception {
    Extension extension = new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode());
    return insider().propose(new Proposal.GroupContextExtensions(List.of(extension))).commit();
  }

  @Test
  void inTheContextThatIsJoined() throws Exception {
    TestClient carefree =
        new TestClient(
            "carefree",
            SUITE,
            builder ->
                settings(builder)
                    .extensions(
                        List.of(
                            TOPIC_EXTENSION,
                            CustomExtension.ofBytes(NOTE.type(), CustomExtension.ANYWHERE))));
    for (Extension note : List.of(MALFORMED, WELL_FORMED)) {
      Bytes groupInfo =
          Group.create(carefree.config, carefree.identity, note.extensionData(), List.of(note))
              .groupInfo(true);
      if (note.equals(MALFORMED)) {
        Refusals.assertRefused(Rule.EXTENSION_WELL_FORMED, () -> join(groupInfo));
      } else {
        join(groupInfo);
      }
    }
  }

  /**
   * §13.5: Alice's leaf lists a type that she does not support, as it may by GREASE. To her it is
   * as if it were not listed, though no other member can know.
   */
  @Test
  void supportInEarnest() throws Exception {
    Bytes uses = insider().propose(new Proposal.GroupContextExtensions(topic())).commit();
    List<Bytes> requiring =
        List.of(
            requiring(new RequiredCapabilities(List.of(TOPIC), List.of(), List.of())),
            requiring(new RequiredCapabilities(List.of(), List.of(Vote.TYPE), List.of())),
            requiring(
                new RequiredCapabilities(List.of(), List.of(), List.of(CredentialType.X509))));
    assertAccepted(uses);
    for (Bytes requires : requiring) {
      assertAccepted(requires);
    }
    Group supporting = alice.group;
    GroupConfig without =
        alice.config.toBuilder()
            .extensions(List.of())
            .proposals(List.of())
            .credentialTypes(List.of(CredentialType.BASIC))
            .build();
    try (Secret saved = supporting.save()) {
      alice.group = Group.restore(without, alice.identity, saved);
    }
    assertThat(alice.group.self().leafNode().capabilities().extensions()).contains(TOPIC);
    assertRefused(Rule.CLIENT_SUPPORTS_GROUP, uses);
    for (Bytes requires : requiring) {
      assertRefused(Rule.CLIENT_SUPPORTS_GROUP, requires);
    }
    Refusals.assertRefused(
        Rule.CLIENT_SUPPORTS_GROUP,
        () -> alice.group.commit().groupContextExtensions(topic()).build());
    alice.group.close();
    alice.group = supporting;
  }

  /** §17.3: what is known to belong elsewhere is not sent. */
  @Test
  void neverSentOutOfPlace() {
    Extension seal = SEAL.with(new ApplicationId(Bytes.ofUtf8("seal")));
    Extension tree = new Extension(ExtensionType.RATCHET_TREE, Bytes.copyOf((byte) 0));
    for (Extension misplaced : List.of(seal, tree)) {
      List<Extension> all = List.of(misplaced);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> alice.group.commit().setExtension(misplaced));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Group.create(alice.config, alice.identity, Bytes.ofUtf8("new"), all));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeyPackageBundle.generate(alice.config, alice.identity, all));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> alice.config.toBuilder().leafExtensions(all).build());
    }
    Refusals.assertRefused(
        Rule.CLIENT_SUPPORTS_GROUP,
        () -> alice.group.commit().groupContextExtensions(List.of(seal)).build());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> alice.config.toBuilder().groupInfoExtensions(List.of(WELL_FORMED)).build());
  }

  /** The same for those who join, by Welcome or from outside. */
  @Test
  void joinersThatSupportInEarnest() throws Exception {
    circle.commit(alice, commit -> commit.setExtension(topic().get(0)));
    GroupConfig without = dave.config.toBuilder().extensions(List.of()).build();
    try (PendingCommit commit = alice.group.commit().add(dave.published()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      Refusals.assertRefused(
          Rule.CLIENT_SUPPORTS_GROUP,
          () -> Group.join(without, dave.identity, dave.keyPackage, welcome));
      dave.join(welcome);
    }
  }
}
