package io.github.mls4j.schedule;

/** Names one message key within an epoch. */
record KeyId(int leaf, RatchetType type, long generation) {}
