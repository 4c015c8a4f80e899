package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.spi.StateRecord;
import java.util.List;

/** A group's state in one piece: all its records, in the order of their keys. */
final class GroupStateCodec {

  private GroupStateCodec() {}

  static Secret write(GroupState state) {
    TlsWriter out = new TlsWriter(4096);
    write(state, out);
    return out.toSecret();
  }

  static void write(GroupState state, TlsWriter out) {
    List<StateRecord> records = new StateWriter(state).all();
    out.vector(records);
    records.forEach(StateRecord::close);
  }

  static GroupState read(GroupConfig config, MlsIdentity identity, Secret saved)
      throws DecodeException {
    return TlsReader.decode(saved, in -> read(config, identity, in));
  }

  static GroupState read(GroupConfig config, MlsIdentity identity, TlsReader in)
      throws DecodeException {
    List<StateRecord> records = in.vector("records", StateRecord::readFrom);
    try {
      for (int i = 1; i < records.size(); i++) {
        if (records.get(i).key().compareTo(records.get(i - 1).key()) <= 0) {
          throw in.fail("the records are not in order");
        }
      }
      return StateReader.read(config, identity, records);
    } finally {
      records.forEach(StateRecord::close);
    }
  }
}
