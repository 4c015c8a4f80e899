package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * RFC 9420 §13.5: random values without meaning among those that this client sends, so that others
 * notice early if they do not ignore what they do not know. There is one in each list that §13.5
 * names, at a random place. What this client supports is kept without them ({@link GroupConfig});
 * received ones are unknown values like any other.
 */
final class Grease {

  /** 0x0A0A to 0xEAEA. */
  private static final int VALUES = 15;

  /** Enough to be no fixed length, and little enough to cost nothing. */
  private static final int MAX_DATA = 8;

  private final GroupConfig config;

  Grease(GroupConfig config) {
    this.config = config;
  }

  /** The list, with one value more unless GREASE is switched off. */
  <T> List<T> among(List<T> values, IntFunction<T> codePoint) {
    return config.grease() ? inserted(values, codePoint.apply(value())) : values;
  }

  /** The list, with one extension more unless GREASE is switched off. */
  List<Extension> amongExtensions(List<Extension> extensions) {
    if (!config.grease()) {
      return extensions;
    }
    byte[] data = new byte[config.random().nextInt(MAX_DATA + 1)];
    config.random().nextBytes(data);
    return inserted(extensions, new Extension(ExtensionType.of(value()), Bytes.wrap(data)));
  }

  private <T> List<T> inserted(List<T> values, T more) {
    List<T> longer = new ArrayList<>(values);
    longer.add(config.random().nextInt(values.size() + 1), more);
    return List.copyOf(longer);
  }

  private int value() {
    int digit = config.random().nextInt(VALUES);
    return digit << 12 | digit << 4 | 0x0a0a;
  }
}
