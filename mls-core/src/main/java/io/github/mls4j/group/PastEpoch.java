package io.github.mls4j.group;

import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.tree.RatchetTree;

/**
 * What is kept of an epoch that has ended, so that its late application messages still open.
 *
 * @param tree says who was where in it
 * @param messages opens its messages
 */
record PastEpoch(RatchetTree tree, MessageProtection messages) implements AutoCloseable {

  long epoch() {
    return messages.context().epoch();
  }

  @Override
  public void close() {
    messages.close();
  }
}
