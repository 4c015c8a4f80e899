package io.github.mls4j.cli.interop;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a client listens. */
record Address(String host, int port) {

  private static final int MAX_PORT = 0xffff;

  /** Reads {@code HOST:PORT}; an IPv6 address is in brackets. */
  static final class Converter implements ITypeConverter<Address> {

    @Override
    public Address convert(String value) {
      int colon = value.lastIndexOf(':');
      String port = value.substring(colon + 1);
      if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
        throw new TypeConversionException("'" + value + "' is no HOST:PORT");
      }
      String host = value.substring(0, colon);
      return new Address(
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
          Integer.parseInt(port));
    }
  }
}
