package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * Names one record of a group's written state. Encoded, no key is the beginning of another one, and
 * those of one epoch's ratchets begin alike, so that they can be deleted together.
 *
 * @param number an epoch, or the index of a node or leaf; 0 where there is neither
 * @param name what tells records of a kind apart besides; empty where nothing does
 */
record RecordKey(Kind kind, long number, Bytes name) implements WireStruct {

  /** What a record holds. */
  enum Kind {
    HEAD(1, 0, false),
    NODE(2, Integer.BYTES, false),
    EPOCH_SECRETS(3, 0, false),
    PRIVATE_KEYS(4, 0, false),
    RATCHET(5, Long.BYTES, true),
    PAST_EPOCH(6, Long.BYTES, false),
    RESUMPTION_PSK(7, Long.BYTES, false),
    PROPOSAL(8, 0, true),
    LEAF_UPDATE(9, Integer.BYTES, false),
    OWN_COMMITS(10, 0, false),
    PENDING_COMMIT(11, 0, true),
    PENDING_JOIN(12, 0, true);

    private final int code;
    private final int numberBytes;
    private final boolean named;

    Kind(int code, int numberBytes, boolean named) {
      this.code = code;
      this.numberBytes = numberBytes;
      this.named = named;
    }

    /** What the keys of all these records begin with. */
    Bytes prefix() {
      return Bytes.copyOf((byte) code);
    }
  }

  static RecordKey of(Kind kind) {
    return new RecordKey(kind, 0, Bytes.EMPTY);
  }

  static RecordKey of(Kind kind, long number) {
    return new RecordKey(kind, number, Bytes.EMPTY);
  }

  static RecordKey of(Kind kind, Bytes name) {
    return new RecordKey(kind, 0, name);
  }

  /** A part of an epoch's secret tree; without a name what all its parts' keys begin with. */
  static RecordKey ratchet(long epoch, Bytes name) {
    return new RecordKey(Kind.RATCHET, epoch, name);
  }

  static RecordKey readFrom(TlsReader in) throws DecodeException {
    Kind kind = kind(in);
    long number =
        switch (kind.numberBytes) {
          case Integer.BYTES -> in.uint32("number");
          case Long.BYTES -> in.uint64("number");
          default -> 0;
        };
    Bytes name = in.rest().compact();
    if (name.isEmpty() == kind.named) {
      throw in.fail(kind.named ? "a name is missing" : "there is no name in such a key");
    }
    return new RecordKey(kind, number, name);
  }

  private static Kind kind(TlsReader in) throws DecodeException {
    int code = in.uint8("kind");
    for (Kind kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw in.fail("kind", 1, code + " is unknown");
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint8(kind.code);
    if (kind.numberBytes == Integer.BYTES) {
      out.uint32(number);
    } else if (kind.numberBytes == Long.BYTES) {
      out.uint64(number);
    }
    out.fixed(name);
  }
}
