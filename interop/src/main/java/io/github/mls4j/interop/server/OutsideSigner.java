package io.github.mls4j.interop.server;

/** Someone outside of the group whom the group may let propose. */
final class OutsideSigner extends Held {

  private final Actor actor;

  /** Takes {@code actor} over. */
  OutsideSigner(Actor actor) {
    this.actor = actor;
  }

  Actor actor() {
    return actor;
  }

  @Override
  String kind() {
    return "signer";
  }

  @Override
  void wipe() {
    actor.close();
  }
}
