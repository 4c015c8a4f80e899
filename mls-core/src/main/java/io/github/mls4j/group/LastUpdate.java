package io.github.mls4j.group;

import java.time.Instant;

/**
 * When a member's leaf has last got new keys, as far as this client can know (RFC 9420 §3.2).
 *
 * @param epoch which began with it; unsigned
 * @param time when this client entered that epoch, by its own clock, to the second
 * @param seen whether this client was there: if not, the member's keys are older than this client's
 *     membership, and both values tell when that began
 */
public record LastUpdate(long epoch, Instant time, boolean seen) {}
