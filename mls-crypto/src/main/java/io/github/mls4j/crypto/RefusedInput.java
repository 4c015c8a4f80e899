package io.github.mls4j.crypto;

/**
 * A key, a point or a ciphertext from outside that cannot be what it should be. It says what kind
 * of fault it is and nothing of the content.
 */
public final class RefusedInput extends Exception {

  private static final long serialVersionUID = 1L;

  /** The kinds of fault. */
  public enum Reason {
    /** The number of bytes is wrong. */
    LENGTH,
    /** The encoding is not the one allowed form, or not canonical. */
    ENCODING,
    /** The coordinates name no point of the curve. */
    NOT_ON_CURVE,
    /** A point of small order, or an agreement that came out as all zeros. */
    SMALL_ORDER,
    /** A private scalar that is zero or not below the order of the group. */
    SCALAR_RANGE,
    /** The ciphertext's tag does not match. */
    AUTHENTICATION
  }

  private final Reason reason;

  public RefusedInput(Reason reason, String what) {
    super(what);
    this.reason = reason;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }
}
