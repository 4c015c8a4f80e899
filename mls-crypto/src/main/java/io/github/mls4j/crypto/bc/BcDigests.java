package io.github.mls4j.crypto.bc;

import io.github.mls4j.crypto.HashAlgorithm;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** Makes digests, which hold state and so live for one call. */
final class BcDigests {

  private BcDigests() {}

  static Digest create(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> new SHA256Digest();
      case SHA384 -> new SHA384Digest();
      case SHA512 -> new SHA512Digest();
    };
  }
}
