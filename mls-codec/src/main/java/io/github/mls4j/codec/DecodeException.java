package io.github.mls4j.codec;

/**
 * The input is not well-formed: it says where (offset in bytes and field path, with RFC field
 * names) and why. The caller drops the message; nothing else has happened.
 */
public final class DecodeException extends MlsException {

  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String path;
  private final String reason;

  public DecodeException(int offset, String path, String reason) {
    super((path.isEmpty() ? "input" : path) + ": " + reason + " (offset " + offset + ")");
    this.offset = offset;
    this.path = path;
    this.reason = reason;
  }

  /** Where the offending field starts, in bytes from the start of the input. */
  public int offset() {
    return offset;
  }

  /** The field, as in {@code content.proposals[3].type}; empty for the input as a whole. */
  public String path() {
    return path;
  }

  /** What is wrong with it. */
  public String reason() {
    return reason;
  }

  /** Nobody is known yet to have sent this: {@link Remedy#DROP}. */
  @Override
  public Remedy remedy() {
    return Remedy.DROP;
  }
}
