package io.github.mls4j.group;

/**
 * What is asked of a group cannot be had any more: the group is over, for this client or for all
 * (RFC 9420 §12.4.2).
 */
public final class InactiveGroupException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final GroupStatus status;

  InactiveGroupException(GroupStatus status) {
    super("the group is " + status);
    this.status = status;
  }

  /** Why: {@link GroupStatus#REMOVED} or {@link GroupStatus#REINITIALIZED}. */
  public GroupStatus status() {
    return status;
  }
}
