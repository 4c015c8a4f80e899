/** The TLS presentation language and every struct of RFC 9420. */
module io.github.mls4j.codec {
  requires static transitive org.jspecify;

  exports io.github.mls4j.codec;
  exports io.github.mls4j.wire;
}
