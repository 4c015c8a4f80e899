package io.github.mls4j.rules;

import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Remedy;

/**
 * A message may be in order, but something that is needed to tell is not here. The group is exactly
 * as it was. The caller fetches the thing and tries again.
 */
public final class MissingInput extends MlsException {

  private static final long serialVersionUID = 1L;

  /** What is not here. */
  public enum Kind {
    /** A pre-shared key that a message refers to (§8.4). */
    PRE_SHARED_KEY(Remedy.WAIT),
    /** The ratchet tree, neither in the GroupInfo nor given beside it (§12.4.3.3). */
    RATCHET_TREE(Remedy.WAIT),
    /**
     * The private part of the key package that a Welcome is for (§12.4.3.1): it is for another
     * client, or for a key package that this client does not hold (any more).
     */
    KEY_PACKAGE(Remedy.DROP),
    /** A proposal that a Commit refers to (§12.4.2). */
    PROPOSAL(Remedy.WAIT),
    /** The keys of a past epoch: dropped, or from before this client joined. They do not return. */
    PAST_EPOCH(Remedy.DROP),
    /** An epoch that this client has not reached: a Commit is still to come. */
    FUTURE_EPOCH(Remedy.WAIT);

    private final Remedy remedy;

    Kind(Remedy remedy) {
      this.remedy = remedy;
    }

    /** What helps when this is missing. */
    public Remedy remedy() {
      return remedy;
    }
  }

  private final Kind kind;

  public MissingInput(Kind kind, String what) {
    super(kind + ": " + what);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** That of what is missing: {@link Kind#remedy()}. */
  @Override
  public Remedy remedy() {
    return kind.remedy();
  }
}
