package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorJsonTest {

  record Sample(
      CipherSuiteId cipherSuite,
      Bytes someBytes,
      OrNull perhaps,
      List<OrNull> list,
      @JsonDeserialize(using = VectorJson.Uint64Deserializer.class) long epoch,
      int small) {}

  private static final String GOOD =
      "{'cipher_suite':7,'some_bytes':'00ff','perhaps':null,'list':['01',null],"
          + "'epoch':18446744073709551615,'small':3}";

  @Test
  void readsARecord() throws Exception {
    assertThat(read(GOOD))
        .isEqualTo(
            new Sample(
                new CipherSuiteId(7),
                Bytes.fromHex("00ff"),
                new OrNull(null),
                List.of(new OrNull(Bytes.fromHex("01")), new OrNull(null)),
                -1L,
                3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'some_bytes':'00ff' -> 'some_bytes':'00f'",
        "'some_bytes':'00ff' -> 'some_bytes':'00fg'",
        "'some_bytes':'00ff' -> 'some_bytes':null",
        "'some_bytes':'00ff' -> 'some_bytes':17",
        "'some_bytes':'00ff', -> ",
        "'perhaps':null, -> ",
        "'perhaps':null -> 'perhaps':5",
        "'small':3 -> 'small':3,'more':1",
        "'small':3 -> 'small':'3'",
        "'small':3 -> 'small':3.0",
        "'small':3 -> 'small':null",
        "'small':3 -> 'small':4294967296",
        "18446744073709551615 -> 18446744073709551616",
        "18446744073709551615 -> -1",
        "18446744073709551615 -> '7'",
        "'cipher_suite':7 -> 'cipher_suite':65536",
        "'cipher_suite':7 -> 'cipher_suite':-1",
        "'cipher_suite':7 -> 'cipher_suite':'7'",
      })
  void refusesWhatIsNotOfTheFormat(String change) {
    String[] fromAndTo = change.split(" -> ", -1);
    assertThat(GOOD).contains(fromAndTo[0]);
    assertThatExceptionOfType(VectorFailure.class)
        .isThrownBy(() -> read(GOOD.replace(fromAndTo[0], fromAndTo[1])));
  }

  private static Sample read(String json) throws VectorFailure, JsonProcessingException {
    return VectorJson.read(new ObjectMapper().readTree(json.replace('\'', '"')), Sample.class);
  }
}
