package io.github.mls4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The code points of RFC 9420 §17: all 65,536 values of each registry pass through unchanged. */
class CodePointCodecTest {

  static List<Arguments> registries() {
    return List.of(
        row(ProtocolVersion::of, ProtocolVersion::readFrom),
        row(CipherSuiteId::of, CipherSuiteId::readFrom),
        row(ExtensionType::of, ExtensionType::readFrom),
        row(ProposalType::of, ProposalType::readFrom),
        row(CredentialType::of, CredentialType::readFrom),
        row(WireFormat::of, WireFormat::readFrom));
  }

  private static Arguments row(
      IntFunction<? extends WireStruct> of, TlsReader.Decoder<? extends WireStruct> decoder) {
    return Arguments.of(of, decoder);
  }

  @ParameterizedTest
  @MethodSource("registries")
  void everyValueSurvives(
      IntFunction<? extends WireStruct> of, TlsReader.Decoder<? extends WireStruct> decoder)
      throws DecodeException {
    for (int value = 0; value < 65536; value++) {
      Bytes encoded = Bytes.copyOf((byte) (value >>> 8), (byte) value);
      WireStruct point = TlsReader.decode(encoded, decoder);
      if (!point.equals(of.apply(value)) || !point.encode().equals(encoded)) {
        throw new AssertionError(value + " does not survive");
      }
    }
  }

  @Test
  void greaseIsWhatTheRfcReserves() {
    Set<Integer> grease = new TreeSet<>();
    IntStream.range(0, 65536)
        .filter(value -> ExtensionType.of(value).isGrease())
        .forEach(grease::add);
    assertThat(grease)
        .containsExactly(
            0x0a0a, 0x1a1a, 0x2a2a, 0x3a3a, 0x4a4a, 0x5a5a, 0x6a6a, 0x7a7a, 0x8a8a, 0x9a9a, 0xaaaa,
            0xbaba, 0xcaca, 0xdada, 0xeaea);
    assertThat(CipherSuiteId.of(0x0a0a).isGrease()).isTrue();
    assertThat(ProposalType.of(0xeaea).isGrease()).isTrue();
    assertThat(CredentialType.of(0xfafa).isGrease()).isFalse();
  }

  @Test
  void commonValuesAreSharedObjects() throws DecodeException {
    assertThat(ExtensionType.of(2)).isSameAs(ExtensionType.RATCHET_TREE);
    assertThat(TlsReader.decode(Bytes.fromHex("0007"), CipherSuiteId::readFrom))
        .isSameAs(CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384);
    assertThat(ProposalType.of(0x5a5a)).isSameAs(ProposalType.of(0x5a5a));
  }

  @ParameterizedTest
  @CsvSource({
    "1, MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519",
    "2, MLS_128_DHKEMP256_AES128GCM_SHA256_P256",
    "3, MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519",
    "4, MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448",
    "5, MLS_256_DHKEMP521_AES256GCM_SHA512_P521",
    "6, MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448",
    "7, MLS_256_DHKEMP384_AES256GCM_SHA384_P384",
    "0, 0x0000",
    "2570, 0x0a0a",
  })
  void cipherSuitesHaveTheirNames(int value, String name) {
    assertThat(CipherSuiteId.of(value)).hasToString(name);
  }

  @Test
  void namesAreThoseOfTheRfc() {
    assertThat(names(5, ExtensionType::of))
        .containsExactly(
            "application_id",
            "ratchet_tree",
            "required_capabilities",
            "external_pub",
            "external_senders");
    assertThat(names(7, ProposalType::of))
        .containsExactly(
            "add",
            "update",
            "remove",
            "psk",
            "reinit",
            "external_init",
            "group_context_extensions");
    assertThat(names(2, CredentialType::of)).containsExactly("basic", "x509");
    assertThat(names(5, WireFormat::of))
        .containsExactly(
            "mls_public_message",
            "mls_private_message",
            "mls_welcome",
            "mls_group_info",
            "mls_key_package");
    assertThat(ProtocolVersion.MLS10).hasToString("mls10");
    assertThat(ExtensionType.of(6)).hasToString("0x0006");
    assertThat(ContentType.values())
        .extracting(ContentType::toString)
        .containsExactly("application", "proposal", "commit");
    assertThat(SenderType.values())
        .extracting(SenderType::toString)
        .containsExactly("member", "external", "new_member_proposal", "new_member_commit");
    assertThat(ResumptionPSKUsage.values())
        .extracting(ResumptionPSKUsage::toString)
        .containsExactly("application", "reinit", "branch");
    assertThat(NodeType.LEAF).hasToString("leaf");
    assertThat(PSKType.RESUMPTION).hasToString("resumption");
    assertThat(ProposalOrRefType.REFERENCE).hasToString("reference");
  }

  @Test
  void leafIndicesAreUnsignedNumbers() {
    LeafIndex largest = new LeafIndex(0xffff_ffffL);
    assertThat(largest).hasToString("4294967295").isGreaterThan(new LeafIndex(0));
    assertThat(new LeafIndex(1L << 31)).isLessThan(largest).isNotEqualTo(new LeafIndex(0));
  }

  private static List<String> names(int count, IntFunction<? extends WireStruct> of) {
    return IntStream.rangeClosed(1, count).mapToObj(of).map(Object::toString).toList();
  }
}
