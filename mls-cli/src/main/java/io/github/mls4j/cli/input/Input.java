package io.github.mls4j.cli.input;

import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.group.KeyPackageInspection;
import io.github.mls4j.vectors.VectorFile;

/** What a command was given to look at, decoded. */
public sealed interface Input {

  /** As the user called it. */
  String name();

  /**
   * A struct of the RFC.
   *
   * @param read the bytes that it was decoded from
   */
  record Struct(String name, InputType type, WireStruct value, InputBytes read) implements Input {}

  /**
   * A member's group: an exported state, or a passive client on its way.
   *
   * @param form what it was read from, in words
   */
  record Member(String name, String form, GroupInspection group) implements Input, AutoCloseable {

    @Override
    public void close() {
      group.close();
    }
  }

  /** A key package with its private keys, as its client keeps it. */
  record KeyPackageKeys(String name, KeyPackageInspection keyPackage)
      implements Input, AutoCloseable {

    @Override
    public void close() {
      keyPackage.close();
    }
  }

  /** A passive client's case, not played yet. */
  record OneCase(String name, PassiveCase passive) implements Input {}

  /** All cases of a file of passive clients. */
  record Cases(String name, VectorFile file) implements Input {}
}
