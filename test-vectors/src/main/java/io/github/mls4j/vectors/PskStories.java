package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code passive-client-psk.json} and {@code passive-client-reinit.json}: pre-shared keys of both
 * kinds (RFC 9420 §8.4, §8.6), and how a group ends (§11.2).
 */
final class PskStories {

  private PskStories() {}

  private static final List<PassiveStory.Chapter> PSKS =
      List.of(
          // More than one in a Welcome and in a commit: their order counts.
          story -> {
            List<Bytes> ids = newPsks(story.group);
            story.join(
                commit ->
                    commit
                        .externalPsk(ids.get(1))
                        .externalPsk(story.group.pskId())
                        .externalPsk(ids.get(0)));
            story.commit(
                story.someone(),
                commit -> commit.withoutPath().externalPsk(ids.get(2)).externalPsk(ids.get(1)));
          },
          // Without a path, and beside an Add.
          story -> {
            story.join(commit -> commit.withoutPath().externalPsk(story.group.pskId()));
            story.commit(
                story.someone(),
                commit -> commit.withoutPath().externalPsk(story.group.pskId()),
                story.client());
          },
          // One key under two nonces.
          story -> {
            story.join(commit -> commit);
            Bytes id = story.group.pskId();
            story.commit(story.someone(), commit -> commit.externalPsk(id).externalPsk(id));
          },
          // The secrets of epochs, the first one that the client knows among them.
          story -> {
            story.join(commit -> commit);
            long joined = story.group.view().epoch();
            story.commit(story.someone(), commit -> commit.resumptionPsk(joined));
            story.commit(story.someone(), commit -> commit);
            story.commit(
                story.someone(),
                commit ->
                    commit
                        .withoutPath()
                        .resumptionPsk(joined + 2)
                        .externalPsk(story.group.pskId())
                        .resumptionPsk(joined));
            story.commit(story.someone(), commit -> commit.resumptionPsk(joined + 1));
          },
          // By reference, of several members.
          story -> {
            story.join(commit -> commit);
            List<Bytes> ids = newPsks(story.group);
            long joined = story.group.view().epoch();
            story.propose(story.member(2), proposer -> proposer.externalPsk(ids.get(0)));
            story.propose(story.member(0), proposer -> proposer.resumptionPsk(joined));
            story.propose(story.member(1), proposer -> proposer.externalPsk(ids.get(2)));
            story.commit(story.member(1), commit -> commit.externalPsk(ids.get(1)));
          });

  /** Keys and ids of lengths that are nobody's hash. */
  private static List<Bytes> newPsks(VectorGroup group) {
    return List.of(group.newPsk(1, 1), group.newPsk(70, 300), group.newPsk(8, 17));
  }

  static List<PassiveClientVector> psks(CipherSuite suite, Draws draws) throws Exception {
    return each(
        PSKS,
        chapter ->
            PassiveStory.whole(
                suite,
                draws,
                GroupManner.PUBLIC,
                PassiveStory.SMALL,
                story -> {
                  chapter.tell(story);
                  story.commit(story.someone(), commit -> commit);
                }));
  }

  /** What becomes of a chapter. */
  @FunctionalInterface
  private interface Case {
    PassiveClientVector of(PassiveStory.Chapter chapter) throws Exception;
  }

  private static List<PassiveClientVector> each(List<PassiveStory.Chapter> chapters, Case made)
      throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (PassiveStory.Chapter chapter : chapters) {
      cases.add(made.of(chapter));
    }
    return cases;
  }

  /** The last epoch of each group is that of its end. */
  static List<PassiveClientVector> reInits(CipherSuite suite, Draws draws) throws Exception {
    OutsiderStories.Senders senders = new OutsiderStories.Senders(suite, draws);
    CipherSuiteId other =
        suite.id().equals(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519)
            ? CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256
            : CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;
    Bytes successor = draws.hash(suite);
    List<Extension> none = List.of();
    List<PassiveStory.Chapter> endings =
        List.of(
            story ->
                story.commit(
                    story.someone(),
                    commit -> commit.reInit(successor, ProtocolVersion.MLS10, suite.id(), none)),
            story ->
                story.commit(
                    story.someone(),
                    commit ->
                        commit
                            .withoutPath()
                            .reInit(
                                successor,
                                ProtocolVersion.MLS10,
                                other,
                                List.of(story.group.topic()))),
            story -> {
              story.propose(
                  story.member(1),
                  proposer -> proposer.reInit(successor, ProtocolVersion.MLS10, other, none));
              story.commitReferring(story.member(0));
            },
            story -> {
              story.deliver(
                  OutsiderStories.proposer(story)
                      .reInit(
                          1,
                          senders.second,
                          successor,
                          ProtocolVersion.MLS10,
                          other,
                          List.of(senders.extension())));
              story.commitReferring(story.member(2));
            });
    return each(
        endings,
        ending ->
            PassiveStory.whole(
                suite,
                draws,
                GroupManner.PRIVATE.withExtensions(List.of(senders.extension())),
                PassiveStory.SMALL,
                story -> {
                  story.join(commit -> commit);
                  story.commit(story.someone(), commit -> commit);
                  ending.tell(story);
                }));
  }
}
