package io.github.mls4j.interop.runner;

/** What a step makes for later ones to use. */
enum Output {
  KEY_PACKAGE("key package"),
  PROPOSAL("proposal"),
  PSK_ID("PSK"),
  PSK_SECRET("PSK"),
  COMMIT("commit"),
  WELCOME("Welcome"),
  RATCHET_TREE("ratchet tree"),
  GROUP_INFO("GroupInfo"),
  CIPHERTEXT("ciphertext"),
  AUTHENTICATED_DATA("authenticated data"),
  PLAINTEXT("plaintext");

  private final String shown;

  Output(String shown) {
    this.shown = shown;
  }

  @Override
  public String toString() {
    return shown;
  }
}
