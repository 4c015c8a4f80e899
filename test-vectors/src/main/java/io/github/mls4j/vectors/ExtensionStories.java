package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code passive-client-extensions.json} and {@code passive-client-grease.json}: extensions
 * wherever they may stand (RFC 9420 §13), and values without meaning (§13.5).
 */
final class ExtensionStories {

  /** On both sides of where a length takes one byte more (§2.1.2). */
  private static final List<Integer> LENGTHS = List.of(0, 63, 64, 16_383, 16_384);

  private static final ExtensionType SECOND = new ExtensionType(0xf002);

  /** From the range for private use; nobody knows what they mean. */
  private static final int UNHEARD_OF = 0xf0f0;

  private ExtensionStories() {}

  private static final List<PassiveStory.Chapter> OF_THE_GROUP =
      List.of(
          // Set, replaced, joined by a second one, and dropped.
          story -> {
            story.commit(story.someone(), commit -> commit.setExtension(story.group.topic()));
            story.commit(
                story.someone(),
                commit ->
                    commit.groupContextExtensions(
                        List.of(new Extension(SECOND, Bytes.EMPTY), story.group.topic())));
            story.commit(story.someone(), commit -> commit.dropExtension(VectorGroup.TOPIC));
            story.commit(story.someone(), commit -> commit.groupContextExtensions(List.of()));
          },
          // By reference, beside other proposals, and for whom joins with them.
          story -> {
            story.propose(story.member(0), proposer -> proposer.setExtension(story.group.topic()));
            story.propose(story.member(1), proposer -> proposer.externalPsk(story.group.pskId()));
            VectorClient joiner = story.client();
            story.propose(story.member(1), proposer -> proposer.add(joiner.keys.keyPackage()));
            story.commitReferring(story.member(2), joiner);
            story.commit(joiner, commit -> commit);
          },
          // What members have to support: the RFC's own types, which nobody lists, are supported
          // by all.
          story -> {
            story.commit(
                story.someone(),
                commit ->
                    commit.requireCapabilities(
                        new RequiredCapabilities(
                            List.of(VectorGroup.TOPIC, ExtensionType.APPLICATION_ID),
                            List.of(ProposalType.ADD, ProposalType.PSK),
                            List.of(CredentialType.BASIC))));
            story.commit(story.someone(), commit -> commit, story.client());
            story.joinExternally(story.client());
          },
          // The one who does not support it goes by the same commit.
          story -> {
            VectorClient simple = story.group.client(settings -> settings.extensions(List.of()));
            story.commit(story.someone(), commit -> commit, simple);
            story.commit(
                story.member(0),
                commit -> commit.setExtension(story.group.topic()).remove(simple.leaf()),
                story.client());
          },
          story -> {
            for (int length : LENGTHS) {
              Extension extension =
                  new Extension(VectorGroup.TOPIC, story.group.draws.bytes(length));
              story.commit(story.someone(), commit -> commit.setExtension(extension));
            }
          });

  static List<PassiveClientVector> extensions(CipherSuite suite, Draws draws) throws Exception {
    GroupManner plain =
        GroupManner.PUBLIC.with(
            settings ->
                settings.extensions(
                    List.of(
                        CustomExtension.ofBytes(VectorGroup.TOPIC, CustomExtension.ANYWHERE),
                        CustomExtension.ofBytes(SECOND, CustomExtension.ANYWHERE))));
    List<PassiveClientVector> cases = new ArrayList<>();
    for (PassiveStory.Chapter chapter : OF_THE_GROUP) {
      cases.add(PassiveStory.of(suite, draws, plain, PassiveStory.SMALL, chapter));
    }
    Extension topic = new Extension(VectorGroup.TOPIC, draws.hash(suite));
    Extension second = new Extension(SECOND, Bytes.EMPTY);
    Extension applicationId =
        new Extension(ExtensionType.APPLICATION_ID, new ApplicationId(draws.bytes(20)).encode());
    GroupManner everywhere =
        plain
            .with(
                settings ->
                    settings
                        .leafExtensions(List.of(topic, applicationId))
                        .groupInfoExtensions(List.of(second)))
            .withKeyPackageExtensions(List.of(second, topic))
            .withExtensions(List.of(topic, second));
    cases.add(PassiveStory.of(suite, draws, everywhere, PassiveStory.UNEVEN, LEAVES));
    return cases;
  }

  /** Leaves of all three sources, and members that come in all ways. */
  private static final PassiveStory.Chapter LEAVES =
      story -> {
        story.propose(story.at(2), proposer -> proposer.update());
        story.commit(story.at(3), commit -> commit, story.client());
        story.joinExternally(story.client());
        story.commit(story.at(2), commit -> commit);
      };

  /** From all members, in key packages, Welcomes, leaves and GroupInfos. */
  static List<PassiveClientVector> grease(CipherSuite suite, Draws draws) throws Exception {
    GroupManner greased = GroupManner.PRIVATE.with(settings -> settings.grease(true));
    GroupManner unheardOf =
        greased.with(
            settings ->
                settings.credentialTypes(
                    List.of(CredentialType.BASIC, new CredentialType(UNHEARD_OF))));
    return List.of(
        PassiveStory.of(suite, draws, greased, PassiveStory.UNEVEN, LEAVES),
        PassiveStory.of(
            suite,
            draws,
            unheardOf.with(settings -> settings.encryptHandshake(false)),
            PassiveStory.UNEVEN,
            LEAVES));
  }
}
