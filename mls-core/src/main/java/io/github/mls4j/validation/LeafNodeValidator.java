package io.github.mls4j.validation;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.LeafCheck;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.ProposalType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §7.3: whether a leaf node is good by itself: its signature, credential, lifetime, source
 * and extensions. What it owes to the group that it is in is checked by {@link Membership}, and
 * that its keys are its own by the ratchet tree.
 */
public final class LeafNodeValidator {

  /** The label under which a leaf is signed (§7.2). */
  public static final String SIGNATURE_LABEL = "LeafNodeTBS";

  private final CipherSuite suite;
  private final ValidationPolicy policy;
  private final CredentialValidator credentials;

  public LeafNodeValidator(CipherSuite suite, ValidationPolicy policy) {
    this.suite = suite;
    this.policy = policy;
    this.credentials = new CredentialValidator(policy.authentication());
  }

  /**
   * The leaf of a key package.
   *
   * @param ahead what is known of it already
   */
  TreeLeaf validateKeyPackageLeaf(
      LeafNode leaf, @Nullable SignedLeaf ahead, Occasion occasion, Place place)
      throws RuleViolation {
    if (!(leaf.leafNodeSource() instanceof LeafNodeSource.KeyPackage source)) {
      throw new RuleViolation(Rule.KEY_PACKAGE_LEAF_SOURCE, place);
    }
    TreeLeaf decoded = ahead == null ? TreeLeaf.of(suite, leaf, place) : ahead.leaf();
    checkLifetime(source.lifetime(), occasion.checksLifetime(policy), place);
    checkContents(leaf, place);
    requireSigned(
        ahead == null
            ? isSigned(leaf, decoded.signatureKey(), LeafNodeTBS.of(leaf))
            : ahead.leafSigned(),
        place);
    credentials.checkJoiner(leaf, place);
    return decoded;
  }

  /** The leaf of an Update proposal that is to replace {@code replaced}. */
  public TreeLeaf validateUpdate(
      LeafNode leaf, TreeLeaf replaced, Bytes groupId, LeafIndex index, Place place)
      throws RuleViolation {
    if (!(leaf.leafNodeSource() instanceof LeafNodeSource.Update)) {
      throw new RuleViolation(Rule.UPDATE_LEAF_SOURCE, place);
    }
    TreeLeaf decoded = TreeLeaf.of(suite, leaf, replaced, place);
    checkInTree(leaf, decoded.signatureKey(), groupId, index, place);
    checkReplacing(leaf, replaced.leafNode(), place);
    return decoded;
  }

  /** The leaf by which a member replaces its own in the path of its commit. */
  public void validateInPath(
      TreeLeaf leaf, LeafNode replaced, Bytes groupId, LeafIndex index, Place place)
      throws RuleViolation {
    LeafNode leafNode = leaf.leafNode();
    checkInTree(leafNode, leaf.signatureKey(), groupId, index, place);
    checkReplacing(leafNode, replaced, place);
  }

  /**
   * As {@link #validateInPath}, for who has just signed the leaf itself, with a key that all
   * members know it by: that signature alone is taken for granted, as those of its messages are.
   */
  public void validateOwnInPath(TreeLeaf leaf, LeafNode replaced, Place place)
      throws RuleViolation {
    LeafNode leafNode = leaf.leafNode();
    checkContents(leafNode, place);
    checkReplacing(leafNode, replaced, place);
  }

  private void checkReplacing(LeafNode leaf, LeafNode replaced, Place place) throws RuleViolation {
    checkNewKey(leaf, replaced, place);
    credentials.checkMember(leaf, replaced, place);
    credentials.checkSuccessor(leaf, replaced, place);
  }

  /**
   * The leaf of a client that joins by its own commit (§12.4.3.2).
   *
   * @param replaced the leaf of its older self, if the commit removes that
   */
  public void validateExternal(
      TreeLeaf leaf, @Nullable LeafNode replaced, Bytes groupId, LeafIndex index, Place place)
      throws RuleViolation {
    LeafNode leafNode = leaf.leafNode();
    checkInTree(leafNode, leaf.signatureKey(), groupId, index, place);
    credentials.checkJoiner(leafNode, place);
    if (replaced != null) {
      checkNewKey(leafNode, replaced, place);
      credentials.checkSuccessor(leafNode, replaced, place);
    }
  }

  private static void checkNewKey(LeafNode leaf, LeafNode replaced, Place place)
      throws RuleViolation {
    if (leaf.encryptionKey().equals(replaced.encryptionKey())) {
      throw new RuleViolation(Rule.REPLACED_LEAF_CHANGES_ENCRYPTION_KEY, place);
    }
  }

  /**
   * A leaf in its place in a tree, whatever it was made for. Its credential is not looked at: those
   * of all members together are for {@link CredentialValidator}.
   */
  void checkInTree(
      LeafNode leaf, VerifyingKey signatureKey, Bytes groupId, LeafIndex index, Place place)
      throws RuleViolation {
    if (leaf.leafNodeSource() instanceof LeafNodeSource.KeyPackage source) {
      boolean now = policy.checks().contains(LeafCheck.LIFETIME_IN_TREE);
      checkLifetime(source.lifetime(), now, place);
    }
    checkContents(leaf, place);
    requireSigned(isSigned(leaf, signatureKey, LeafNodeTBS.of(leaf, groupId, index)), place);
  }

  boolean isSigned(LeafNode leaf, VerifyingKey signatureKey, LeafNodeTBS tbs) {
    return suite.verifyWithLabel(signatureKey, SIGNATURE_LABEL, tbs, leaf.signature());
  }

  private static void requireSigned(boolean signed, Place place) throws RuleViolation {
    if (!signed) {
      throw new RuleViolation(Rule.LEAF_SIGNATURE_VALID, place);
    }
  }

  private void checkContents(LeafNode leaf, Place place) throws RuleViolation {
    ExtensionLists.checkUnique(leaf.extensions(), place);
    if (!leaf.capabilities().credentials().contains(leaf.credential().credentialType())) {
      throw new RuleViolation(Rule.LEAF_LISTS_OWN_CREDENTIAL_TYPE, place.field("credential"));
    }
    for (Extension extension : leaf.extensions()) {
      ExtensionType type = extension.extensionType();
      if (!type.isDefault() && !leaf.capabilities().extensions().contains(type)) {
        throw new RuleViolation(
            Rule.LEAF_EXTENSIONS_IN_CAPABILITIES, place.element("extensions", type));
      }
    }
    checkPolicy(leaf, place);
  }

  /** What an application may ask for beyond the RFC. */
  private void checkPolicy(LeafNode leaf, Place place) throws RuleViolation {
    if (policy.checks().contains(LeafCheck.EXTENSIONS_IN_PLACE)) {
      ExtensionLists.checkInLeaf(leaf.extensions(), place);
    }
    Capabilities capabilities = leaf.capabilities();
    if (policy.checks().contains(LeafCheck.NO_DEFAULTS_LISTED)
        && (capabilities.extensions().stream().anyMatch(ExtensionType::isDefault)
            || capabilities.proposals().stream().anyMatch(ProposalType::isDefault))) {
      throw new RuleViolation(Rule.DEFAULTS_NOT_LISTED, place.field("capabilities"));
    }
  }

  /** Times are unsigned seconds since 1970. */
  private void checkLifetime(Lifetime lifetime, boolean now, Place place) throws RuleViolation {
    if (Long.compareUnsigned(lifetime.notBefore(), lifetime.notAfter()) > 0
        || isTooLong(lifetime.notAfter() - lifetime.notBefore())) {
      throw new RuleViolation(Rule.LIFETIME_WITHIN_MAXIMUM, place);
    }
    if (now) {
      long time = Math.max(0, policy.clock().instant().getEpochSecond());
      if (Long.compareUnsigned(time, lifetime.notBefore()) < 0
          || Long.compareUnsigned(time, lifetime.notAfter()) > 0) {
        throw new RuleViolation(Rule.LEAF_WITHIN_LIFETIME, place);
      }
    }
  }

  private boolean isTooLong(long total) {
    Duration max = policy.maxLifetime();
    return !max.equals(ValidationPolicy.UNBOUNDED_LIFETIME)
        && Long.compareUnsigned(total, max.toSeconds()) > 0;
  }
}
