package io.github.mls4j.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mls4j.codec.Bytes;
import java.util.EnumSet;
import java.util.Set;

/** A way to spoil one value of a vector. */
enum Mutation {
  FLIP_FIRST {
    @Override
    Bytes apply(Bytes value) {
      return flip(value, 0);
    }
  },
  FLIP_MIDDLE {
    @Override
    Bytes apply(Bytes value) {
      return flip(value, value.size() / 2);
    }
  },
  FLIP_LAST {
    @Override
    Bytes apply(Bytes value) {
      return flip(value, value.size() - 1);
    }
  },
  SHORTEN {
    @Override
    Bytes apply(Bytes value) {
      return value.slice(0, value.size() - 1);
    }
  },
  LENGTHEN {
    @Override
    Bytes apply(Bytes value) {
      // Not a zero, which HMAC's padding would swallow at the end of a secret.
      return Bytes.concat(value, Bytes.copyOf((byte) 1));
    }
  },
  /** For numbers and for strings that are no bytes. */
  OTHER {
    @Override
    Bytes apply(Bytes value) {
      throw new UnsupportedOperationException("bytes have mutations of their own");
    }
  };

  /** A bit that no private key's decoding ignores (X25519 and X448 ignore some at both ends). */
  private static final int FLIPPED_BIT = 0x10;

  /** Makes of suite 1, where the cases start, one with other algorithms throughout. */
  private static final int ADDED = 3;

  abstract Bytes apply(Bytes value);

  /** The mutations that make sense for a value. */
  static Set<Mutation> of(JsonNode value, boolean hex) {
    if (value.isNull()) {
      return EnumSet.noneOf(Mutation.class);
    }
    if (!hex) {
      return EnumSet.of(OTHER);
    }
    return value.textValue().isEmpty()
        ? EnumSet.of(LENGTHEN)
        : EnumSet.complementOf(EnumSet.of(OTHER));
  }

  JsonNode apply(JsonNode value) {
    if (this != OTHER) {
      return TextNode.valueOf(apply(Bytes.fromHex(value.textValue())).toHex());
    }
    if (value.isTextual()) {
      return TextNode.valueOf(value.textValue() + "x");
    }
    return value.isInt()
        ? IntNode.valueOf(value.intValue() + ADDED)
        : LongNode.valueOf(value.longValue() + ADDED);
  }

  private static Bytes flip(Bytes value, int index) {
    byte[] bytes = value.toByteArray();
    bytes[index] ^= FLIPPED_BIT;
    return Bytes.wrap(bytes);
  }
}
