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
    List<StateRecord> records = new StateWriter(state).all();
    TlsWriter out = new TlsWriter(4096);
    out.vector(records);
    records.forEach(StateRecord::close);
    return out.toSecret();
  }

  static GroupState read(GroupConfig config, MlsIdentity identity, Secret saved)
      throws DecodeException {
    List<StateRecord> records =
        TlsReader.decode(saved, in -> in.vector("records", StateRecord::readFrom));
    try {
      for (int i = 1; i < records.size(); i++) {
        if (records.get(i).key().compareTo(records.get(i - 1).key()) <= 0) {
          throw new DecodeException(0, "records", "they are not in order");
        }
      }
      return StateReader.read(config, identity, records);
    } finally {
      records.forEach(StateRecord::close);
    }
  }
}
