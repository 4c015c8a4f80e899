package io.github.mls4j.interop.server;

import io.github.mls4j.group.KeyPackageBundle;

/**
 * A member of a group that a ReInit has ended, on the way into the one that takes its place. The
 * protocol calls this a reinit.
 */
final class Successor extends Held {

  private final int formerId;
  private final MemberState former;
  private final Actor actor;
  private final KeyPackageBundle keyPackage;

  /**
   * Takes {@code actor} over.
   *
   * @param formerId the number of {@code former}
   * @param former in the group that has ended; it stays for itself until the new one is entered
   * @param actor who the client is in the new group's cipher suite
   */
  Successor(int formerId, MemberState former, Actor actor) {
    this.formerId = formerId;
    this.former = former;
    this.actor = actor;
    this.keyPackage = KeyPackageBundle.generate(actor.config(false), actor.identity());
  }

  int formerId() {
    return formerId;
  }

  MemberState former() {
    return former;
  }

  Actor actor() {
    return actor;
  }

  KeyPackageBundle keyPackage() {
    return keyPackage;
  }

  @Override
  String kind() {
    return "reinit";
  }

  @Override
  void wipe() {
    keyPackage.close();
    actor.close();
  }
}
