package io.github.mls4j.group;

import io.github.mls4j.wire.ContentType;

/**
 * A message that this client sent itself and that has come back. There is nothing to do for
 * application data and proposals; a commit tells that the pending one has been taken, and may be
 * merged.
 *
 * @param contentType what it is
 * @param epoch in which it was sent; unsigned
 */
public record OwnMessage(ContentType contentType, long epoch) implements Received {}
