package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static io.github.mls4j.schedule.Epochs.context;
import static io.github.mls4j.schedule.Epochs.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.LeafIndex;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {

  private final GroupContext context = context(5);

  private KeySchedule next() {
    return KeySchedule.next(
        SUITE, InitSecret.takeOver(secret(1)), secret(2), PskSecret.none(SUITE), context);
  }

  @Test
  void memberAndJoinerReachTheSameEpoch() throws Exception {
    GroupInfo info = new GroupInfo(context, List.of(), Bytes.EMPTY, new LeafIndex(0), Bytes.EMPTY);
    try (KeySchedule member = next();
        KeySchedule joiner =
            KeySchedule.join(SUITE, member.joinerSecret(), PskSecret.none(SUITE))) {
      GroupInfo opened = joiner.openGroupInfo(member.sealGroupInfo(info));

      assertThat(opened).isEqualTo(info);
      assertThat(joiner.epoch(opened.groupContext()).epochAuthenticator())
          .isEqualTo(member.epoch(context).epochAuthenticator());
    }
  }

  @Test
  void everyInputCounts() {
    InitSecret init = InitSecret.takeOver(secret(1));
    PskSecret noPsk = PskSecret.none(SUITE);
    assertThat(
            List.of(
                authenticator(next()),
                authenticator(
                    KeySchedule.next(
                        SUITE, InitSecret.takeOver(secret(9)), secret(2), noPsk, context)),
                authenticator(KeySchedule.next(SUITE, init, secret(9), noPsk, context)),
                authenticator(
                    KeySchedule.next(
                        SUITE, init, secret(2), PskSecret.takeOver(secret(9)), context)),
                authenticator(KeySchedule.next(SUITE, init, secret(2), noPsk, context(6)))))
        .doesNotHaveDuplicates();
  }

  private Bytes authenticator(KeySchedule schedule) {
    return schedule.epoch(context).epochAuthenticator();
  }

  @Test
  void inputsStayUntouchedAndTheMiddleIsWipedOnClose() {
    InitSecret init = InitSecret.takeOver(secret(1));
    Secret commitSecret = secret(2);
    PskSecret psks = PskSecret.none(SUITE);
    KeySchedule schedule = KeySchedule.next(SUITE, init, commitSecret, psks, context);
    Secret joinerSecret = schedule.joinerSecret();

    schedule.close();

    assertThat(joinerSecret.isClosed()).isTrue();
    assertThatThrownBy(() -> schedule.epoch(context)).isInstanceOf(IllegalStateException.class);
    assertThat(init.secret().isClosed()).isFalse();
    assertThat(commitSecret.isClosed()).isFalse();
    assertThat(psks.secret().isClosed()).isFalse();
  }

  @Test
  void aJoinerKeepsItsOwnCopyOfTheJoinerSecret() {
    Secret joinerSecret = secret(3);
    KeySchedule joiner = KeySchedule.join(SUITE, joinerSecret, PskSecret.none(SUITE));
    joiner.close();
    assertThat(joinerSecret.isClosed()).isFalse();
  }

  @Test
  void firstEpochsAreRandom() {
    SecureRandom random = new SecureRandom();
    assertThat(KeySchedule.firstEpoch(SUITE, random).epochAuthenticator())
        .isNotEqualTo(KeySchedule.firstEpoch(SUITE, random).epochAuthenticator());
  }
}
