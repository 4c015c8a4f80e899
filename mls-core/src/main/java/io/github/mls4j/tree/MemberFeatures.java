package io.github.mls4j.tree;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.ProposalType;

/**
 * What all members of a tree have in common, by what their leaves say (RFC 9420 §7.2): for checks
 * against "all members" that do not ask each. Default types are among it only if everyone lists
 * them.
 */
public final class MemberFeatures {

  private static final Interner<MemberFeatures> SHARED = Interners.newWeakInterner();

  private final CodePointSet credentialsInUse;
  private final CodePointSet credentials;
  private final CodePointSet extensions;
  private final CodePointSet proposals;

  private MemberFeatures(
      CodePointSet credentialsInUse,
      CodePointSet credentials,
      CodePointSet extensions,
      CodePointSet proposals) {
    this.credentialsInUse = credentialsInUse;
    this.credentials = credentials;
    this.extensions = extensions;
    this.proposals = proposals;
  }

  /** What one member says of itself. Members are much alike: equal values are one object. */
  public static MemberFeatures of(LeafNode leafNode) {
    return of(leafNode.credential().credentialType(), leafNode.capabilities());
  }

  static MemberFeatures of(CredentialType inUse, Capabilities capabilities) {
    return SHARED.intern(
        new MemberFeatures(
            CodePointSet.of(inUse.value()),
            CodePointSet.of(capabilities.credentials(), CredentialType::value),
            CodePointSet.of(capabilities.extensions(), ExtensionType::value),
            CodePointSet.of(capabilities.proposals(), ProposalType::value)));
  }

  /**
   * Those of two groups of members together.
   *
   * @param likely what may come out, which saves looking for an equal object
   */
  MemberFeatures and(MemberFeatures other, MemberFeatures likely) {
    if (includes(other)) {
      return this;
    }
    if (other.includes(this)) {
      return other;
    }
    MemberFeatures both =
        new MemberFeatures(
            credentialsInUse.or(other.credentialsInUse),
            credentials.and(other.credentials),
            extensions.and(other.extensions),
            proposals.and(other.proposals));
    return both.equals(likely) ? likely : SHARED.intern(both);
  }

  /** Whether those of another group take nothing away from what this one has in common. */
  @SuppressWarnings("ReferenceEquality") // most often they are one object
  private boolean includes(MemberFeatures other) {
    return this == other
        || (credentialsInUse.containsAll(other.credentialsInUse)
            && other.credentials.containsAll(credentials)
            && other.extensions.containsAll(extensions)
            && other.proposals.containsAll(proposals));
  }

  /** Whether every member lists the type. */
  public boolean support(CredentialType type) {
    return credentials.contains(type.value());
  }

  /** Whether every member lists the type. */
  public boolean support(ExtensionType type) {
    return extensions.contains(type.value());
  }

  /** Whether every member lists the type. */
  public boolean support(ProposalType type) {
    return proposals.contains(type.value());
  }

  /** Whether each of these members supports the credentials of others. */
  public boolean supportCredentialsOf(MemberFeatures others) {
    return credentials.containsAll(others.credentialsInUse);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof MemberFeatures other
        && credentialsInUse.equals(other.credentialsInUse)
        && credentials.equals(other.credentials)
        && extensions.equals(other.extensions)
        && proposals.equals(other.proposals);
  }

  @Override
  public int hashCode() {
    int hash = CodePointSet.mix(credentialsInUse.hashCode());
    hash = CodePointSet.mix(hash ^ credentials.hashCode());
    hash = CodePointSet.mix(hash ^ extensions.hashCode());
    return CodePointSet.mix(hash ^ proposals.hashCode());
  }
}
