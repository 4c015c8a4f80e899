package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.ContentType;
import java.util.Optional;

/**
 * A message that this client sent itself and that has come back. There is nothing to do for
 * application data and proposals; a commit tells that the pending one has been taken: {@link
 * Group#pendingCommit} has it, if it has not been merged before. One of the current epoch that is
 * not pending any more has been discarded too early: the others go on without this client, which
 * has to join anew.
 *
 * @param contentType what it is
 * @param epoch in which it was sent; unsigned
 * @param commit which commit it is ({@link PendingCommit#id}), if it is one of the newest of this
 *     client. Where it is empty any member may have made the message up, and it means nothing.
 */
public record OwnMessage(ContentType contentType, long epoch, Optional<Bytes> commit)
    implements Received {}
