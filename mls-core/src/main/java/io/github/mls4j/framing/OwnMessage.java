package io.github.mls4j.framing;

/**
 * A PrivateMessage that says it comes from this client's own leaf. A sender keeps no keys of its
 * own messages, so there is nothing to open: usually the delivery service has echoed the message.
 * Any member can make up such sender data, so it proves nothing.
 *
 * @param generation in the own ratchet, 0 to 2^32 - 1
 */
public record OwnMessage(long generation) implements OpenedMessage {}
