package io.github.mls4j.bench.peers;

/** The libraries that are compared with. */
public enum Library {
  /** {@code bcmls-jdk18on}, in Java. */
  BOUNCY_CASTLE {
    @Override
    Peer open() throws Exception {
      return new BouncyCastlePeer();
    }
  },
  /** Wire's, which is OpenMLS in native code. */
  CORE_CRYPTO {
    @Override
    Peer open() throws Exception {
      return new CoreCryptoPeer();
    }
  },
  /** In TypeScript, under Node. */
  TS_MLS {
    @Override
    Peer open() throws Exception {
      return new TsMlsPeer();
    }

    /** One takes a second. */
    @Override
    int commitsInARow() {
      return 1;
    }
  };

  abstract Peer open() throws Exception;

  /** How many commits each side makes, or receives, before it is the other's turn again. */
  int commitsInARow() {
    return 8;
  }
}
