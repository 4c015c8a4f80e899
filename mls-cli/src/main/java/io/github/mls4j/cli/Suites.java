package io.github.mls4j.cli;

import io.github.mls4j.wire.CipherSuiteId;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The registered cipher suites, as people type and read them. */
public final class Suites {

  private Suites() {}

  /** All of RFC 9420 §17.1, by number. */
  public static List<CipherSuiteId> all() {
    return CipherSuiteId.REGISTERED;
  }

  /** The number and what tells suites apart, such as {@code 1 X25519 AES128GCM Ed25519}. */
  public static String brief(CipherSuiteId suite) {
    String[] parts = suite.toString().split("_", -1);
    // MLS_<bits>_DHKEM<curve>_<AEAD>_<hash>_<signature>
    return parts.length == 6
        ? suite.value()
            + " "
            + parts[2].replaceFirst("^DHKEM", "")
            + " "
            + parts[3]
            + " "
            + parts[5]
        : suite.toString();
  }

  /** Reads a suite by its number or its RFC name, in any case. */
  public static final class Converter implements ITypeConverter<CipherSuiteId> {

    @Override
    public CipherSuiteId convert(String value) {
      String wanted = value.toUpperCase(Locale.ROOT);
      return all().stream()
          .filter(
              suite ->
                  wanted.equals(Integer.toString(suite.value()))
                      || wanted.equals(suite.toString().toUpperCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' is neither a number from 1 to 7 nor a suite's RFC name"));
    }
  }
}
