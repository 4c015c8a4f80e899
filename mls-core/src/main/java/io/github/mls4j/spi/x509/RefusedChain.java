package io.github.mls4j.spi.x509;

/** Why a chain of certificates is not believed. */
final class RefusedChain extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  RefusedChain(String reason) {
    super(reason);
    this.reason = reason;
  }

  RefusedChain(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
