package io.github.mls4j.cli.view;

import io.github.mls4j.cli.term.Printable;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.extensions.AppDataDictionary;
import io.github.mls4j.extensions.MlsExtensions;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalPub;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.RequiredCapabilities;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a {@link View} of any wire struct: its records' components are the RFC's fields, one to
 * one, so their names and values are all there is to know.
 */
public final class ViewBuilder {

  /** What the data of an extension is, for the types of RFC 9420 §17.3 and of its extensions. */
  private static final Map<ExtensionType, TlsReader.Decoder<?>> EXTENSION_DATA =
      Map.of(
          MlsExtensions.APP_DATA_DICTIONARY, AppDataDictionary::readFrom,
          ExtensionType.APPLICATION_ID, ApplicationId::readFrom,
          ExtensionType.RATCHET_TREE, RatchetTreeExtension::readFrom,
          ExtensionType.REQUIRED_CAPABILITIES, RequiredCapabilities::readFrom,
          ExtensionType.EXTERNAL_PUB, ExternalPub::readFrom,
          ExtensionType.EXTERNAL_SENDERS, ExternalSenders::readFrom);

  private static final Pattern GREASE = Pattern.compile("0x([0-9a-e])a\\1a");

  private static final int NAME_BYTES = 8;

  private final boolean showSecrets;

  /**
   * @param showSecrets whether secrets are to be shown whole, beside their fingerprints
   */
  public ViewBuilder(boolean showSecrets) {
    this.showSecrets = showSecrets;
  }

  /** A name in quotes if it is text, else the beginning of it in hexadecimal. */
  public static String name(Bytes name) {
    String text = Printable.text(name);
    if (text != null) {
      return '"' + text + '"';
    }
    return name.size() <= NAME_BYTES ? name.toHex() : name.slice(0, NAME_BYTES).toHex() + "…";
  }

  /** How a secret shows. */
  public View secret(Secret secret) {
    return secret.use(
        bytes ->
            new View.Confidential(
                Fingerprint.of(secret),
                bytes.length,
                showSecrets ? HexFormat.of().formatHex(bytes) : null));
  }

  /** How a value shows: a record by its components, anything unknown by its name. */
  public View of(Object value) {
    if (value instanceof Bytes bytes) {
      return opaque(bytes);
    }
    if (value instanceof Secret secret) {
      return secret(secret);
    }
    if (value instanceof Long number) {
      return number(number);
    }
    if (value instanceof Integer number) {
      return number(number);
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? of(optional.get()) : new View.Absent();
    }
    if (value instanceof List<?> list) {
      List<View> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(of(item)));
      return new View.Sequence(items);
    }
    if (value instanceof MLSMessage message) {
      return message(message);
    }
    if (value instanceof Extension extension) {
      return extension(extension);
    }
    if (value instanceof Lifetime lifetime) {
      return lifetime(lifetime);
    }
    if (value instanceof Record struct) {
      return struct(struct);
    }
    return new View.Scalar(value.toString(), "");
  }

  private View struct(Record struct) {
    RecordComponent[] components = struct.getClass().getRecordComponents();
    if (components.length == 1 && components[0].getName().equals("value")) {
      Object only = read(struct, components[0]);
      return only instanceof Integer ? codePoint(struct.toString()) : of(only);
    }
    List<View.Field> fields = new ArrayList<>(components.length);
    Selector selector = Selector.of(struct);
    for (RecordComponent component : components) {
      String name = Names.snakeCase(component.getName());
      if (selector == null || !name.equals(selector.name())) {
        fields.add(new View.Field(name, of(read(struct, component))));
      }
    }
    return selector == null
        ? new View.Struct(struct.getClass().getSimpleName(), fields)
        : new View.Choice(selector.name(), selector.value(), fields);
  }

  private static Object read(Record struct, RecordComponent component) {
    try {
      return component.getAccessor().invoke(struct);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the wire structs are public records", e);
    }
  }

  private View message(MLSMessage message) {
    String wireFormat = message.wireFormat().toString();
    return new View.Struct(
        "MLSMessage",
        List.of(
            new View.Field("version", of(message.version())),
            new View.Field("wire_format", of(message.wireFormat())),
            new View.Field(wireFormat.replaceFirst("^mls_", ""), of(message.body()))));
  }

  private View extension(Extension extension) {
    return new View.Choice(
        "extension_type",
        extension.extensionType().toString(),
        List.of(new View.Field("extension_data", extensionData(extension))));
  }

  private View extensionData(Extension extension) {
    TlsReader.Decoder<?> decoder = EXTENSION_DATA.get(extension.extensionType());
    if (decoder == null) {
      return opaque(extension.extensionData());
    }
    try {
      return of(TlsReader.decode(extension.extensionData(), decoder));
    } catch (DecodeException e) {
      return new View.Opaque(extension.extensionData(), "malformed: " + e.getMessage());
    }
  }

  private View lifetime(Lifetime lifetime) {
    return new View.Struct(
        "Lifetime",
        List.of(
            new View.Field("not_before", time(lifetime.notBefore())),
            new View.Field("not_after", time(lifetime.notAfter()))));
  }

  private static View time(long seconds) {
    try {
      if (seconds >= 0) {
        return new View.Scalar(
            BigInteger.valueOf(seconds), Instant.ofEpochSecond(seconds).toString());
      }
    } catch (DateTimeException e) {
      // Beyond what a calendar can say: the number alone has to do.
    }
    return number(seconds);
  }

  private static View opaque(Bytes bytes) {
    String text = Printable.text(bytes);
    return new View.Opaque(bytes, text == null ? "" : '"' + text + '"');
  }

  private static View codePoint(String name) {
    return new View.Scalar(name, GREASE.matcher(name).matches() ? "GREASE" : "");
  }

  /** All numbers on the wire are unsigned. */
  private static View number(long value) {
    return new View.Scalar(new BigInteger(Long.toUnsignedString(value)), "");
  }
}
