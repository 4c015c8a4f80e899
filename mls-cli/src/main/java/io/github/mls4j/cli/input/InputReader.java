package io.github.mls4j.cli.input;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.group.KeyPackageInspection;
import io.github.mls4j.vectors.VectorFailure;
import io.github.mls4j.vectors.VectorFile;
import io.github.mls4j.vectors.VectorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what an argument names, and finds out what it is. */
public final class InputReader {

  private final InputStream stdin;

  /**
   * @param stdin what {@code -} reads
   */
  public InputReader(InputStream stdin) {
    this.stdin = stdin;
  }

  /**
   * Reads an argument.
   *
   * @param type what the input is, instead of a guess; null to guess
   * @throws CommandFailure if it cannot be read as anything
   */
  public Input read(String argument, @Nullable InputType type) {
    Source source = Source.of(argument);
    InputBytes read = bytes(source);
    if (type == null && isJson(read)) {
      return passive(source, read);
    }
    if (source.index() != null) {
      throw new CommandFailure(source.file() + ": no vector file, so it has no cases");
    }
    return type == null ? guess(source, read) : forced(source, read, type);
  }

  /** Wipes the keys in an input, if there are any. */
  public static void close(Input input) {
    if (input instanceof Input.Member member) {
      member.close();
    } else if (input instanceof Input.KeyPackageKeys own) {
      own.close();
    }
  }

  private InputBytes bytes(Source source) {
    Path path = source.path();
    try {
      if (path == null) {
        return InputBytes.read(stdin);
      }
      try (InputStream in = Files.newInputStream(path)) {
        return InputBytes.read(in);
      }
    } catch (NoSuchFileException e) {
      throw new CommandFailure(source.file() + ": there is no such file", e);
    } catch (IOException e) {
      throw new CommandFailure(source.file() + ": " + e.getMessage(), e);
    }
  }

  /** Text that begins as JSON does; all structs of MLS have a zero byte soon. */
  private static boolean isJson(InputBytes read) {
    Bytes bytes = read.bytes();
    int at = 0;
    while (at < bytes.size() && Character.isWhitespace(bytes.get(at))) {
      at++;
    }
    if (at == bytes.size() || (bytes.get(at) != '[' && bytes.get(at) != '{')) {
      return false;
    }
    for (int i = at; i < bytes.size(); i++) {
      if (bytes.get(i) == 0) {
        return false;
      }
    }
    return true;
  }

  private static Input passive(Source source, InputBytes read) {
    VectorFile file;
    try {
      file =
          VectorFile.read(
              Path.of(source.file()), new ByteArrayInputStream(read.bytes().toByteArray()));
    } catch (VectorFailure e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure(source.file() + ": " + e.getMessage(), e);
    }
    if (file.kind() != VectorKind.PASSIVE_CLIENT) {
      throw new CommandFailure(
          source.file() + ": " + file.kind() + " vectors, of which only passive-client has keys");
    }
    Integer index = source.index();
    Integer epochs = source.epochs();
    if (index == null) {
      return new Input.Cases(source.argument(), file);
    }
    PassiveCase passive = PassiveCase.read(source.file(), file, index);
    if (epochs == null) {
      return new Input.OneCase(source.argument(), passive);
    }
    PassiveMember member = PassiveMember.join(passive);
    return new Input.Member(source.argument(), "passive client", member.followTo(epochs).group());
  }

  private Input forced(Source source, InputBytes read, InputType type) {
    try {
      return new Input.Struct(source.argument(), type, type.decode(read.bytes()), read);
    } catch (DecodeException e) {
      throw malformed(source, read, "a malformed " + type, e);
    }
  }

  /** Decodes as the first type that fits. */
  private static Input guess(Source source, InputBytes read) {
    InputType closest = InputType.MLS_MESSAGE;
    DecodeException furthest = null;
    for (InputType guess : InputType.guesses()) {
      try {
        WireStruct value = guess.decode(read.bytes());
        if (InputType.isPlausible(value)) {
          return new Input.Struct(source.argument(), guess, value, read);
        }
      } catch (DecodeException e) {
        if (furthest == null || e.offset() > furthest.offset()) {
          closest = guess;
          furthest = e;
        }
      }
    }
    if (GroupInspection.isPlausible(read.bytes())) {
      return state(source, read);
    }
    if (KeyPackageInspection.isPlausible(read.bytes())) {
      return keyPackage(source, read);
    }
    throw malformed(
        source,
        read,
        "no known struct; closest is a malformed " + closest,
        Objects.requireNonNull(furthest));
  }

  private static Input state(Source source, InputBytes read) {
    try (Secret saved = Secret.copyOf(read.bytes())) {
      return new Input.Member(source.argument(), "group state", GroupInspection.restore(saved));
    } catch (DecodeException e) {
      throw malformed(source, read, "a malformed group state", e);
    }
  }

  private static Input keyPackage(Source source, InputBytes read) {
    try (Secret saved = Secret.copyOf(read.bytes())) {
      return new Input.KeyPackageKeys(source.argument(), KeyPackageInspection.restore(saved));
    } catch (DecodeException e) {
      throw malformed(source, read, "a malformed key package with its keys", e);
    }
  }

  private static CommandFailure malformed(
      Source source, InputBytes read, String what, DecodeException e) {
    return new CommandFailure(
        "%s (%s, %d bytes): %s: at offset %d (0x%x), %s: %s"
            .formatted(
                source.argument(),
                read.encoding().toString().toLowerCase(Locale.ROOT),
                read.bytes().size(),
                what,
                e.offset(),
                e.offset(),
                e.path().isEmpty() ? "input" : e.path(),
                e.reason()),
        e);
  }
}
