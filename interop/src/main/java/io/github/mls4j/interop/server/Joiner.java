package io.github.mls4j.interop.server;

import io.github.mls4j.group.KeyPackageBundle;

/** A client with a key package, who waits for a Welcome. The protocol calls this a transaction. */
final class Joiner extends Held {

  private final Actor actor;
  private final KeyPackageBundle keyPackage;

  /** Takes {@code actor} over. */
  Joiner(Actor actor) {
    this.actor = actor;
    this.keyPackage = KeyPackageBundle.generate(actor.config(false), actor.identity());
  }

  Actor actor() {
    return actor;
  }

  KeyPackageBundle keyPackage() {
    return keyPackage;
  }

  @Override
  String kind() {
    return "transaction";
  }

  @Override
  void wipe() {
    keyPackage.close();
    actor.close();
  }
}
