package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Leaf nodes for tests. This package does not look at signatures, so these are made up. */
final class TestLeaves {

  static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  private TestLeaves() {}

  /** Random numbers that are the same in every run. */
  static SecureRandom seeded(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static LeafNode leafNode(
      HPKEPublicKey encryptionKey, SignaturePublicKey signatureKey, LeafNodeSource source) {
    return new LeafNode(
        encryptionKey,
        signatureKey,
        new Credential.Basic(Bytes.ofUtf8("member")),
        new Capabilities(
            List.of(ProtocolVersion.MLS10),
            List.of(SUITE.id()),
            extensions(encryptionKey),
            List.of(),
            List.of(CredentialType.BASIC)),
        source,
        List.of(),
        Bytes.ofUtf8("signature"));
  }

  /** A few types, not the same for all members. */
  private static List<ExtensionType> extensions(HPKEPublicKey key) {
    return IntStream.range(0, 4)
        .filter(i -> i < key.value().size() && key.value().get(i) < 192)
        .mapToObj(i -> new ExtensionType(0xf000 + i))
        .toList();
  }

  /** A leaf node as in a key package, with fresh keys that nobody knows the private part of. */
  static LeafNode leafNode(SecureRandom random) {
    try (KemKeyPair kem = SUITE.generateKemKeyPair(random);
        SignatureKeyPair signature = SUITE.generateSignatureKeyPair(random)) {
      return leafNode(kem.publicKey().wire(), signature.publicKey(), keyPackage());
    }
  }

  static TreeLeaf leaf(SecureRandom random) {
    return decode(leafNode(random));
  }

  static TreeLeaf decode(LeafNode leafNode) {
    return decode(SUITE, leafNode);
  }

  static TreeLeaf decode(CipherSuite suite, LeafNode leafNode) {
    try {
      return TreeLeaf.of(suite, leafNode, Place.of("test"));
    } catch (RuleViolation e) {
      throw new AssertionError(e);
    }
  }

  static LeafNodeSource keyPackage() {
    return new LeafNodeSource.KeyPackage(new Lifetime(0, -1));
  }

  static LeafNodeSource commit(Bytes parentHash) {
    return new LeafNodeSource.Commit(parentHash);
  }

  static HPKEPublicKey encryptionKey(SecureRandom random) {
    try (KemKeyPair pair = SUITE.generateKemKeyPair(random)) {
      return pair.publicKey().wire();
    }
  }

  static SignaturePublicKey signatureKey(SecureRandom random) {
    try (SignatureKeyPair pair = SUITE.generateSignatureKeyPair(random)) {
      return pair.publicKey();
    }
  }

  static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
