package io.github.mls4j.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsReaderTest {

  private static final TlsReader.Decoder<Integer> OCTET = in -> in.uint8("octet");
  private static final TlsReader.Decoder<Integer> PAIR = in -> in.uint16(TlsReader.SELF);

  @Test
  void readsUnsignedIntegersAtTheirExtremes() throws DecodeException {
    assertThatObject(decode("ff", in -> in.uint8("f"))).isEqualTo(255);
    assertThatObject(decode("ffff", in -> in.uint16("f"))).isEqualTo(65535);
    assertThatObject(decode("80000000", in -> in.uint32("f"))).isEqualTo(1L << 31);
    assertThatObject(decode("ffffffff", in -> in.uint32("f"))).isEqualTo(4294967295L);
    assertThatObject(decode("0102030405060708", in -> in.uint64("f")))
        .isEqualTo(0x0102030405060708L);
    long largest = decode("ffffffffffffffff", in -> in.uint64("f"));
    assertThat(Long.toUnsignedString(largest)).isEqualTo("18446744073709551615");
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "3f, 63",
    "4040, 64",
    "7fff, 16383",
    "80004000, 16384",
    "bfffffff, 1073741823",
  })
  void readsLengths(String hex, int length) throws DecodeException {
    assertThatObject(decode(hex, in -> in.vectorLength("f"))).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4000", "403f", "80000000", "8000003f", "80000040", "80003fff"})
  void refusesLengthsThatAreNotInTheirShortestForm(String prefix) {
    DecodeException e = refusal(prefix + "00".repeat(20000), in -> in.opaque("f"));
    assertThat(e.reason()).contains("shortest");
    assertThat(e.path()).isEqualTo("f");
    assertThat(e.offset()).isZero();
    assertThat(refusal(prefix + "00".repeat(20000), in -> in.vector("f", OCTET)).reason())
        .contains("shortest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c0", "ff", "c000000000000001"})
  void refusesLengthsWithThePrefixEleven(String hex) {
    assertThat(refusal(hex + "00".repeat(300), in -> in.opaque("f")).reason()).contains("11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"40", "80", "800040", "80400000", "01", "024f", "bfffffff00", ""})
  void refusesWhatEndsTooEarly(String hex) {
    assertThat(refusal(hex, in -> in.opaque("f")).reason()).contains("left");
    assertThat(refusal(hex, in -> in.vector("f", PAIR)).path()).startsWith("f");
    assertThat(refusal(hex, in -> in.secret("f")).reason()).contains("left");
  }

  @Test
  void refusesIntegersAndFixedFieldsThatEndTooEarly() {
    assertThat(refusal("", in -> in.uint8("f")).path()).isEqualTo("f");
    assertThat(refusal("01", in -> in.uint16("f")).path()).isEqualTo("f");
    assertThat(refusal("010203", in -> in.uint32("f")).path()).isEqualTo("f");
    assertThat(refusal("01020304050607", in -> in.uint64("f")).path()).isEqualTo("f");
    assertThat(refusal("010203", in -> in.fixed("f", 4)).path()).isEqualTo("f");
    assertThat(refusal("", in -> in.optional("f", OCTET)).path()).isEqualTo("f");
  }

  @Test
  void refusesBytesLeftOver() {
    DecodeException e = refusal("0102", in -> in.uint8("f"));
    assertThat(e.reason()).isEqualTo("1 bytes left over");
    assertThat(e.path()).isEmpty();
    assertThat(e.offset()).isEqualTo(1);
    assertThat(e).hasMessage("input: 1 bytes left over (offset 1)");
  }

  @Test
  void readsOpaqueAndFixedFields() throws DecodeException {
    Bytes value = decode("02abcd", in -> in.opaque("f"));
    assertThat(value.toHex()).isEqualTo("abcd");
    assertThat(decode("abcd", in -> in.fixed("f", 2)).toHex()).isEqualTo("abcd");
    assertThatObject(decode("00", in -> in.opaque("f"))).isSameAs(Bytes.EMPTY);
    Bytes large = Bytes.concat(Bytes.fromHex("4040"), Bytes.wrap(new byte[64]));
    assertThat(TlsReader.decode(large, in -> in.opaque("f")).size()).isEqualTo(64);
  }

  @Test
  void readsWhatIsLeft() throws DecodeException {
    assertThat(decode("01abcd", TlsReaderTest::octetAndRest).toHex()).isEqualTo("abcd");
    assertThatObject(decode("01", TlsReaderTest::octetAndRest)).isSameAs(Bytes.EMPTY);
  }

  private static Bytes octetAndRest(TlsReader in) throws DecodeException {
    in.uint8("octet");
    return in.rest();
  }

  @Test
  void readsOptionalValues() throws DecodeException {
    assertThatObject(decode("00", in -> in.optional("f", OCTET))).isEqualTo(Optional.empty());
    assertThatObject(decode("0107", in -> in.optional("f", OCTET))).isEqualTo(Optional.of(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0207", "8007", "ff07"})
  void refusesOtherPresenceOctets(String hex) {
    DecodeException e = refusal(hex, in -> in.optional("f", OCTET));
    assertThat(e.reason()).contains("presence");
    assertThat(e.path()).isEqualTo("f");
    assertThat(e.offset()).isZero();
  }

  @Test
  void readsVectorsIntoImmutableLists() throws DecodeException {
    List<Integer> values = decode("0400010203", in -> in.vector("f", PAIR));
    assertThat(values).containsExactly(1, 0x203).isUnmodifiable();
    assertThatObject(decode("00", in -> in.vector("f", PAIR))).isSameAs(List.of());
  }

  @Test
  void leavesVectorsEncodedThatAreToStaySo() throws DecodeException {
    List<Integer> values = decode("0400010203", in -> in.encodedVector("f", PAIR));
    assertThat(values).isEqualTo(List.of(1, 0x203));
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> values.add(3));
    assertThat(List.of(1, 0x203)).isEqualTo(values).hasSameHashCodeAs(values);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> values.get(2));
    assertThat(EncodedList.copyOf(values)).isSameAs(values);
    assertThat(EncodedList.copyOf(new ArrayList<>(values))).isEqualTo(values).isUnmodifiable();
    List<Integer> none = decode("00", in -> in.encodedVector("f", PAIR));
    assertThat(none).isEmpty();
    Secret input = Secret.copyOf(Bytes.fromHex("04000102030405"));
    List<Integer> copied =
        TlsReader.decode(
            input,
            in -> {
              List<Integer> list = in.encodedVector("f", PAIR);
              assertThat(in.uint16("g")).isEqualTo(0x405);
              return list;
            });
    input.close();
    assertThat(copied).containsExactly(1, 0x203);
  }

  @Test
  void decodesWhatStaysEncodedAllTheSame() {
    DecodeException inner =
        refusal("0301ab02cdef", in -> in.encodedVector("f", element -> element.opaque("data")));
    assertThat(inner.path()).isEqualTo("f[1].data");
    assertThat(inner.offset()).isEqualTo(3);
    assertThat(inner.reason()).isEqualTo("length 2 where 0 are left");
    DecodeException many =
        catchThrowableOfType(
            DecodeException.class,
            () ->
                TlsReader.decode(
                    Bytes.fromHex("03010203"),
                    in -> in.encodedVector("f", OCTET),
                    new DecodeLimits(100, 2)));
    assertThat(many.path()).isEqualTo("f[2]");
  }

  @Test
  void endsElementsWhereTheVectorEnds() {
    DecodeException odd = refusal("0300010203", in -> in.vector("f", PAIR));
    assertThat(odd.path()).isEqualTo("f[1]");
    assertThat(odd.offset()).isEqualTo(3);

    DecodeException inner =
        refusal("0301ab02cdef", in -> in.vector("f", element -> element.opaque("data")));
    assertThat(inner.path()).isEqualTo("f[1].data");
    assertThat(inner.offset()).isEqualTo(3);
    assertThat(inner.reason()).isEqualTo("length 2 where 0 are left");

    DecodeException nested =
        refusal(
            "020301020304", in -> in.vector("outer", element -> element.vector("inner", OCTET)));
    assertThat(nested.path()).isEqualTo("outer[0].inner");
  }

  @Test
  void restoresTheOuterEndAfterAVector() throws DecodeException {
    List<Object> seen = new ArrayList<>();
    decode(
        "02010203",
        in -> {
          assertThat(in.atEnd()).isFalse();
          seen.add(in.vector("f", OCTET));
          assertThat(in.atEnd()).isFalse();
          seen.add(in.uint8("g"));
          assertThat(in.atEnd()).isTrue();
          return seen;
        });
    assertThat(seen).containsExactly(List.of(1, 2), 3);
  }

  @Test
  void refusesToLoopOverElementsWithoutBytes() {
    assertThatIllegalStateException()
        .isThrownBy(() -> decode("0101", in -> in.vector("f", element -> "nothing")));
  }

  @Test
  void namesTheFieldByItsWholePath() {
    TlsReader.Decoder<Integer> leaf =
        in -> {
          int type = in.uint16("type");
          throw in.fail("type", 2, "no such type " + type);
        };
    DecodeException e =
        refusal(
            "aa0501020304050100010203",
            in -> {
              in.uint8("version");
              in.opaque("skipped");
              return in.struct(
                  "content",
                  content -> content.optional("path", path -> path.struct("leaf", leaf)));
            });
    assertThat(e.path()).isEqualTo("content.path.leaf.type");
    assertThat(e.offset()).isEqualTo(8);
    assertThat(e.reason()).isEqualTo("no such type 1");
    assertThat(e).hasMessage("content.path.leaf.type: no such type 1 (offset 8)");
  }

  @Test
  void namesElementsByTheirIndexAtAnyDepth() {
    TlsReader.Decoder<Long> deep = in -> in.uint32("number");
    for (int i = 0; i < 12; i++) {
      TlsReader.Decoder<Long> inner = deep;
      deep = in -> in.struct("s", inner);
    }
    TlsReader.Decoder<Long> element = deep;
    DecodeException e = refusal("060000000100ff", in -> in.vector("list", element));
    assertThat(e.path()).isEqualTo("list[1]" + ".s".repeat(12) + ".number");
    assertThat(e.offset()).isEqualTo(5);
  }

  @Test
  void leavesThePathWhenAFieldIsDone() {
    DecodeException e =
        refusal(
            "01010203",
            in -> {
              in.vector("list", OCTET);
              in.struct("s", OCTET);
              throw in.fail("here");
            });
    assertThat(e.path()).isEmpty();
    assertThat(e.offset()).isEqualTo(3);
    assertThat(e).hasMessage("input: here (offset 3)");
  }

  @Test
  void looksAtNoInputOverTheLimit() throws DecodeException {
    DecodeLimits limits = new DecodeLimits(3, 10);
    Bytes three = Bytes.fromHex("020102");
    assertThatObject(TlsReader.decode(three, in -> in.vector("f", OCTET), limits))
        .isEqualTo(List.of(1, 2));
    DecodeException e =
        catchThrowableOfType(
            DecodeException.class,
            () -> TlsReader.decode(Bytes.fromHex("03010203"), in -> in.opaque("f"), limits));
    assertThat(e.reason()).contains("limit of 3");
  }

  @Test
  void countsElementsOfAllVectorsTogether() throws DecodeException {
    TlsReader.Decoder<Integer> two =
        in -> in.vector("a", OCTET).size() + in.vector("b", OCTET).size();
    Bytes input = Bytes.fromHex("0201020103");
    assertThatObject(TlsReader.decode(input, two, new DecodeLimits(100, 3))).isEqualTo(3);
    DecodeException e =
        catchThrowableOfType(
            DecodeException.class, () -> TlsReader.decode(input, two, new DecodeLimits(100, 2)));
    assertThat(e.path()).isEqualTo("b[0]");
    assertThat(e.reason()).isEqualTo("more than 2 vector elements");
  }

  @Test
  void limitsAreNotNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DecodeLimits(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new DecodeLimits(1, -1));
  }

  @Test
  void copiesSecretsOutAtOnce() throws DecodeException {
    byte[] input = {2, 1, 2};
    Secret secret = TlsReader.decode(Bytes.wrap(input), in -> in.secret("f"));
    input[1] = 9;
    assertThat(secret.reveal()).containsExactly(1, 2);
  }

  @Test
  void sharesNothingWithAConfidentialInput() throws DecodeException {
    Secret input = Secret.copyOf(new byte[] {2, 1, 2, 3});
    List<Bytes> parts = TlsReader.decode(input, in -> List.of(in.opaque("f"), in.fixed("g", 1)));
    input.close();
    assertThat(parts).containsExactly(Bytes.fromHex("0102"), Bytes.fromHex("03"));
  }

  @Test
  void givesTheVeryBytesThatANestedDecoderReads() throws DecodeException {
    TlsReader.Decoder<Bytes> raw =
        in -> {
          in.uint8("before");
          Bytes read = in.raw("value", i -> List.of(i.opaque("f"), i.uint16("g")));
          in.uint8("after");
          return read;
        };
    assertThat(decode("aa0101ffffbb", raw)).isEqualTo(Bytes.fromHex("0101ffff"));
    Bytes nothing = decode("", in -> in.raw("value", i -> "nothing"));
    assertThat(nothing).isEqualTo(Bytes.EMPTY);
    assertThat(refusal("aa0101ff", raw).path()).isEqualTo("value.g");
    Secret input = Secret.copyOf(Bytes.fromHex("aa0101ffffbb"));
    Bytes copied = TlsReader.decode(input, raw);
    input.close();
    assertThat(copied).isEqualTo(Bytes.fromHex("0101ffff"));
  }

  private record Unit(int bytes) implements TlsReader.Context {}

  @Test
  void givesNestedDecodersTheirContext() throws DecodeException {
    TlsReader.Context other = new TlsReader.Context() {};
    TlsReader.Decoder<Bytes> units =
        in ->
            in.struct(
                "unit",
                i -> {
                  Unit unit = i.context(Unit.class);
                  return i.fixed("f", unit == null ? 1 : unit.bytes());
                });
    assertThat(decode("01", units)).isEqualTo(Bytes.fromHex("01"));
    Bytes two = Bytes.fromHex("0102");
    assertThat(TlsReader.decode(two, units, new Unit(2))).isEqualTo(two);
    assertThat(TlsReader.decode(Secret.copyOf(two), units, new Unit(2))).isEqualTo(two);
    assertThat(TlsReader.decode(two.slice(0, 1), units, other)).isEqualTo(two.slice(0, 1));
  }

  @Test
  void wipesTheSecretsOfAFailedDecode() {
    List<Secret> seen = new ArrayList<>();
    TlsReader.Decoder<Optional<Secret>> decoder =
        in -> {
          seen.add(in.secret("first"));
          seen.add(in.secret("second"));
          return in.optional("third", i -> i.secret(TlsReader.SELF));
        };
    assertThat(refusal("01aa01bb0102cc", decoder).path()).isEqualTo("third");
    assertThat(seen).hasSize(2).allMatch(Secret::isClosed);
    seen.clear();
    DecodeException e =
        catchThrowableOfType(
            DecodeException.class,
            () -> TlsReader.decode(Secret.copyOf(Bytes.fromHex("01aa01bb0101ccff")), decoder));
    assertThat(e.reason()).isEqualTo("1 bytes left over");
    assertThat(seen).hasSize(2).allMatch(Secret::isClosed);
  }

  private static <T> T decode(String hex, TlsReader.Decoder<T> decoder) throws DecodeException {
    return TlsReader.decode(Bytes.fromHex(hex), decoder);
  }

  private static DecodeException refusal(String hex, TlsReader.Decoder<?> decoder) {
    DecodeException e = catchThrowableOfType(DecodeException.class, () -> decode(hex, decoder));
    assertThat(e).isNotNull();
    return e;
  }
}
