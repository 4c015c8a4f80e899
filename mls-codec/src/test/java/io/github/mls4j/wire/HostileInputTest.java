package io.github.mls4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.DecodeLimits;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an input can make the decoder allocate: little for a claim, a small multiple for content.
 */
class HostileInputTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MEBIBYTE = 1 << 20;

  /** What a refused claim may cost, the exception and the reader itself included. */
  private static final long SMALL = 64 << 10;

  /** The most bytes that a byte of input may cost, garbage of growing lists included. */
  private static final int MULTIPLE = 48;

  @ParameterizedTest
  @ValueSource(strings = {"80400000", "bfffffff", "7fff"})
  void aClaimedLengthCostsNothing(String length) {
    Bytes opaque = Bytes.fromHex(length + "0102030405");
    Bytes deep = Bytes.concat(Bytes.fromHex("0001" + "0003" + "0001"), opaque);
    assertRefusedCheaply(RatchetTreeExtension::readFrom, opaque);
    assertRefusedCheaply(HPKECiphertext::readFrom, opaque);
    assertRefusedCheaply(GroupSecrets::readFrom, opaque);
    assertRefusedCheaply(Capabilities::readFrom, opaque);
    assertRefusedCheaply(MLSMessage::readFrom, deep);
  }

  private static void assertRefusedCheaply(
      TlsReader.Decoder<? extends WireStruct> decoder, Bytes input) {
    assertThat(refuse(decoder, input, DecodeLimits.DEFAULT)).isNotNull();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    DecodeException e = refuse(decoder, input, DecodeLimits.DEFAULT);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(e).isNotNull();
    assertThat(allocated).isLessThan(SMALL);
  }

  /** Lists of one mebibyte whose elements are as small as they get. */
  static List<Arguments> tinyElements() {
    TlsReader.Decoder<WireStruct> codePoints =
        in -> new ExtensionList(in.vector("extensions", ExtensionType::readFrom));
    return List.of(
        row("blank nodes", "00", RatchetTreeExtension::readFrom),
        row("GREASE", "0a0a", codePoints),
        row("known code points", "0001", codePoints),
        row("unknown code points", "f00d", codePoints),
        row("leaf indices", "00000001", in -> listOf(in, LeafIndex::readFrom)),
        row("empty certificates", "00", in -> listOf(in, Certificate::readFrom)),
        row("empty extensions", "f00d00", in -> listOf(in, Extension::readFrom)),
        row("short extensions", "f00d01aa", in -> listOf(in, Extension::readFrom)),
        row("empty references", "0200", in -> listOf(in, ProposalOrRef::readFrom)),
        row("removes", "01000300000001", in -> listOf(in, ProposalOrRef::readFrom)),
        row("empty ciphertexts", "0000", in -> listOf(in, HPKECiphertext::readFrom)),
        row("short ciphertexts", "01aa01aa", in -> listOf(in, HPKECiphertext::readFrom)),
        row("empty path nodes", "0000", in -> listOf(in, UpdatePathNode::readFrom)),
        row("empty capabilities", "0000000000", in -> listOf(in, Capabilities::readFrom)),
        row("external senders", "00000100", in -> listOf(in, ExternalSender::readFrom)));
  }

  private static Arguments row(
      String name, String element, TlsReader.Decoder<? extends WireStruct> decoder) {
    int count = MEBIBYTE / (element.length() / 2);
    Bytes list = Bytes.fromHex(element.repeat(count));
    return Arguments.of(name, new TlsWriter(MEBIBYTE + 8).opaque(list).toBytes(), decoder);
  }

  private record ExtensionList(List<? extends WireStruct> values) implements WireStruct {

    @Override
    public void writeTo(TlsWriter out) {
      out.vector(values);
    }
  }

  private static WireStruct listOf(TlsReader in, TlsReader.Decoder<? extends WireStruct> element)
      throws DecodeException {
    return new ExtensionList(in.vector("list", element));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tinyElements")
  void contentCostsASmallMultiple(
      String name, Bytes input, TlsReader.Decoder<? extends WireStruct> decoder)
      throws DecodeException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    WireStruct value = TlsReader.decode(input, decoder);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as(name).isLessThan((long) MULTIPLE * input.size());
    assertThat(value.encode()).isEqualTo(input);
  }

  @Test
  void moreElementsThanTheLimitAreRefused() {
    DecodeLimits limits = new DecodeLimits(2 * MEBIBYTE, 1000);
    Bytes blanks = new TlsWriter().opaque(Bytes.wrap(new byte[MEBIBYTE])).toBytes();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    DecodeException e = refuse(RatchetTreeExtension::readFrom, blanks, limits);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(e).isNotNull();
    assertThat(e.path()).isEqualTo("ratchet_tree[1000]");
    assertThat(allocated).isLessThan(SMALL);
  }

  @Test
  void inputsOverTheLimitAreRefused() {
    Bytes input = Bytes.wrap(new byte[DecodeLimits.DEFAULT.maxInputBytes() + 1]);
    assertRefusedCheaply(MLSMessage::readFrom, input);
  }

  private static DecodeException refuse(
      TlsReader.Decoder<? extends WireStruct> decoder, Bytes input, DecodeLimits limits) {
    try {
      WireStruct value = TlsReader.decode(input, decoder, limits);
      throw new AssertionError("decodes as " + value);
    } catch (DecodeException e) {
      return e;
    }
  }
}
