package io.github.mls4j.cli.input;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The bytes that an input means.
 *
 * @param encoding how they were written down
 */
public record InputBytes(Bytes bytes, Encoding encoding) {

  /** What is read of an input at most; hexadecimal takes two characters a byte. */
  static final int MAX_CHARACTERS = 2 * DecodeLimits.DEFAULT.maxInputBytes();

  /** How bytes are written down in a file. */
  public enum Encoding {
    BINARY,
    HEX,
    BASE64
  }

  /**
   * Reads all of {@code in} and finds out what it is: text of hexadecimal digits alone, text in
   * either base64 alphabet, or else the bytes as they are. White space in text does not count. The
   * structs of MLS are never mistaken for text: all begin with a zero byte or have one soon.
   *
   * @throws CommandFailure if there is nothing, too much, or text that breaks off
   */
  public static InputBytes read(InputStream in) throws IOException {
    return of(in, MAX_CHARACTERS);
  }

  static InputBytes of(InputStream in, int max) throws IOException {
    byte[] raw = in.readNBytes(max + 1);
    if (raw.length > max) {
      throw new CommandFailure("the input is over the limit of " + max + " bytes");
    }
    boolean hex = true;
    boolean base64 = true;
    int digits = 0;
    byte[] text = new byte[raw.length];
    for (byte b : raw) {
      if (isSpace(b)) {
        continue;
      }
      text[digits++] = b;
      hex &= Character.digit(b, 16) >= 0;
      base64 &= isBase64(b);
    }
    if (digits == 0) {
      throw new CommandFailure("the input is empty");
    }
    if (!base64) {
      return new InputBytes(Bytes.wrap(raw), Encoding.BINARY);
    }
    String compact = new String(text, 0, digits, StandardCharsets.US_ASCII);
    if (hex && digits % 2 == 0) {
      return new InputBytes(Bytes.fromHex(compact), Encoding.HEX);
    }
    if (hex) {
      throw new CommandFailure("the input is " + digits + " hexadecimal digits, an odd number");
    }
    try {
      String standard = compact.replace('-', '+').replace('_', '/');
      return new InputBytes(Bytes.wrap(Base64.getDecoder().decode(standard)), Encoding.BASE64);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("the input looks like base64, but: " + e.getMessage(), e);
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static boolean isBase64(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || "+/-_=".indexOf(b) >= 0;
  }
}
