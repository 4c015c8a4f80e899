package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;

/**
 * Application data from a member, who is authenticated (RFC 9420 §15).
 *
 * @param sender who sent it, as it was in the epoch of the message
 * @param epoch in which it was sent: the current one or a past one that is still kept; unsigned
 * @param data the application's
 * @param authenticatedData travelled in the open, and is authenticated like the data
 */
public record ApplicationMessage(Member sender, long epoch, Bytes data, Bytes authenticatedData)
    implements Received {

  /** Without the data, which is not for logs. */
  @Override
  public String toString() {
    return "ApplicationMessage[from leaf "
        + sender.index()
        + " in epoch "
        + Long.toUnsignedString(epoch)
        + ", "
        + data.size()
        + " bytes]";
  }
}
