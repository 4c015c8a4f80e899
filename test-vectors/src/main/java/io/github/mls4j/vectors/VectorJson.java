package io.github.mls4j.vectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JSON as the vectors use it, strictly: a field that is unknown, missing or null where the format
 * has no null, a number for a string, an odd hexadecimal digit are refused.
 *
 * <p>In the records, names are the RFC's in camel case ({@code cipher_suite} is {@code
 * cipherSuite}), hexadecimal strings are {@link Bytes}, and a field that may be null is a list of
 * nullable elements or an {@link OrNull}.
 */
final class VectorJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Bytes.class, new HexDeserializer())
                  .addDeserializer(OrNull.class, new OrNullDeserializer())
                  .addDeserializer(CipherSuiteId.class, new CipherSuiteIdDeserializer())
                  .addSerializer(
                      Bytes.class, writing((value, out) -> out.writeString(value.toHex())))
                  .addSerializer(
                      OrNull.class, writing((value, out) -> out.writePOJO(value.value())))
                  .addSerializer(
                      CipherSuiteId.class, writing((value, out) -> out.writeNumber(value.value()))))
          .build();

  /** Two spaces and a plain line feed on every platform. */
  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private VectorJson() {}

  /** A whole file. */
  static JsonNode read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /** What has the content of a whole file. */
  static JsonNode read(InputStream in) throws IOException {
    return MAPPER.readTree(in);
  }

  /** The file that these cases make, as records or as JSON. */
  static byte[] write(Object cases) throws IOException {
    byte[] json = WRITER.writeValueAsBytes(cases);
    byte[] file = Arrays.copyOf(json, json.length + 1);
    file[json.length] = '\n';
    return file;
  }

  /** One case as a record. */
  static <T> T read(JsonNode node, Class<T> type) throws VectorFailure {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonMappingException e) {
      String path =
          e.getPath().stream()
              .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
              .collect(Collectors.joining("."));
      throw new VectorFailure(path.isEmpty() ? "case" : path, e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new VectorFailure("case", e.getOriginalMessage(), e);
    }
  }

  /** The names of a record's fields in JSON. */
  static Set<String> fieldsOf(Class<?> type) {
    var naming = (PropertyNamingStrategies.SnakeCaseStrategy) PropertyNamingStrategies.SNAKE_CASE;
    return Stream.of(type.getRecordComponents())
        .map(component -> naming.translate(component.getName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How a value is written. */
  @FunctionalInterface
  private interface Writing<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }

  private static <T> JsonSerializer<T> writing(Writing<T> how) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider context)
          throws IOException {
        how.write(value, out);
      }
    };
  }

  /** Reads numbers up to 2^64 - 1; the result is to be taken as unsigned. */
  static final class Uint64Deserializer extends StdDeserializer<Long> {

    Uint64Deserializer() {
      super(long.class);
    }

    @Override
    public Long deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        BigInteger value = in.getBigIntegerValue();
        if (value.signum() >= 0 && value.bitLength() <= Long.SIZE) {
          return value.longValue();
        }
      }
      return (Long) context.handleUnexpectedToken(long.class, in);
    }
  }

  private static final class HexDeserializer extends StdDeserializer<Bytes> {

    HexDeserializer() {
      super(Bytes.class);
    }

    @Override
    public Bytes deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        return (Bytes) context.handleUnexpectedToken(Bytes.class, in);
      }
      try {
        return Bytes.fromHex(in.getText());
      } catch (IllegalArgumentException e) {
        return (Bytes) context.handleWeirdStringValue(Bytes.class, in.getText(), "not hexadecimal");
      }
    }
  }

  private static final class OrNullDeserializer extends StdDeserializer<OrNull> {

    OrNullDeserializer() {
      super(OrNull.class);
    }

    @Override
    public OrNull deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return new OrNull(context.readValue(in, Bytes.class));
    }

    @Override
    public OrNull getNullValue(DeserializationContext context) {
      return OrNull.NULL;
    }
  }

  private static final class CipherSuiteIdDeserializer extends StdDeserializer<CipherSuiteId> {

    private static final int MAX = 0xffff;

    CipherSuiteIdDeserializer() {
      super(CipherSuiteId.class);
    }

    @Override
    public CipherSuiteId deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      int value =
          in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getLongValue() <= MAX
              ? in.getIntValue()
              : -1;
      return value < 0
          ? (CipherSuiteId) context.handleUnexpectedToken(CipherSuiteId.class, in)
          : CipherSuiteId.of(value);
    }
  }
}
