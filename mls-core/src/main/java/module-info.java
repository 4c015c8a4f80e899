/** The MLS engine: ratchet tree, key schedule, framing, validation and the group. */
module io.github.mls4j.core {
  requires transitive io.github.mls4j.crypto;
  requires com.google.common;

  exports io.github.mls4j.extensions;
  exports io.github.mls4j.group;
  exports io.github.mls4j.rules;
  exports io.github.mls4j.spi;
  exports io.github.mls4j.spi.x509;
}
