package io.github.mls4j.vectors;

/**
 * A vector and this implementation disagree, or a vector cannot be read; the message says where.
 */
public final class VectorFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param place the field, as a path in the case: {@code epochs[3].joiner_secret}
   */
  public VectorFailure(String place, String problem) {
    super(place + ": " + problem);
  }

  /** As {@link #VectorFailure(String, String)}, keeping what made the fault known. */
  public VectorFailure(String place, String problem, Throwable cause) {
    super(place + ": " + problem, cause);
  }
}
