package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;

/**
 * One case of a vector file: a record with the fields of the published format, which knows how to
 * verify itself.
 *
 * <p>Verifying throws {@link VectorFailure} where a value differs from the expected one. Whatever
 * else comes out of it (a refusal by the library, a failed decryption) means the same: not passed.
 */
public sealed interface VectorCase {

  /** A case that has nothing to do with cryptography. */
  non-sealed interface WithoutSuite extends VectorCase {
    void verify() throws Exception;
  }

  /** A case for one cipher suite. */
  non-sealed interface ForSuite extends VectorCase {
    CipherSuiteId cipherSuite();

    /**
     * @param suite the one that {@link #cipherSuite()} names, over the provider under test
     */
    void verify(CipherSuite suite) throws Exception;
  }
}
