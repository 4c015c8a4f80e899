package io.github.mls4j.interop.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes bad requests, out of nothing or out of good ones. */
final class Mangler {

  private static final int MAX_CORPUS = 300;
  private static final int MAX_RANDOM_BYTES = 200;
  private static final int[] EDGES = {0, 1, 2, 3, 7, 8, 99, 255, 65_535, 65_536, 1 << 24, -1};

  private final Random random;

  /** Genuine messages, to be put where others belong. */
  private final List<ByteString> corpus = new ArrayList<>();

  Mangler(Random random) {
    this.random = random;
  }

  /** A request with something random in each field. */
  Message invent(Message prototype) {
    Message.Builder builder = prototype.newBuilderForType();
    for (FieldDescriptor field : prototype.getDescriptorForType().getFields()) {
      int count = field.isRepeated() ? random.nextInt(3) : 1;
      for (int i = 0; i < count; i++) {
        put(builder, field, value(builder, field));
      }
    }
    return builder.build();
  }

  private static void put(Message.Builder builder, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      builder.addRepeatedField(field, value);
    } else {
      builder.setField(field, value);
    }
  }

  private Object value(Message.Builder builder, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> integer();
      case LONG -> random.nextBoolean() ? random.nextLong() : (long) integer();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> "label \u00e9 " + random.nextInt();
      case BYTE_STRING -> random.nextBoolean() ? bytes() : genuine();
      case MESSAGE -> invent(builder.newBuilderForField(field).build());
      default -> throw new AssertionError(field);
    };
  }

  private int integer() {
    return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt();
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(MAX_RANDOM_BYTES)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private ByteString genuine() {
    return corpus.isEmpty() ? bytes() : corpus.get(random.nextInt(corpus.size()));
  }

  /** Takes note of what is in a good request. */
  void learn(Message good) {
    for (Object value : good.getAllFields().values()) {
      for (Object each : value instanceof List<?> list ? list : List.of(value)) {
        if (each instanceof ByteString bytes) {
          if (corpus.size() == MAX_CORPUS) {
            corpus.remove(random.nextInt(MAX_CORPUS));
          }
          corpus.add(bytes);
        }
      }
    }
  }

  /** A good request with one to three faults. */
  Message damage(Message good) {
    Message.Builder builder = good.toBuilder();
    for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
      List<FieldDescriptor> fields = new ArrayList<>(good.getDescriptorForType().getFields());
      if (random.nextInt(8) > 0) { // an unknown id is found out before anything else
        fields.removeAll(Rpc.ids(good));
      }
      if (!fields.isEmpty()) {
        damage(builder, fields.get(random.nextInt(fields.size())));
      }
    }
    return builder.build();
  }

  private void damage(Message.Builder builder, FieldDescriptor field) {
    if (!field.isRepeated()) {
      builder.setField(field, damaged(builder, field, builder.getField(field)));
      return;
    }
    int count = builder.getRepeatedFieldCount(field);
    int choice = random.nextInt(5);
    if (count == 0 || choice == 0) {
      builder.addRepeatedField(field, value(builder, field));
    } else if (choice == 1) {
      builder.addRepeatedField(field, builder.getRepeatedField(field, random.nextInt(count)));
    } else if (choice == 2) {
      List<?> all = (List<?>) builder.getField(field);
      int dropped = random.nextInt(count);
      builder.clearField(field);
      for (int i = 0; i < count; i++) {
        if (i != dropped) {
          builder.addRepeatedField(field, all.get(i));
        }
      }
    } else {
      int i = random.nextInt(count);
      builder.setRepeatedField(
          field, i, damaged(builder, field, builder.getRepeatedField(field, i)));
    }
  }

  private Object damaged(Message.Builder builder, FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case BYTE_STRING -> damaged((ByteString) value);
      case MESSAGE -> damage((Message) value);
      case BOOLEAN -> !(Boolean) value;
      default -> value(builder, field);
    };
  }

  private ByteString damaged(ByteString value) {
    return switch (random.nextInt(6)) {
      case 0 -> genuine();
      case 1 -> value.substring(0, random.nextInt(value.size() + 1));
      case 2 -> value.concat(bytes());
      default -> ByteString.copyFrom(flipped(value.toByteArray()));
    };
  }

  /** The same with a few bits turned. */
  byte[] flipped(byte[] bytes) {
    for (int flips = bytes.length == 0 ? 0 : 1 + random.nextInt(3); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }
}
