package io.github.mls4j.group;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * All refusal vectors that we know to make, by topic. Each is made by itself, from nothing but the
 * seed, its suite and its name: so others stay as they are when one is added.
 */
public final class RefusalCatalogue {

  /** The one suite that has all of them; the others have those in which a suite has a part. */
  private static final CipherSuiteId FULL =
      CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;

  private RefusalCatalogue() {}

  private static Map<String, List<Attack>> topics() {
    Map<String, List<Attack>> topics = new LinkedHashMap<>();
    topics.put("encoding", EncodingAttacks.all());
    topics.put("framing", FramingAttacks.all());
    topics.put("private-messages", PrivateMessageAttacks.all());
    topics.put("proposals", ProposalAttacks.all());
    topics.put("key-packages", KeyPackageAttacks.all());
    topics.put("leaves", LeafAttacks.all());
    topics.put("commits", CommitAttacks.all());
    topics.put("paths", PathAttacks.all());
    topics.put("outsiders", OutsiderAttacks.all());
    topics.put("welcomes", WelcomeAttacks.all());
    topics.put("trees", TreeAttacks.all());
    return topics;
  }

  /** The topics, each a file. */
  public static Set<String> names() {
    return topics().keySet();
  }

  /**
   * Makes the vectors of one topic.
   *
   * @param suites for which to make them
   * @param seed the same one gives the same bytes
   */
  public static List<RefusalCase> generate(String topic, List<CipherSuiteId> suites, long seed)
      throws Exception {
    List<RefusalCase> cases = new ArrayList<>();
    for (CipherSuiteId suite : suites) {
      for (Attack attack : topics().getOrDefault(topic, List.of())) {
        if (attack.inAllSuites() || suite.equals(FULL)) {
          cases.addAll(new Maker(CipherSuite.of(suite), attack, name(attack, suite), seed).make());
        }
      }
    }
    return cases;
  }

  /** Names are unique in the whole set. */
  private static String name(Attack attack, CipherSuiteId suite) {
    return attack.name() + (suite.equals(FULL) ? "" : "-suite-" + suite.value());
  }

  private record Maker(CipherSuite suite, Attack attack, String name, long seed) {

    List<RefusalCase> make() throws Exception {
      if (attack.steps() != null) {
        RefusalScene scene = new RefusalScene(clients());
        attack.steps().play(scene);
        return List.of(scene.finish(attack, name));
      }
      ForgedWelcome spoilt = new ForgedWelcome(clients(), attack.kind());
      Objects.requireNonNull(attack.invitation()).spoil(spoilt);
      ForgedWelcome control = new ForgedWelcome(clients(), attack.kind());
      return List.of(welcome(name, spoilt, false), welcome(name + "/control", control, true));
    }

    /** The control has the same keys as the vector: Alice's key package has to work after all. */
    private RefusalClients clients() {
      return new RefusalClients(suite, seed + "/" + name);
    }

    private RefusalCase welcome(String name, ForgedWelcome welcome, boolean good) throws Exception {
      ForgedWelcome.Made made = welcome.make();
      return new RefusalCase(
          name,
          attack.section(),
          attack.requirement(),
          suite.id(),
          RefusalClients.published(welcome.alice),
          made.message(),
          made.ratchetTree(),
          good ? made.epochAuthenticator() : null,
          List.of());
    }
  }
}
