package io.github.mls4j.spi;

import java.util.List;

/**
 * What a store holds of a group.
 *
 * @param version of the newest batch applied; 0 if there was none
 * @param records all of them, in any order, each a copy that is closed with this
 */
public record StoredGroup(long version, List<StateRecord> records) implements AutoCloseable {

  public StoredGroup {
    records = List.copyOf(records);
  }

  @Override
  public void close() {
    records.forEach(StateRecord::close);
  }
}
