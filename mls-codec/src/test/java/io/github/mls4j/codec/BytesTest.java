package io.github.mls4j.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BytesTest {

  private static final Bytes ABCDEF = Bytes.fromHex("abcdef");

  @Test
  void copiesWhatItIsGiven() {
    byte[] source = {1, 2, 3, 4};
    Bytes whole = Bytes.copyOf(source);
    Bytes part = Bytes.copyOf(source, 1, 2);
    source[1] = 9;
    assertThat(whole).isEqualTo(Bytes.fromHex("01020304"));
    assertThat(part).isEqualTo(Bytes.fromHex("0203"));
  }

  @Test
  void wrapsWithoutACopyButGivesOutCopiesOnly() {
    byte[] source = {1, 2};
    Bytes bytes = Bytes.wrap(source);
    source[0] = 7;
    assertThat(bytes.get(0)).isEqualTo(7);
    bytes.toByteArray()[0] = 8;
    assertThat(bytes.get(0)).isEqualTo(7);
  }

  @Test
  void refusesRangesOutsideTheArray() {
    byte[] source = {1, 2, 3};
    assertThatThrownBy(() -> Bytes.copyOf(source, 2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Bytes.copyOf(source, -1, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ABCDEF.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ABCDEF.slice(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ABCDEF.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ABCDEF.slice(1, 1).get(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ABCDEF.slice(1, 1).get(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void readsBytesAsUnsigned() {
    assertThat(ABCDEF.get(0)).isEqualTo(0xab);
    assertThat(ABCDEF.size()).isEqualTo(3);
    assertThat(ABCDEF.isEmpty()).isFalse();
    assertThat(Bytes.EMPTY.isEmpty()).isTrue();
  }

  @Test
  void comparesByContent() {
    Bytes slice = Bytes.fromHex("00abcdef00").slice(1, 3);
    assertThat(slice).isEqualTo(ABCDEF).hasSameHashCodeAs(ABCDEF).isEqualByComparingTo(ABCDEF);
    assertThat(slice).isNotEqualTo(ABCDEF.slice(0, 2)).isNotEqualTo(Bytes.fromHex("abcdee"));
    assertThat(slice).isNotEqualTo("abcdef");
    assertThat(slice.hashCode()).isEqualTo(slice.hashCode());
  }

  @Test
  void ordersByUnsignedBytesThenByLength() {
    assertThat(Bytes.fromHex("80")).isGreaterThan(Bytes.fromHex("7f"));
    assertThat(Bytes.fromHex("8000")).isGreaterThan(Bytes.fromHex("80"));
    assertThat(Bytes.EMPTY).isLessThan(Bytes.fromHex("00"));
  }

  @Test
  void comparesTagsInConstantTime() {
    Bytes slice = Bytes.fromHex("00abcdef00").slice(1, 3);
    assertThat(slice.equalsConstantTime(ABCDEF)).isTrue();
    assertThat(slice.equalsConstantTime(Bytes.fromHex("abcdee"))).isFalse();
    assertThat(slice.equalsConstantTime(Bytes.fromHex("2bcdef"))).isFalse();
    assertThat(slice.equalsConstantTime(ABCDEF.slice(0, 2))).isFalse();
    assertThat(slice.equalsConstantTime(Bytes.EMPTY)).isFalse();
  }

  @Test
  void compactsToAnArrayOfItsOwn() {
    byte[] source = {1, 2, 3};
    Bytes slice = Bytes.wrap(source).slice(1, 1);
    Bytes compact = slice.compact();
    source[1] = 9;
    assertThat(slice.get(0)).isEqualTo(9);
    assertThat(compact).isEqualTo(Bytes.fromHex("02"));
    assertThat(compact.compact()).isSameAs(compact);
  }

  @Test
  void sharesTheEmptyValue() {
    assertThat(Bytes.copyOf()).isSameAs(Bytes.EMPTY);
    assertThat(Bytes.wrap(new byte[0])).isSameAs(Bytes.EMPTY);
    assertThat(ABCDEF.slice(1, 0)).isSameAs(Bytes.EMPTY);
    assertThat(Bytes.concat()).isSameAs(Bytes.EMPTY);
  }

  @Test
  void concatenates() {
    assertThat(Bytes.concat(ABCDEF.slice(1, 2), Bytes.EMPTY, ABCDEF.slice(0, 1)))
        .isEqualTo(Bytes.fromHex("cdefab"));
  }

  @Test
  void speaksHexAndUtf8() {
    assertThat(Bytes.fromHex("ABcd").toHex()).isEqualTo("abcd");
    assertThat(ABCDEF.slice(1, 2)).hasToString("cdef");
    assertThat(Bytes.ofUtf8("aé")).isEqualTo(Bytes.fromHex("61c3a9"));
    assertThat(Bytes.fromHex("0061c3a900").slice(1, 3).toUtf8()).isEqualTo("aé");
    assertThat(Bytes.fromHex("61ff").toUtf8()).isEqualTo("a\ufffd");
    assertThatThrownBy(() -> Bytes.fromHex("abc")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bytes.fromHex("zz")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lendsItsRangeForReading() {
    AtomicReference<Bytes> seen = new AtomicReference<>();
    ABCDEF
        .slice(1, 2)
        .read((array, offset, length) -> seen.set(Bytes.copyOf(array, offset, length)));
    assertThat(seen.get()).isEqualTo(Bytes.fromHex("cdef"));
  }

  @Test
  void givesAReadOnlyBuffer() {
    var buffer = ABCDEF.slice(1, 2).asByteBuffer();
    assertThat(buffer.remaining()).isEqualTo(2);
    assertThat(buffer.get(0)).isEqualTo((byte) 0xcd);
    assertThatThrownBy(() -> buffer.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
  }
}
