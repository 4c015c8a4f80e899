package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.OutsideProposer;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code passive-client-external-*.json}: who gets in by a commit of its own (RFC 9420 §12.4.3.2),
 * and who proposes from outside (§12.1.8).
 */
final class OutsiderStories {

  private OutsiderStories() {}

  private static final List<PassiveStory.Chapter> EXTERNAL_COMMITS =
      List.of(
          // Into the blank leaf, and the next thing that happens is the joiner's doing.
          story -> {
            VectorClient joiner = story.client();
            story.joinExternally(joiner);
            story.commit(joiner, commit -> commit.remove(story.at(0).leaf()), story.client());
            story.commit(story.at(3), commit -> commit);
          },
          // One after the other, until the tree is wider.
          story -> {
            for (int i = 0; i < 3; i++) {
              story.joinExternally(story.client());
            }
            story.commit(story.at(8), commit -> commit);
            story.commit(story.member(0), commit -> commit.remove(story.at(8).leaf()));
          },
          // With a leaf in the tree that nobody has merged.
          story -> {
            story.commit(story.someone(), CommitBuilder::withoutPath, story.client());
            story.joinExternally(story.client());
          },
          // Somebody comes back: in the middle, the creator, and at the end, where the tree is
          // narrower in between.
          story -> resync(story, 3),
          story -> resync(story, 0),
          story -> {
            story.commit(story.someone(), commit -> commit, PassiveStory.clients(story.group, 3));
            resync(story, 8);
            resync(story, 8);
          },
          // A leaf further left has become free.
          story -> {
            story.commit(story.at(6), commit -> commit.remove(story.at(1).leaf()));
            resync(story, 6);
          },
          story ->
              story.joinExternally(story.client(), join -> join.externalPsk(story.group.pskId())),
          // The secret of an epoch that the older self was in.
          story -> {
            VectorClient older = story.at(2);
            long epoch = older.group().epoch();
            story.commit(story.at(0), commit -> commit);
            story.joinExternally(
                older.anew(),
                join ->
                    join.replacing(older.group())
                        .resumptionPsk(epoch)
                        .externalPsk(story.group.pskId())
                        .resumptionPsk(epoch + 1));
          },
          // What was proposed is not covered, and forgotten.
          story -> {
            story.propose(story.at(0), proposer -> proposer.remove(story.at(3).leaf()));
            story.propose(story.at(2), proposer -> proposer.update());
            story.joinExternally(story.client());
            story.commit(story.at(3), commit -> commit);
          },
          story ->
              story.joinExternally(
                  story.client(), join -> join.authenticatedData(story.group.draws.bytes(40))),
          story -> {
            story.commit(
                story.someone(),
                commit ->
                    commit
                        .requireCapabilities(
                            new RequiredCapabilities(
                                List.of(VectorGroup.TOPIC),
                                List.<ProposalType>of(),
                                List.of(CredentialType.BASIC)))
                        .setExtension(story.group.topic()));
            story.joinExternally(story.client());
          });

  private static void resync(PassiveStory story, int leaf) throws Exception {
    VectorClient older = story.at(leaf);
    VectorClient anew = older.anew();
    story.joinExternally(anew, join -> join.replacing(older.leaf()));
    story.commit(anew, commit -> commit);
  }

  /** Each in a group whose members send in the open, or encrypted; by turns. */
  static List<PassiveClientVector> externalCommits(CipherSuite suite, Draws draws)
      throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (PassiveStory.Chapter chapter : EXTERNAL_COMMITS) {
      GroupManner manner = cases.size() % 2 == 0 ? GroupManner.PUBLIC : GroupManner.PRIVATE;
      cases.add(PassiveStory.of(suite, draws, manner, PassiveStory.UNEVEN, chapter));
    }
    return cases;
  }

  /** Two parties that may propose. */
  static final class Senders {

    final SignatureKeyPair first;
    final SignatureKeyPair second;

    Senders(CipherSuite suite, Draws draws) {
      first = suite.generateSignatureKeyPair(draws.random());
      second = suite.generateSignatureKeyPair(draws.random());
    }

    Extension extension() {
      return new Extension(
          ExtensionType.EXTERNAL_SENDERS,
          new ExternalSenders(List.of(sender(first), sender(second))).encode());
    }

    ExternalSender sender(SignatureKeyPair keys) {
      return new ExternalSender(
          keys.publicKey(), new Credential.Basic(Bytes.ofUtf8("external sender")));
    }
  }

  static OutsideProposer proposer(PassiveStory story) {
    return new OutsideProposer(
        story.group.suite, story.group.view().groupId(), story.group.view().epoch());
  }

  static List<PassiveClientVector> externalProposals(CipherSuite suite, Draws draws)
      throws Exception {
    Senders senders = new Senders(suite, draws);
    List<PassiveClientVector> cases = new ArrayList<>();
    for (PassiveStory.Chapter chapter : proposals(senders)) {
      GroupManner manner = cases.size() % 2 == 0 ? GroupManner.PUBLIC : GroupManner.PRIVATE;
      cases.add(
          PassiveStory.of(
              suite,
              draws,
              manner.withExtensions(List.of(senders.extension())),
              PassiveStory.UNEVEN,
              chapter));
    }
    return cases;
  }

  private static List<PassiveStory.Chapter> proposals(Senders senders) {
    return List.of(
        story -> {
          VectorClient joiner = story.client();
          story.deliver(proposer(story).add(0, senders.first, joiner.keys.keyPackageMessage()));
          story.commitReferring(story.someone(), joiner);
        },
        story -> {
          story.deliver(proposer(story).remove(1, senders.second, story.at(2).leaf()));
          story.commitReferring(story.at(0));
        },
        story -> {
          story.deliver(
              proposer(story)
                  .externalPsk(0, senders.first, story.group.pskId(), story.group.draws.random()));
          story.commitReferring(story.someone());
        },
        story -> {
          story.deliver(
              proposer(story)
                  .groupContextExtensions(
                      1, senders.second, List.of(story.group.topic(), senders.extension())));
          story.commitReferring(story.someone());
        },
        // Both of them and a member, in one commit.
        story -> {
          VectorClient joiner = story.client();
          story.deliver(proposer(story).add(1, senders.second, joiner.keys.keyPackageMessage()));
          story.propose(story.at(3), proposer -> proposer.update());
          story.deliver(proposer(story).remove(0, senders.first, story.at(1).leaf()));
          story.commitReferring(story.at(6), joiner);
          story.commit(joiner, commit -> commit);
        },
        // Clients that ask to be added.
        story -> {
          VectorClient joiner = story.client();
          VectorClient another = story.client();
          for (VectorClient client : List.of(joiner, another)) {
            story.deliver(
                proposer(story)
                    .join(client.keys.keyPackageMessage(), client.keys.identity().signer()));
          }
          story.commitReferring(story.someone(), joiner, another);
          story.commit(another, commit -> commit);
        },
        // The list of senders is another one.
        story -> {
          story.commit(
              story.someone(),
              commit -> commit.externalSenders(List.of(senders.sender(senders.second))));
          story.deliver(proposer(story).remove(0, senders.second, story.at(2).leaf()));
          story.commitReferring(story.at(3));
        });
  }
}
