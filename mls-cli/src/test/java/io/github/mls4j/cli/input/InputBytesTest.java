package io.github.mls4j.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.codec.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InputBytesTest {

  @Test
  void tellsTheEncodings() throws IOException {
    assertThat(read("00 01\n0A")).isEqualTo(hex("00010a", InputBytes.Encoding.HEX));
    assertThat(read("AAEK\n")).isEqualTo(hex("00010a", InputBytes.Encoding.BASE64));
    assertThat(read("-_8=")).isEqualTo(hex("fbff", InputBytes.Encoding.BASE64));
    assertThat(read("a.")).isEqualTo(hex("612e", InputBytes.Encoding.BINARY));
  }

  @Test
  void binaryKeepsItsWhiteSpace() throws IOException {
    assertThat(read("\u0000 \n")).isEqualTo(hex("00200a", InputBytes.Encoding.BINARY));
  }

  @Test
  void readsNoMoreThanTheLimit() throws IOException {
    assertThat(InputBytes.of(new ByteArrayInputStream(new byte[8]), 8).bytes().size()).isEqualTo(8);
    assertThatThrownBy(() -> InputBytes.of(new ByteArrayInputStream(new byte[9]), 8))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("limit of 8 bytes");
  }

  private static InputBytes read(String text) throws IOException {
    return InputBytes.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static InputBytes hex(String hex, InputBytes.Encoding encoding) {
    return new InputBytes(Bytes.fromHex(hex), encoding);
  }
}
