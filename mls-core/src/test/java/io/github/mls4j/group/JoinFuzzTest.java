package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.wire.GroupInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a member may invite a client to: Welcomes and GroupInfos that are invented, with signatures,
 * hashes and tags that fit. They are refused with one of the three exceptions for bad input; a
 * group that is joined all the same can be used without surprises.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class JoinFuzzTest {

  @ParameterizedTest
  @EnumSource
  void inventedGroupsByWelcome(GroupFuzzTest.Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    WelcomeForger forger = new WelcomeForger(cast.alice, cast.dave, cast.welcomeForDaveAndEve());
    int[] counts = {0, 0};
    Damage.Target groupInfos =
        damaged -> {
          GroupInfo invented = decode(damaged);
          if (invented != null) {
            counts[join(cast.dave, forger.welcome(forger.groupSecrets, invented))]++;
          }
        };
    Damage.Target groupSecrets =
        damaged -> counts[join(cast.dave, forger.welcome(damaged, forger.groupInfo))]++;
    Bytes info = forger.groupInfo.encode();
    assertThat(join(cast.dave, forger.welcome(forger.groupSecrets, forger.groupInfo))).isOne();
    depth.damage(info, groupInfos);
    depth.damage(forger.groupSecrets, groupSecrets);
    Damage damage = new Damage(GroupFuzzTest.SEED);
    damage.randomly(info, List.of(info), depth.share(500), groupInfos);
    damage.randomly(
        forger.groupSecrets, List.of(forger.groupSecrets), depth.share(300), groupSecrets);
    GroupFuzzTest.report("forged welcomes, " + depth + ", " + counts[1] + " accepted", counts[0]);
  }

  /** 1 if the guest is in the group then, else 0. */
  private static int join(TestClient guest, Bytes welcome) {
    Group group =
        Witness.attempt(
            welcome, () -> Group.join(guest.config, guest.identity, guest.keyPackage, welcome));
    if (group == null) {
      return 0;
    }
    Witness.attempt(
        welcome,
        () -> {
          use(guest, group);
          return group;
        });
    return 1;
  }

  private static void use(TestClient guest, Group group) throws Exception {
    try (group;
        Secret saved = group.save();
        Group restored = Group.restore(guest.config, guest.identity, saved);
        Secret again = restored.save()) {
      assertThat(again).isEqualTo(saved);
      assertThat(restored.members()).contains(restored.self());
      assertThat(restored.receive(restored.protect(Bytes.ofUtf8("hello"))))
          .isInstanceOf(OwnMessage.class);
      restored.groupInfo(true);
      restored.commit().build().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void inventedGroupsByGroupInfo(GroupFuzzTest.Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    WelcomeForger forger = new WelcomeForger(cast.alice, cast.dave, cast.welcomeForDaveAndEve());
    TestClient guest = new TestClient("guest", depth.suite(), builder -> builder);
    int[] counts = {0, 0};
    Bytes genuine = cast.alice.group.groupInfo(true);
    Bytes info = genuine.slice(4, genuine.size() - 4);
    Damage.Target target =
        damaged -> {
          GroupInfo invented = decode(damaged);
          if (invented != null) {
            Bytes message = forger.groupInfo(invented);
            PendingJoin join =
                Witness.attempt(
                    message,
                    () -> Group.joinExternally(guest.config, guest.identity, message).build());
            counts[join == null ? 0 : 1]++;
            if (join != null) {
              join.close();
            }
          }
        };
    depth.damage(info, target);
    new Damage(GroupFuzzTest.SEED).randomly(info, List.of(info), depth.share(500), target);
    GroupFuzzTest.report(
        "forged group infos, " + depth + ", " + counts[1] + " accepted", counts[0]);
  }

  private static @Nullable GroupInfo decode(Bytes damaged) {
    try {
      return TlsReader.decode(damaged, GroupInfo::readFrom);
    } catch (DecodeException e) {
      return null;
    }
  }
}
