package io.github.mls4j.group;

/** Whether a client can still act in a group. */
public enum GroupStatus {
  /** A member. */
  ACTIVE(1),
  /** Not a member any more (RFC 9420 §12.4.2): all secrets are gone. */
  REMOVED(2),
  /** Ended by a ReInit; another group takes its place (§11.2). */
  REINITIALIZED(3);

  /** What stands for it in a written state. */
  final int code;

  GroupStatus(int code) {
    this.code = code;
  }
}
