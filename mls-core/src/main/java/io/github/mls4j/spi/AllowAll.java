package io.github.mls4j.spi;

/** A policy that has nothing against anything. */
enum AllowAll implements ProposalPolicy {
  INSTANCE
}
