package io.github.mls4j.tree;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RFC 9420 §7.4: the chain of path secrets, and the keys that come of them. */
final class PathSecrets {

  private PathSecrets() {}

  /** {@code path_secret[n+1]} from {@code path_secret[n]}. */
  static Secret next(CipherSuite suite, Secret pathSecret) {
    return suite.deriveSecret(pathSecret, "path");
  }

  /** The key pair of the node that a path secret belongs to. */
  static KemKeyPair nodeKeyPair(CipherSuite suite, Secret pathSecret) {
    try (Secret nodeSecret = suite.deriveSecret(pathSecret, "node")) {
      return suite.deriveKeyPair(nodeSecret);
    }
  }

  /**
   * What a member derives that learns one path secret.
   *
   * @param keys private keys by node, from the node that the secret belongs to up
   * @param commitSecret the secret after that of the topmost node
   */
  record Derived(Map<Integer, KemPrivateKey> keys, Secret commitSecret) {}

  /**
   * Derives the keys of {@code steps} and compares them with those in the tree.
   *
   * @param steps the path from the node that the secret belongs to up
   * @param start its path secret; wiped
   * @param rule what is broken if it is not as long as the suite's hash, or does not fit the tree
   */
  static Derived derive(
      RatchetTree tree, List<DirectPath.Step> steps, Secret start, Rule rule, Place place)
      throws RuleViolation {
    CipherSuite suite = tree.suite();
    Map<Integer, KemPrivateKey> keys = new HashMap<>();
    Secret secret = start;
    boolean done = false;
    try {
      if (secret.size() != suite.hashLength()) {
        throw new RuleViolation(rule, place);
      }
      for (DirectPath.Step step : steps) {
        KemPrivateKey key = nodeKeyPair(suite, secret).privateKey();
        keys.put(step.node(), key);
        if (!key.publicKey().equals(tree.root().find(step.node()).encryptionKey())) {
          throw new RuleViolation(rule, place);
        }
        Secret used = secret;
        secret = next(suite, used);
        used.close();
      }
      done = true;
      return new Derived(keys, secret);
    } finally {
      if (!done) {
        secret.close();
        keys.values().forEach(KemPrivateKey::close);
      }
    }
  }
}
