package io.github.mls4j.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.Samples;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.MLSMessage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, it is shown or refused: never a stack trace, never a control character. */
class InspectMutationTest {

  private static final int MUTANTS_A_SAMPLE = 60;

  @Test
  void damagedInputIsShownOrRefused() {
    List<WireStruct> samples =
        List.of(
            MLSMessage.of(Samples.commit()),
            MLSMessage.of(Samples.welcome()),
            Samples.keyPackage(),
            Samples.groupInfo(),
            Samples.tree());
    Random random = new Random(9420);
    int shown = 0;
    for (WireStruct sample : samples) {
      for (int i = 0; i < MUTANTS_A_SAMPLE; i++) {
        byte[] mutant = mutate(sample.encode().toByteArray(), random);
        String what = HexFormat.of().formatHex(mutant);

        CommandRun run =
            CommandRun.reading(mutant, "inspect", i % 2 == 0 ? "--json" : "--full", "-");

        assertThat(run.status()).as(what).isBetween(0, 1);
        assertThat(run.err()).as(what).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(run.err().isEmpty()).as(what).isEqualTo(run.status() == 0);
        assertThat(run.out().chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
            .as(what)
            .isTrue();
        shown += run.status() == 0 ? 1 : 0;
      }
    }
    assertThat(shown).isPositive();
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }
}
