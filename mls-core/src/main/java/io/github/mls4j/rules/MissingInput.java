package io.github.mls4j.rules;

/**
 * A message may be in order, but something that is needed to tell is not here. The group is exactly
 * as it was. The caller fetches the thing and tries again.
 */
public final class MissingInput extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is not here. */
  public enum Kind {
    /** A pre-shared key that a message refers to (§8.4). */
    PRE_SHARED_KEY,
    /** The ratchet tree, neither in the GroupInfo nor given beside it (§12.4.3.3). */
    RATCHET_TREE,
    /** The private part of the key package that a Welcome is for (§12.4.3.1). */
    KEY_PACKAGE,
    /** A proposal that a Commit refers to (§12.4.2). */
    PROPOSAL,
    /** The keys of a past epoch: dropped, or from before this client joined. */
    PAST_EPOCH,
    /** An epoch that this client has not reached: a Commit is still to come. */
    FUTURE_EPOCH
  }

  private final Kind kind;

  public MissingInput(Kind kind, String what) {
    super(kind + ": " + what);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
