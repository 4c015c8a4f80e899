package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged messages of every kind, delivered: each is refused by one of the three exceptions for bad
 * input, leaves the state as it was to the last bit, and does not stand in the way of the genuine
 * one.
 *
 * <p>{@code -Dmls.fuzz.mutations} and {@code -Dmls.fuzz.seed} make a longer or another run.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GroupFuzzTest {

  static final long SEED = Long.getLong("mls.fuzz.seed", 9420L);

  /** How much is tried in a suite: what costs most is verifying signatures. */
  enum Depth {
    FULL(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519, 1, 100_000),
    LIGHT(CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384, 13, 1_000_000);

    private final int suite;
    private final int step;
    private final int fraction;

    Depth(CipherSuiteId suite, int step, int fraction) {
      this.suite = suite.value();
      this.step = step;
      this.fraction = fraction;
    }

    CipherSuite suite() {
      return CipherSuite.of(CipherSuiteId.of(suite));
    }

    /** So many of {@code -Dmls.fuzz.mutations}, which are 100,000 by default. */
    int share(int ofDefault) {
      long mutations = Integer.getInteger("mls.fuzz.mutations", 100_000);
      return (int) Math.max(1, mutations * ofDefault / fraction);
    }

    void damage(Bytes message, Damage.Target target) throws Exception {
      if (step == 1) {
        Damage.everywhere(message, target);
      } else {
        Damage.flips(message, step, target);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedMessagesAreRefused(Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    Map<String, Bytes> messages = cast.handshakes();
    messages.put("application message", cast.bob.say("hello"));
    List<Bytes> all = List.copyOf(messages.values());
    Damage damage = new Damage(SEED);
    try (Witness witness = new Witness(cast.alice.group)) {
      for (Bytes message : all) {
        depth.damage(message, witness::refuses);
        damage.randomly(message, all, depth.share(300), witness::refuses);
      }
      report("messages, " + depth, witness.refused());
    }
    for (Map.Entry<String, Bytes> message : messages.entrySet()) {
      Received received = cast.alice.group.receive(message.getValue());
      assertThat(received).as(message.getKey()).isNotInstanceOf(OwnMessage.class);
      if (received instanceof StagedCommit staged) {
        staged.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedWelcomesAreRefused(Depth depth) throws Exception {
    for (boolean treeInWelcome : new boolean[] {true, false}) {
      Cast cast = new Cast(depth.suite(), settings -> settings.treeInWelcome(treeInWelcome));
      TestClient dave = cast.dave;
      Bytes welcome = cast.welcomeForDaveAndEve();
      Bytes tree = cast.alice.group.ratchetTree();
      int[] refused = {0};
      try (Secret bundle = dave.keyPackage.save();
          Group genuine = join(dave, welcome, tree, treeInWelcome);
          Secret expected = genuine.save()) {
        Damage.Target target =
            damaged -> {
              Group joined = tryJoin(dave, damaged, tree, treeInWelcome);
              if (joined == null) {
                refused[0]++;
              } else {
                // Only what is for others is nobody's business here.
                assertSame(joined, expected, damaged);
              }
            };
        depth.damage(welcome, target);
        new Damage(SEED).randomly(welcome, List.of(welcome, tree), depth.share(500), target);
        if (!treeInWelcome) {
          Damage.Target trees =
              damaged -> {
                if (tryJoin(dave, welcome, damaged, false) != null) {
                  fail("accepted with the tree " + damaged.toHex());
                }
                refused[0]++;
              };
          depth.damage(tree, trees);
          new Damage(SEED).randomly(tree, List.of(welcome, tree), depth.share(500), trees);
        }
        try (Secret after = dave.keyPackage.save();
            Group again = join(dave, welcome, tree, treeInWelcome)) {
          assertThat(after).isEqualTo(bundle);
          assertSame(again, expected, welcome);
        }
      }
      report("welcomes, " + depth + ", tree in it: " + treeInWelcome, refused[0]);
    }
  }

  private static Group join(TestClient client, Bytes welcome, Bytes tree, boolean treeInWelcome)
      throws Exception {
    return treeInWelcome
        ? Group.join(client.config, client.identity, client.keyPackage, welcome)
        : Group.joinByWelcome(client.config, client.identity, welcome)
            .keyPackage(client.keyPackage)
            .ratchetTree(tree)
            .join();
  }

  private static Group tryJoin(TestClient client, Bytes welcome, Bytes tree, boolean inWelcome) {
    return Witness.attempt(welcome, () -> join(client, welcome, tree, inWelcome));
  }

  private static void assertSame(Group group, Secret expected, Bytes input) {
    try (group;
        Secret saved = group.save()) {
      if (!saved.equals(expected)) {
        fail("another state from " + input.toHex());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedGroupInfosAreRefused(Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    TestClient dave = cast.dave;
    Bytes whole = cast.bob.group.groupInfo(true);
    Bytes bare = cast.bob.group.groupInfo(false);
    Bytes tree = cast.bob.group.ratchetTree();
    List<Bytes> all = List.of(whole, bare, tree);
    int[] refused = {0};
    Damage.Target wholes =
        damaged -> {
          refuses(damaged, () -> Group.joinExternally(dave.config, dave.identity, damaged));
          refused[0]++;
        };
    Damage.Target bares =
        damaged -> {
          refuses(damaged, () -> Group.joinExternally(dave.config, dave.identity, damaged, tree));
          refused[0]++;
        };
    Damage.Target trees =
        damaged -> {
          refuses(damaged, () -> Group.joinExternally(dave.config, dave.identity, bare, damaged));
          refused[0]++;
        };
    depth.damage(whole, wholes);
    depth.damage(bare, bares);
    Damage damage = new Damage(SEED);
    damage.randomly(whole, all, depth.share(500), wholes);
    damage.randomly(tree, all, depth.share(500), trees);
    report("group infos, " + depth, refused[0]);
    try (PendingJoin join = Group.joinExternally(dave.config, dave.identity, bare, tree).build()) {
      cast.alice.follow(join.message());
      dave.group = join.merge();
    }
    TestClient.assertAgree(cast.alice, dave);
  }

  private static void refuses(Bytes input, Witness.Attempt<?> attempt) {
    if (Witness.attempt(input, attempt) != null) {
      fail("accepted: " + input.toHex());
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedStatesAreRefusedOrReadAsTheyAre(Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    TestClient client = cast.alice;
    Bytes later = cast.bob.say("later");
    cast.alice.group.propose().update();
    cast.alice.group.receive(cast.bob.group.propose().remove(cast.carol.leaf()));
    client.group.commit().add(cast.dave.published()).build();
    int[] counts = {0, 0};
    try (Secret saved = client.group.save()) {
      Bytes bytes = Bytes.wrap(saved.reveal());
      Damage.Target target =
          damaged -> {
            try (Secret input = Secret.copyOf(damaged)) {
              Group restored =
                  Witness.attempt(
                      damaged, () -> Group.restore(client.config, client.identity, input));
              counts[restored == null ? 0 : 1]++;
              if (restored != null) {
                try (restored;
                    Secret again = restored.save()) {
                  if (!again.equals(input)) {
                    fail("reads as another state: " + damaged.toHex());
                  }
                  restored.members();
                  restored.self();
                  restored.pendingCommits().forEach(PendingCommit::changes);
                  Witness.attempt(damaged, () -> restored.receive(later));
                }
              }
            }
          };
      depth.damage(bytes, target);
      new Damage(SEED).randomly(bytes, List.of(bytes), depth.share(500), target);
    }
    report("states, " + depth + ", " + counts[1] + " read", counts[0]);
  }

  @ParameterizedTest
  @EnumSource
  void damagedKeyPackagesAreRefusedOrReadAsTheyAre(Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    Bytes welcome = cast.welcomeForDaveAndEve();
    int[] counts = {0, 0};
    try (Secret saved = cast.dave.keyPackage.save()) {
      Bytes bytes = Bytes.wrap(saved.reveal());
      Damage.Target target =
          damaged -> {
            try (Secret input = Secret.copyOf(damaged)) {
              KeyPackageBundle bundle = restore(input);
              counts[bundle == null ? 0 : 1]++;
              if (bundle != null) {
                try (bundle;
                    Secret again = bundle.save()) {
                  assertThat(again).isEqualTo(input);
                }
              }
            }
          };
      depth.damage(bytes, target);
      new Damage(SEED).randomly(bytes, List.of(bytes, welcome), depth.share(1000), target);
    }
    report("key packages, " + depth + ", " + counts[1] + " read", counts[0]);
  }

  private static KeyPackageBundle restore(Secret saved) {
    try {
      return KeyPackageBundle.restore(saved);
    } catch (DecodeException e) {
      return null;
    }
  }

  static void report(String what, int refused) {
    System.out.println("GroupFuzzTest (seed " + SEED + "), " + what + ": " + refused + " refused");
  }
}
