package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static io.github.mls4j.schedule.Epochs.context;
import static io.github.mls4j.schedule.Epochs.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.ExternalInitSecret;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.LeafIndex;
import java.security.SecureRandom;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyScheduleRuleTest {

  private final EpochSecrets epoch = KeySchedule.firstEpoch(SUITE, new SecureRandom());

  private static void assertRefused(Rule rule, ThrowingCallable call) {
    RuleViolation refusal = Assertions.catchThrowableOfType(RuleViolation.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.rule()).isEqualTo(rule);
  }

  @Test
  void confirmationTag() {
    Bytes transcript = Bytes.ofUtf8("confirmed transcript");
    Bytes tag = epoch.confirmationTag(transcript);
    byte[] flipped = tag.toByteArray();
    flipped[flipped.length - 1] ^= 1;

    assertThatCode(() -> epoch.verifyConfirmationTag(transcript, tag)).doesNotThrowAnyException();
    for (Bytes bad :
        List.of(
            Bytes.EMPTY,
            Bytes.wrap(flipped),
            tag.slice(0, tag.size() - 1),
            Bytes.concat(tag, Bytes.copyOf((byte) 0)),
            epoch.confirmationTag(Bytes.EMPTY))) {
      assertRefused(
          Rule.CONFIRMATION_TAG_VALID, () -> epoch.verifyConfirmationTag(transcript, bad));
    }
  }

  @Test
  void welcomeGroupInfo() {
    GroupInfo info =
        new GroupInfo(context(1), List.of(), Bytes.EMPTY, new LeafIndex(0), Bytes.EMPTY);
    KeySchedule sender = KeySchedule.join(SUITE, secret(1), PskSecret.none(SUITE));
    KeySchedule otherPsk = KeySchedule.join(SUITE, secret(1), PskSecret.takeOver(secret(2)));
    Bytes sealed = sender.sealGroupInfo(info);

    assertThatCode(() -> sender.openGroupInfo(sealed)).doesNotThrowAnyException();
    assertRefused(Rule.WELCOME_GROUP_INFO_OPENS, () -> otherPsk.openGroupInfo(sealed));
    assertRefused(
        Rule.WELCOME_GROUP_INFO_OPENS,
        () -> sender.openGroupInfo(sealed.slice(0, sealed.size() - 1)));
    assertRefused(Rule.WELCOME_GROUP_INFO_OPENS, () -> sender.openGroupInfo(Bytes.EMPTY));
  }

  @Test
  void externalInitKemOutput() throws Exception {
    ExternalInitSecret sent =
        SUITE.sendExternalInit(SUITE.kemPublicKey(epoch.externalPub()), new SecureRandom());

    assertThat(epoch.receiveExternalInit(sent.kemOutput()).secret()).isEqualTo(sent.initSecret());
    for (Bytes bad :
        List.of(Bytes.EMPTY, sent.kemOutput().slice(0, 31), Bytes.wrap(new byte[32]))) {
      assertRefused(Rule.EXTERNAL_INIT_KEM_OUTPUT_VALID, () -> epoch.receiveExternalInit(bad));
    }
  }
}
