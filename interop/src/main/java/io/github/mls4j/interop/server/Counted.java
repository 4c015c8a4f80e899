package io.github.mls4j.interop.server;

/** Something secret that several share: it is wiped when the last of them closes it. */
abstract class Counted implements AutoCloseable {

  private int users = 1;

  /** One more who will close it. */
  final synchronized void share() {
    users++;
  }

  @Override
  public final void close() {
    synchronized (this) {
      if (--users > 0) {
        return;
      }
    }
    wipe();
  }

  abstract void wipe();
}
