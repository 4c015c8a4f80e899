package io.github.mls4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every wire struct alike, tried on {@link Samples}. */
class WireStructCodecTest {

  static List<Samples.Sample> samples() {
    return Samples.all();
  }

  @Test
  void everyWireStructHasASample() throws Exception {
    List<Class<?>> sampled =
        samples().stream().<Class<?>>map(sample -> sample.value().getClass()).toList();
    assertThat(wireStructs()).hasSizeGreaterThan(80).allMatch(sampled::contains);
  }

  /** The concrete wire structs of the package, found among its class files. */
  private static List<Class<?>> wireStructs()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root =
        Path.of(MLSMessage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = root.resolve(MLSMessage.class.getPackageName().replace('.', '/'));
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    Stream.Builder<Class<?>> found = Stream.builder();
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".class", "");
      Class<?> type = Class.forName(MLSMessage.class.getPackageName() + "." + name);
      if (WireStruct.class.isAssignableFrom(type) && !type.isInterface()) {
        found.add(type);
      }
    }
    return found.build().toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesARoundTrip(Samples.Sample sample) throws DecodeException {
    WireStruct decoded = sample.decode(sample.encoding());
    assertThat(decoded).isEqualTo(sample.value());
    assertThat(Samples.encode(decoded)).isEqualTo(sample.encoding());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isRefusedWithAByteMore(Samples.Sample sample) {
    // Padding is all that is left of the input, so that one zero more is one byte of padding more.
    int extra = sample.value() instanceof PrivateMessageContent ? 1 : 0;
    Bytes longer = Bytes.concat(sample.encoding(), Bytes.copyOf((byte) extra));
    assertThat(refusal(sample, longer)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isRefusedWhenCutShort(Samples.Sample sample) {
    Bytes whole = sample.encoding();
    int padding =
        sample.value() instanceof PrivateMessageContent content ? content.paddingLength() : 0;
    for (int length = 0; length < whole.size() - padding; length++) {
      DecodeException e = refusal(sample, whole.slice(0, length));
      assertThat(e).as("cut to %s bytes", length).isNotNull();
      assertThat(e.offset()).isBetween(0, length);
      assertThat(e.path()).doesNotContain("..").doesNotStartWith(".").doesNotEndWith(".");
    }
  }

  /**
   * Flips every bit by itself, and all of a byte; tries every value of the bytes of small structs.
   */
  @ParameterizedTest
  @MethodSource("samples")
  void isRefusedOrStillExactWhenAByteChanges(Samples.Sample sample) {
    Bytes whole = sample.encoding();
    for (int at = 0; at < whole.size(); at++) {
      for (int flip = 1; flip < 256; flip++) {
        if (whole.size() > 64 && Integer.bitCount(flip) != 1 && flip != 0xff) {
          continue;
        }
        byte[] changed = whole.toByteArray();
        changed[at] ^= (byte) flip;
        assertRefusedOrExact(sample, Bytes.wrap(changed));
      }
    }
  }

  private static void assertRefusedOrExact(Samples.Sample sample, Bytes input) {
    WireStruct decoded;
    try {
      decoded = sample.decode(input);
    } catch (DecodeException e) {
      if (e.offset() < 0 || e.offset() > input.size()) {
        throw new AssertionError(sample + ": offset of " + e.getMessage(), e);
      }
      return;
    }
    if (!Samples.encode(decoded).equals(input)) {
      throw new AssertionError(sample + ": " + input + " encodes back to something else");
    }
  }

  private static DecodeException refusal(Samples.Sample sample, Bytes input) {
    try {
      WireStruct decoded = sample.decode(input);
      throw new AssertionError(sample + ": " + input + " decodes as " + decoded);
    } catch (DecodeException e) {
      return e;
    }
  }

  /** Lists inside a struct can neither be changed from outside nor by those who read them. */
  @Test
  void holdsListsOfItsOwn() throws DecodeException {
    List<ExtensionType> mine = new ArrayList<>(List.of(ExtensionType.RATCHET_TREE));
    RequiredCapabilities required = new RequiredCapabilities(mine, List.of(), List.of());
    mine.clear();
    assertThat(required.extensionTypes()).hasSize(1).isUnmodifiable();
    Commit decoded = TlsReader.decode(Samples.COMMIT.encode(), Commit::readFrom);
    assertThat(decoded.proposals()).isUnmodifiable();
  }

  @Test
  void refusesValuesThatHaveNoEncoding() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LeafIndex(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new LeafIndex(1L << 32));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sender.External(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sender.External(1L << 32));
    assertThatIllegalArgumentException().isThrownBy(() -> ExtensionType.of(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> ExtensionType.of(65536));
    Bytes guard = Bytes.fromHex("01020304");
    LeafIndex leaf = Samples.LEAF_INDEX;
    assertThatIllegalArgumentException().isThrownBy(() -> new SenderData(leaf, -1, guard));
    assertThatIllegalArgumentException().isThrownBy(() -> new SenderData(leaf, 1L << 32, guard));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SenderData(leaf, 0, guard.slice(0, 3)));
    PSKLabel label = new PSKLabel(Samples.EXTERNAL_PSK, 0, 65536);
    assertThatIllegalArgumentException().isThrownBy(label::encode);
    KDFLabel kdfLabel = new KDFLabel(-1, Bytes.EMPTY, Bytes.EMPTY);
    assertThatIllegalArgumentException().isThrownBy(kdfLabel::encode);
  }
}
