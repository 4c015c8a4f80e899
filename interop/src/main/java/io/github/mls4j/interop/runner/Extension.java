package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import java.util.List;

/** An extension of a group, as a config names it. */
public record Extension(int type, ByteString data) {

  io.github.mls4j.interop.proto.Extension toProto() {
    return io.github.mls4j.interop.proto.Extension.newBuilder()
        .setExtensionType(type)
        .setExtensionData(data)
        .build();
  }

  static List<io.github.mls4j.interop.proto.Extension> toProto(List<Extension> extensions) {
    return extensions.stream().map(Extension::toProto).toList();
  }
}
