package io.github.mls4j.schedule;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.Comparator;

/**
 * Names one entry of a secret tree's written state.
 *
 * @param index of the node or the leaf
 * @param type of the ratchet; {@code HANDSHAKE} for a node
 * @param generation of a skipped key, else 0
 */
record StateKey(Kind kind, int index, RatchetType type, long generation)
    implements WireStruct, Comparable<StateKey> {

  enum Kind {
    NODE(0),
    RATCHET(1),
    SKIPPED_KEY(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private static final Comparator<StateKey> ORDER =
      Comparator.comparing(StateKey::kind)
          .thenComparing(StateKey::index)
          .thenComparing(StateKey::type)
          .thenComparing(StateKey::generation);

  static StateKey node(int node) {
    return new StateKey(Kind.NODE, node, RatchetType.HANDSHAKE, 0);
  }

  static StateKey ratchet(int leaf, RatchetType type) {
    return new StateKey(Kind.RATCHET, leaf, type, 0);
  }

  static StateKey skipped(KeyId id) {
    return new StateKey(Kind.SKIPPED_KEY, id.leaf(), id.type(), id.generation());
  }

  KeyId keyId() {
    return new KeyId(index, type, generation);
  }

  static StateKey readFrom(TlsReader in) throws DecodeException {
    Kind kind =
        switch (in.uint8("kind")) {
          case 0 -> Kind.NODE;
          case 1 -> Kind.RATCHET;
          case 2 -> Kind.SKIPPED_KEY;
          default -> throw in.fail("kind", 1, "unknown");
        };
    long index = in.uint32("index");
    if (index >= 2L * SecretTree.MAX_WIDTH) {
      throw in.fail("index", 4, index + " is in no tree");
    }
    RatchetType type =
        switch (in.uint8("type")) {
          case 0 -> RatchetType.HANDSHAKE;
          case 1 -> RatchetType.APPLICATION;
          default -> throw in.fail("type", 1, "unknown");
        };
    long generation = in.uint32("generation");
    boolean hasGeneration = kind == Kind.SKIPPED_KEY;
    boolean hasType = kind != Kind.NODE;
    if (!hasGeneration && generation != 0) {
      throw in.fail("generation", 4, "does not apply and is not zero");
    }
    if (!hasType && type != RatchetType.HANDSHAKE) {
      throw in.fail("type does not apply and is not zero");
    }
    return new StateKey(kind, (int) index, type, generation);
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint8(kind.code)
        .uint32(index)
        .uint8(type == RatchetType.HANDSHAKE ? 0 : 1)
        .uint32(generation);
  }

  @Override
  public int compareTo(StateKey other) {
    return ORDER.compare(this, other);
  }
}
