package io.github.mls4j.schedule;

/** RFC 9420 §9: the two ratchets that grow from each leaf of the secret tree. */
public enum RatchetType {
  /** Keys for proposals and commits. */
  HANDSHAKE("handshake"),
  /** Keys for application data. */
  APPLICATION("application");

  private final String label;

  RatchetType(String label) {
    this.label = label;
  }

  /** The label by which the first secret of such a ratchet is derived. */
  String label() {
    return label;
  }
}
