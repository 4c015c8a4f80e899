package io.github.mls4j.spi;

import java.util.Set;

/**
 * A check of leaves and extensions that RFC 9420 recommends or leaves open, so that an application
 * may have it or not. It is about what is received: we never add a client whose leaf is out of its
 * lifetime, nor put an extension where it does not belong.
 */
public enum LeafCheck {
  /** That a leaf is within its lifetime when a proposal to add its client arrives (§7.3). */
  LIFETIME_IN_PROPOSAL,
  /** That a leaf is within its lifetime when a commit that holds its Add arrives (§7.3). */
  LIFETIME_IN_COMMIT,
  /** That all leaves of a group that is being joined are within their lifetimes (§7.3). */
  LIFETIME_IN_TREE,
  /** That the leaf of a new member lists the group's cipher suite and version (§11.1). */
  SUITE_AND_VERSION_LISTED,
  /**
   * That the capabilities of a leaf do not list what is supported by default (§7.2). Other
   * implementations do, so this may refuse whom all others take: off unless asked for.
   */
  NO_DEFAULTS_LISTED,
  /**
   * That extensions of the RFC itself stand in a leaf or group context only if they are made for it
   * (§17.3). All others may take a commit that breaks this, so it is off unless asked for.
   */
  EXTENSIONS_IN_PLACE;

  /** What is checked unless the application says otherwise. */
  public static final Set<LeafCheck> DEFAULTS =
      Set.of(LIFETIME_IN_PROPOSAL, LIFETIME_IN_COMMIT, LIFETIME_IN_TREE, SUITE_AND_VERSION_LISTED);
}
