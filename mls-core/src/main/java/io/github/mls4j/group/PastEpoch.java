package io.github.mls4j.group;

import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.tree.RatchetTree;
import java.time.Instant;

/**
 * What is kept of an epoch that has ended, so that its late application messages still open.
 *
 * @param tree says who was where in it
 * @param messages opens its messages
 * @param ended when this client left it, to the second
 */
record PastEpoch(RatchetTree tree, MessageProtection messages, Instant ended)
    implements AutoCloseable {

  long epoch() {
    return messages.context().epoch();
  }

  @Override
  public void close() {
    messages.close();
  }
}
