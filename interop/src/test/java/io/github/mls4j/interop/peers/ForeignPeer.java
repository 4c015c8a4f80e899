package io.github.mls4j.interop.peers;

/** Another implementation, served on loopback as long as this is open. */
interface ForeignPeer extends AutoCloseable {

  int port();

  @Override
  void close();
}
