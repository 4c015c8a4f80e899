package io.github.mls4j.wire;

import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §6: what an {@link MLSMessage} can hold. */
public sealed interface MLSMessageBody extends WireStruct
    permits PublicMessage, PrivateMessage, Welcome, GroupInfo, KeyPackage {

  /** The code point by which a message announces this body; not part of its encoding. */
  WireFormat wireFormat();
}
