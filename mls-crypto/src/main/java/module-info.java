import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.bc.BcCryptoProvider;
import io.github.mls4j.crypto.jca.HybridCryptoProvider;

/** Cipher suites, HPKE and the labeled functions of RFC 9420, with their providers. */
module io.github.mls4j.crypto {
  requires transitive io.github.mls4j.codec;
  requires org.bouncycastle.provider;

  exports io.github.mls4j.crypto;
  exports io.github.mls4j.crypto.bc;
  exports io.github.mls4j.crypto.hpke;
  exports io.github.mls4j.crypto.jca;

  uses CryptoProvider;

  provides CryptoProvider with
      BcCryptoProvider,
      HybridCryptoProvider;
}
