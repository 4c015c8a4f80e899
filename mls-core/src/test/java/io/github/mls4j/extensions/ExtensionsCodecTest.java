package io.github.mls4j.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.wire.Proposal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The structs of draft-ietf-mls-extensions, bit for bit. */
class ExtensionsCodecTest {

  private static final ComponentId OWN = new ComponentId(0x8001);

  @Test
  void appDataDictionary() throws DecodeException {
    AppDataDictionary dictionary =
        new AppDataDictionary(
            List.of(
                new ComponentData(MlsExtensions.LAST_RESORT_KEY_PACKAGE, Bytes.EMPTY),
                new ComponentData(OWN, Bytes.fromHex("aabb"))));
    assertThat(dictionary.encode())
        .isEqualTo(Bytes.fromHex("08" + "0004" + "00" + "8001" + "02aabb"));
    assertThat(TlsReader.decode(dictionary.encode(), AppDataDictionary::readFrom))
        .isEqualTo(dictionary);
    assertThat(dictionary.find(OWN)).contains(Bytes.fromHex("aabb"));
    assertThat(dictionary.find(MlsExtensions.SAFE_AAD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "06" + "000400" + "000400",
        "06" + "800100" + "000400",
        "03" + "00040000",
        "02" + "0004",
        ""
      })
  void dictionariesOutOfOrderOrMalformed(String encoded) {
    assertThatThrownBy(() -> TlsReader.decode(Bytes.fromHex(encoded), AppDataDictionary::readFrom))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void nobodyMakesADictionaryOutOfOrder() {
    ComponentData first = new ComponentData(MlsExtensions.APP_COMPONENTS, Bytes.EMPTY);
    ComponentData second = new ComponentData(OWN, Bytes.EMPTY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AppDataDictionary(List.of(second, first)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AppDataDictionary(List.of(first, first)));
    assertThatIllegalArgumentException().isThrownBy(() -> new ComponentId(0x10000));
    assertThatIllegalArgumentException().isThrownBy(() -> new ComponentId(-1));
  }

  @Test
  void safeAad() throws DecodeException {
    SafeAAD aad =
        new SafeAAD(
            List.of(
                new SafeAAD.SafeAADItem(MlsExtensions.SAFE_AAD, Bytes.EMPTY),
                new SafeAAD.SafeAADItem(OWN, Bytes.fromHex("01"))));
    assertThat(aad.encode()).isEqualTo(Bytes.fromHex("07" + "000200" + "80010101"));
    assertThat(TlsReader.decode(aad.encode(), SafeAAD::readFrom)).isEqualTo(aad);
    assertThat(new SafeAAD(List.of()).encode()).isEqualTo(Bytes.fromHex("00"));
    assertThatThrownBy(
            () -> TlsReader.decode(Bytes.fromHex("06" + "800100" + "000200"), SafeAAD::readFrom))
        .isInstanceOf(DecodeException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SafeAAD(
                    List.of(
                        new SafeAAD.SafeAADItem(OWN, Bytes.EMPTY),
                        new SafeAAD.SafeAADItem(MlsExtensions.SAFE_AAD, Bytes.EMPTY))));
  }

  @Test
  void componentsList() throws DecodeException {
    ComponentsList list = new ComponentsList(List.of(MlsExtensions.APP_COMPONENTS, OWN));
    assertThat(list.encode()).isEqualTo(Bytes.fromHex("0400018001"));
    assertThat(TlsReader.decode(list.encode(), ComponentsList::readFrom)).isEqualTo(list);
  }

  /** Its type, and nothing after it. */
  @Test
  void selfRemove() {
    assertThat(new Proposal.Custom(MlsExtensions.SELF_REMOVE, Bytes.EMPTY).encode())
        .isEqualTo(Bytes.fromHex("000a"));
  }

  /** The values that the draft suggests. */
  @Test
  void codePoints() {
    assertThat(MlsExtensions.APP_DATA_DICTIONARY.value()).isEqualTo(6);
    assertThat(MlsExtensions.SELF_REMOVE.value()).isEqualTo(10);
    assertThat(MlsExtensions.APP_COMPONENTS.value()).isEqualTo(1);
    assertThat(MlsExtensions.SAFE_AAD.value()).isEqualTo(2);
    assertThat(MlsExtensions.LAST_RESORT_KEY_PACKAGE.value()).isEqualTo(4);
    assertThat(MlsExtensions.DRAFT).isEqualTo("draft-ietf-mls-extensions-10");
  }
}
