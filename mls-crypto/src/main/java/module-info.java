/** Cipher suites, HPKE and the labeled functions of RFC 9420, with their providers. */
module io.github.mls4j.crypto {
  requires transitive io.github.mls4j.codec;
  requires org.bouncycastle.provider;
}
