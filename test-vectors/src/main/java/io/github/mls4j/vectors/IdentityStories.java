package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.x509.CertificateIdentity;
import io.github.mls4j.spi.x509.X509AuthenticationService;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExternalSender;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code passive-client-identity.json} and {@code passive-client-x509.json}: members that change
 * their signature keys, and members with certificates (RFC 9420 §5.3).
 */
final class IdentityStories {

  private IdentityStories() {}

  private static final List<PassiveStory.Chapter> CHANGES =
      List.of(
          // The GroupInfo is signed with the key that the same commit brings.
          story -> {
            VectorClient adder = story.member(1);
            MlsIdentity next = story.group.successor(adder);
            story.join(adder, commit -> commit.withIdentity(next));
            story.commit(adder, commit -> commit);
          },
          // By an Update, and then by a commit.
          story -> {
            story.join(commit -> commit);
            VectorClient changing = story.member(1);
            MlsIdentity next = story.group.successor(changing);
            MlsIdentity another = story.group.successor(changing);
            story.propose(changing, proposer -> proposer.update(next));
            story.commitReferring(story.member(0));
            story.commit(changing, commit -> commit);
            story.commit(changing, commit -> commit.withIdentity(another));
            story.commit(changing, commit -> commit, story.client());
          });

  static List<PassiveClientVector> changes(CipherSuite suite, Draws draws) throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (GroupManner manner : List.of(GroupManner.PUBLIC, GroupManner.PRIVATE)) {
      for (PassiveStory.Chapter chapter : CHANGES) {
        cases.add(told(suite, draws, manner, chapter));
      }
    }
    return cases;
  }

  /** With a last commit. */
  private static PassiveClientVector told(
      CipherSuite suite, Draws draws, GroupManner manner, PassiveStory.Chapter chapter)
      throws Exception {
    return PassiveStory.whole(
        suite,
        draws,
        manner,
        PassiveStory.SMALL,
        story -> {
          chapter.tell(story);
          story.commit(story.someone(), commit -> commit);
        });
  }

  /** A chain as long as the client's name says, or none. */
  private record Certified(VectorAuthority authority, boolean some) {

    private static final int LONGEST = 3;

    ClientKeys.Issuer issuer(String name) {
      int number = name.charAt(name.length() - 1) - '0';
      if (some && number % 2 == 1) {
        return ClientKeys.Issuer.basic(name);
      }
      // The first one has the root with it, so that all can be verified.
      return keys -> authority.certify(name, keys.publicKey(), LONGEST - number % 2);
    }
  }

  static List<PassiveClientVector> certificates(CipherSuite suite, Draws draws) throws Exception {
    List<PassiveClientVector> cases = new ArrayList<>();
    for (boolean some : new boolean[] {false, true}) {
      VectorAuthority root = VectorAuthority.root(suite, draws);
      VectorAuthority intermediate = root.intermediate();
      GroupManner manner = certified(root, new Certified(intermediate, some)::issuer);
      for (PassiveStory.Chapter chapter : CHANGES) {
        cases.add(told(suite, draws, manner, chapter));
      }
      cases.add(told(suite, draws, manner, story -> comeAndGo(story, intermediate)));
    }
    return cases;
  }

  /** A group of members with certificates by an authority that they trust, or without any. */
  static GroupManner certified(VectorAuthority root, Function<String, ClientKeys.Issuer> issuing)
      throws Exception {
    AuthenticationService service =
        AuthenticationService.byType(
            Map.of(
                CredentialType.BASIC,
                AuthenticationService.trustingBasicCredentials(),
                CredentialType.X509,
                X509AuthenticationService.builder(root.anchor(), CertificateIdentity.subject())
                    .clock(InstantSource.fixed(VectorGroup.NOW))
                    .build()));
    return GroupManner.PUBLIC
        .with(
            settings ->
                settings.credentialTypes(List.of(CredentialType.BASIC, CredentialType.X509)))
        .withCredentials(issuing, service);
  }

  private static void comeAndGo(PassiveStory story, VectorAuthority authority) throws Exception {
    SignatureKeyPair keys = story.group.suite.generateSignatureKeyPair(story.group.draws.random());
    Credential credential = authority.certify("external sender", keys.publicKey(), 2);
    story.join(commit -> commit);
    story.joinExternally(story.client());
    story.commit(
        story.member(0),
        commit ->
            commit.externalSenders(List.of(new ExternalSender(keys.publicKey(), credential))));
    VectorClient joiner = story.client();
    Bytes proposal = OutsiderStories.proposer(story).add(0, keys, joiner.keys.keyPackageMessage());
    story.deliver(proposal);
    story.commitReferring(story.member(1), joiner);
    story.commit(joiner, commit -> commit.remove(story.member(0).leaf()));
  }
}
