package io.github.mls4j.cli.open;

/** Why something does not open with the keys at hand. */
public enum Obstacle {
  NOT_ENCRYPTED("there is nothing encrypted in it"),
  NO_INIT_KEY(
      "only the private keys of a key package open a Welcome, and a group state has none: give them,"
          + " or a passive-client file"),
  NO_GROUP_KEYS(
      "the private keys of a key package open a Welcome only: give a member's state, or a"
          + " passive-client file"),
  NOT_FOR_THESE_KEYS("it is for other key packages than those of the keys at hand"),
  OTHER_SUITE("it is of another cipher suite than its key package"),
  GROUP_SECRETS_DO_NOT_OPEN("the AEAD refuses encrypted_group_secrets under the init key"),
  PSK_MISSING("a pre-shared key is not among the keys at hand"),
  GROUP_INFO_DOES_NOT_OPEN(
      "the AEAD refuses encrypted_group_info under the key out of welcome_secret: another"
          + " joiner_secret, or other PSKs"),
  OTHER_GROUP("it is of another group than the keys at hand"),
  FUTURE_EPOCH("it is of an epoch that the keys at hand have not reached"),
  PAST_EPOCH("it is of an epoch whose keys are gone, or from before the member joined"),
  OTHER_SECRETS(
      "group and epoch are those of the keys at hand, but the AEAD refuses the sender data: another"
          + " sender_data_secret, or the message was altered"),
  SENDER_IS_BLANK("the leaf that its sender data names is blank"),
  OWN_MESSAGE(
      "the member whose keys these are sent it itself, and a sender keeps no keys of what it sent"),
  GENERATION_AHEAD("its generation is further ahead of the ratchet than is derived here"),
  GENERATION_TOO_OLD("its generation is so old that its key is not kept any more"),
  GENERATION_USED("the key of its generation has been used: it was received before"),
  CONTENT_DOES_NOT_OPEN(
      "the sender data opens, but the AEAD refuses the ciphertext under the key of that sender's"
          + " generation: another encryption_secret, another ratchet, or the message was altered"),
  MALFORMED("it opens to something that is not well-formed"),
  PADDING_IS_NOT_ZERO("it opens, but its padding is not all zeros");

  private final String explanation;

  Obstacle(String explanation) {
    this.explanation = explanation;
  }

  /** In words that follow "it does not open:". */
  public String explanation() {
    return explanation;
  }
}
