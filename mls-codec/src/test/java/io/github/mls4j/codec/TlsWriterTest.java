package io.github.mls4j.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsWriterTest {

  private static final WireStruct ONE = out -> out.uint8(1);

  @Test
  void writesIntegersBigEndian() {
    TlsWriter out = new TlsWriter(0);
    out.uint8(0xff).uint16(0x0102).uint16(0xffff).uint32(0xffff_fffeL).uint64(-2);
    assertThat(out.toBytes().toHex()).isEqualTo("ff0102fffffffffffefffffffffffffffe");
    assertThat(out.size()).isEqualTo(17);
  }

  @Test
  void refusesIntegersOutOfRange() {
    TlsWriter out = new TlsWriter();
    assertThatIllegalArgumentException().isThrownBy(() -> out.uint8(256));
    assertThatIllegalArgumentException().isThrownBy(() -> out.uint8(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> out.uint16(65536));
    assertThatIllegalArgumentException().isThrownBy(() -> out.uint16(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> out.uint32(1L << 32));
    assertThatIllegalArgumentException().isThrownBy(() -> out.uint32(-1));
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "63, 3f",
    "64, 4040",
    "16383, 7fff",
    "16384, 80004000",
    "1073741823, bfffffff",
  })
  void writesTheShortestLength(int length, String hex) {
    assertThat(new TlsWriter().vectorLength(length).toBytes().toHex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void refusesLengthsThatNoPrefixCanSay(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TlsWriter().vectorLength(length));
  }

  @ParameterizedTest
  @CsvSource({"0, 00", "63, 3f", "64, 4040", "16383, 7fff", "16384, 80004000"})
  void putsTheLengthBeforeAVectorWhoseSizeIsKnownLate(int length, String hex) {
    List<WireStruct> ones = Collections.nCopies(length, ONE);
    Bytes body = Bytes.wrap(new TlsWriter().vector(ones).toBytes().toByteArray());
    assertThat(body.slice(0, hex.length() / 2).toHex()).isEqualTo(hex);
    assertThat(body.size()).isEqualTo(hex.length() / 2 + length);
    for (int i = hex.length() / 2; i < body.size(); i++) {
      assertThat(body.get(i)).isEqualTo(1);
    }
    Bytes opaque = Bytes.wrap(new byte[length]);
    assertThat(new TlsWriter().opaque(opaque).toBytes())
        .isEqualTo(Bytes.concat(Bytes.fromHex(hex), opaque));
  }

  @Test
  void nestsVectors() {
    WireStruct inner = out -> out.vector(Collections.nCopies(70, ONE));
    Bytes encoded = new TlsWriter(1).uint8(7).vector(List.of(inner, ONE)).uint8(8).toBytes();
    assertThat(encoded.toHex()).isEqualTo("07" + "4049" + "4046" + "01".repeat(70) + "01" + "08");
  }

  @Test
  void writesWhatHasStayedEncoded() throws DecodeException {
    Bytes vector = Bytes.concat(Bytes.fromHex("4046"), Bytes.fromHex("01".repeat(70)));
    List<WireStruct> ones =
        TlsReader.decode(
            vector,
            in ->
                in.encodedVector(
                    "ones",
                    element -> {
                      int value = element.uint8("one");
                      return out -> out.uint8(value);
                    }));
    assertThat(ones).hasSize(70);
    assertThat(new TlsWriter().vector(ones).toBytes()).isEqualTo(vector);
  }

  @Test
  void writesOptionalValues() {
    TlsWriter out = new TlsWriter().optional(Optional.of(ONE)).optional(Optional.empty());
    assertThat(out.toBytes().toHex()).isEqualTo("010100");
    Bytes list =
        new TlsWriter()
            .vector(List.of(Optional.<WireStruct>empty(), Optional.of(ONE)), TlsWriter::optional)
            .toBytes();
    assertThat(list.toHex()).isEqualTo("03000101");
  }

  @Test
  void keepsSecretsToItself() {
    TlsWriter out = new TlsWriter().uint8(9).secret(Secret.copyOf(new byte[] {1, 2}));
    assertThat(out.toSecret().reveal()).containsExactly(9, 2, 1, 2);
    assertThat(out.size()).isZero();
    assertThat(out.toBytes()).isEqualTo(Bytes.EMPTY);
    assertThat(ONE.encodeSecret().reveal()).containsExactly(1);
    assertThat(ONE.encode()).isEqualTo(Bytes.fromHex("01"));
  }

  @Test
  void handsOutCopiesThatLaterWritesDoNotTouch() {
    TlsWriter out = new TlsWriter().fixed(Bytes.fromHex("0102"));
    Bytes before = out.toBytes();
    out.uint8(3);
    assertThat(before.toHex()).isEqualTo("0102");
    assertThat(out.toBytes().toHex()).isEqualTo("010203");
  }

  @Test
  void countsWhatItWouldWrite() {
    WireStruct inner = out -> out.vector(Collections.nCopies(70, ONE));
    WireStruct value =
        out ->
            out.uint8(1)
                .uint64(2)
                .opaque(Bytes.wrap(new byte[64]))
                .secret(Secret.zeros(3))
                .optional(Optional.of(inner))
                .vector(List.of(inner, ONE))
                .vector(Collections.nCopies(1 << 14, ONE));
    assertThat(TlsWriter.sizeOf(value)).isEqualTo(new TlsWriter().put(value).size());
    assertThat(value.encode()).isEqualTo(new TlsWriter().put(value).toBytes());
    assertThat(TlsWriter.sizeOf(out -> {})).isZero();
  }

  @Test
  void startsAnewAfterItsBytesAreTaken() {
    TlsWriter out = new TlsWriter(2).uint16(0x102);
    Bytes full = out.takeBytes();
    assertThat(out.size()).isZero();
    out.uint8(3);
    assertThat(full.toHex()).isEqualTo("0102");
    assertThat(out.takeBytes().toHex()).isEqualTo("03");
    assertThat(out.takeBytes()).isEqualTo(Bytes.EMPTY);
  }
}
