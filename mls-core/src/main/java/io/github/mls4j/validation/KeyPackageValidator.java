package io.github.mls4j.validation;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.crypto.Workers;
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
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** RFC 9420 §10.1: whether a key package may be used to add its client to a group. */
public final class KeyPackageValidator {

  /** The label under which a key package is signed (§10). */
  public static final String SIGNATURE_LABEL = "KeyPackageTBS";

  private final CipherSuite suite;
  private final ValidationPolicy policy;
  private final LeafNodeValidator leaves;
  private final IdentityHashMap<KeyPackage, SignedLeaf> ahead = new IdentityHashMap<>();

  public KeyPackageValidator(CipherSuite suite, ValidationPolicy policy) {
    this.suite = suite;
    this.policy = policy;
    this.leaves = new LeafNodeValidator(suite, policy);
  }

  /**
   * Verifies the signatures of key packages that are about to be validated, at once: {@link
   * #validate} finds what comes of it, and judges by it in its turn.
   */
  void verifyAhead(List<KeyPackage> keyPackages, Workers workers) {
    List<Optional<SignedLeaf>> found =
        workers.map(keyPackages.size(), i -> verifyAhead(keyPackages.get(i)));
    for (int i = 0; i < keyPackages.size(); i++) {
      KeyPackage keyPackage = keyPackages.get(i);
      found.get(i).ifPresent(signed -> ahead.put(keyPackage, signed));
    }
  }

  /** Empty where there is something else wrong, for {@link #validate} to find. */
  private Optional<SignedLeaf> verifyAhead(KeyPackage keyPackage) {
    try {
      return keyPackage.leafNode().leafNodeSource() instanceof LeafNodeSource.KeyPackage
          ? Optional.of(verified(keyPackage))
          : Optional.empty();
    } catch (RuleViolation e) {
      return Optional.empty();
    }
  }

  private SignedLeaf verified(KeyPackage keyPackage) throws RuleViolation {
    LeafNode leaf = keyPackage.leafNode();
    TreeLeaf decoded = TreeLeaf.of(suite, leaf, Place.of("leaf_node"));
    VerifyingKey key = decoded.signatureKey();
    SignedLeaf verified =
        new SignedLeaf(
            decoded, leaves.isSigned(leaf, key, LeafNodeTBS.of(leaf)), isSigned(keyPackage, key));
    key.release();
    return verified;
  }

  private boolean isSigned(KeyPackage keyPackage, VerifyingKey key) {
    return suite.verifyWithLabel(
        key, SIGNATURE_LABEL, KeyPackageTBS.of(keyPackage), keyPackage.signature());
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
    SignedLeaf known = ahead.get(keyPackage);
    TreeLeaf decoded =
        leaves.validateKeyPackageLeaf(leaf, known, occasion, place.field("leaf_node"));
    if (!(known == null ? isSigned(keyPackage, decoded.signatureKey()) : known.signed())) {
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
