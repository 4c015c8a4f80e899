package io.github.mls4j.validation;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.LeafCheck;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.ProtocolVersion;

/** RFC 9420 §10.1: whether a key package may be used to add its client to a group. */
public final class KeyPackageValidator {

  /** The label under which a key package is signed (§10). */
  public static final String SIGNATURE_LABEL = "KeyPackageTBS";

  private final CipherSuite suite;
  private final ValidationPolicy policy;
  private final LeafNodeValidator leaves;

  public KeyPackageValidator(CipherSuite suite, ValidationPolicy policy) {
    this.suite = suite;
    this.policy = policy;
    this.leaves = new LeafNodeValidator(suite, policy);
  }

  /**
   * Refuses a key package that is not for this suite, or not valid by itself.
   *
   * @return its leaf, ready for the tree
   */
  public TreeLeaf validate(KeyPackage keyPackage, Occasion occasion, Place place)
      throws RuleViolation {
    if (!keyPackage.version().equals(ProtocolVersion.MLS10)) {
      throw new RuleViolation(Rule.KEY_PACKAGE_VERSION_MATCHES, place);
    }
    if (!keyPackage.cipherSuite().equals(suite.id())) {
      throw new RuleViolation(Rule.KEY_PACKAGE_SUITE_MATCHES, place);
    }
    LeafNode leaf = keyPackage.leafNode();
    Capabilities capabilities = leaf.capabilities();
    boolean listed =
        capabilities.versions().contains(keyPackage.version())
            && capabilities.cipherSuites().contains(suite.id());
    if (!listed && policy.checks().contains(LeafCheck.SUITE_AND_VERSION_LISTED)) {
      throw new RuleViolation(Rule.MEMBER_SUPPORTS_SUITE_AND_VERSION, place);
    }
    ExtensionLists.checkUnique(keyPackage.extensions(), place);
    if (keyPackage.initKey().equals(leaf.encryptionKey())) {
      throw new RuleViolation(Rule.INIT_KEY_DIFFERS_FROM_ENCRYPTION_KEY, place);
    }
    TreeLeaf decoded = leaves.validateKeyPackageLeaf(leaf, occasion, place.field("leaf_node"));
    if (!suite.verifyWithLabel(
        decoded.signatureKey(),
        SIGNATURE_LABEL,
        KeyPackageTBS.of(keyPackage).encode(),
        keyPackage.signature())) {
      throw new RuleViolation(Rule.KEY_PACKAGE_SIGNATURE_VALID, place);
    }
    try {
      suite.kemPublicKey(keyPackage.initKey());
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.INIT_KEY_FITS_SUITE, place, e);
    }
    decoded.signatureKey().release();
    return decoded;
  }
}
