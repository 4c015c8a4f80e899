package io.github.mls4j.codec;

/**
 * What an application does with an input that was not taken. It is advice for the usual case: who
 * knows more about the message may know better.
 */
public enum Remedy {
  /**
   * Forget the message. Anyone may have made it or damaged it on its way, or it came too late or to
   * the wrong place, so that it says nothing of the one it claims to be from. A Welcome, GroupInfo
   * or ratchet tree is not used; its group can be asked for another.
   */
  DROP,
  /**
   * Keep the message and try again when what is missing has come: an earlier message, a proposal, a
   * pre-shared key, the tree. If it does not come in reasonable time, it is a case for {@link
   * #RESYNC}.
   */
  WAIT,
  /**
   * This client cannot follow its group: a commit that the others may well have taken does not lead
   * to a state that it can share. Join again, by an external commit or by being removed and added.
   */
  RESYNC,
  /**
   * Forget the message and tell the user or the operator: whoever signed it has made something that
   * no correct client makes. That is the sender of a commit or proposal, or who made the key
   * package or founded the group in question. If the group takes such a commit nonetheless, {@link
   * #RESYNC} is what is left.
   */
  REPORT_SENDER
}
