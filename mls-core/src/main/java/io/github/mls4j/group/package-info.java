/**
 * The group: the public API and the state machine (RFC 9420 §11, §12). {@link Group} is where to
 * start.
 *
 * <p>A client that is started again, with its groups in a {@link io.github.mls4j.spi.GroupStore}:
 *
 * <pre>{@code
 * GroupConfig config =
 *     GroupConfig.builder(authentication).store(store).keyPackages(store).build();
 * Group group = Group.load(config, alice, groupId).orElseThrow();
 *
 * // Perhaps the delivery service never got these; twice does no harm.
 * group.pendingCommits().forEach(commit -> send(commit.message()));
 *
 * // The delivery service takes one commit an epoch; it may be our own that comes back.
 * Received received = group.receive(message);
 * if (received instanceof OwnMessage own) {
 *   Optional<PendingCommit> taken = own.commit().flatMap(group::pendingCommit);
 *   if (taken.isPresent()) {
 *     group.merge(taken.get());
 *     taken.get().welcome().ifPresent(this::send);
 *   }
 * } else if (received instanceof StagedCommit winner) {
 *   group.merge(winner); // our own is discarded: what it was for is asked for again
 * } else if (received instanceof ApplicationMessage said) {
 *   shown.add(said.data());
 * }
 * }</pre>
 */
@NullMarked
package io.github.mls4j.group;

import org.jspecify.annotations.NullMarked;
