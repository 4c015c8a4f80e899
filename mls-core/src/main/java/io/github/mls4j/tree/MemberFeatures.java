package io.github.mls4j.tree;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import com.google.common.collect.Sets;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.ProposalType;
import java.util.Set;

/**
 * What all members of a tree have in common, by what their leaves say (RFC 9420 §7.2): for checks
 * against "all members" that do not ask each. Default types are in none of the sets, unless
 * everyone lists them.
 *
 * @param credentialsInUse the types of the members' credentials
 * @param credentials the credential types that every member supports
 * @param extensions the extension types that every member lists
 * @param proposals the proposal types that every member lists
 */
public record MemberFeatures(
    Set<CredentialType> credentialsInUse,
    Set<CredentialType> credentials,
    Set<ExtensionType> extensions,
    Set<ProposalType> proposals) {

  private static final Interner<MemberFeatures> SHARED = Interners.newWeakInterner();

  /** What one member says of itself. Members are much alike: equal values are one object. */
  public static MemberFeatures of(LeafNode leafNode) {
    Capabilities capabilities = leafNode.capabilities();
    return SHARED.intern(
        new MemberFeatures(
            Set.of(leafNode.credential().credentialType()),
            Set.copyOf(capabilities.credentials()),
            Set.copyOf(capabilities.extensions()),
            Set.copyOf(capabilities.proposals())));
  }

  /** Those of two groups of members together. */
  MemberFeatures and(MemberFeatures other) {
    return equals(other)
        ? this
        : SHARED.intern(
            new MemberFeatures(
                Set.copyOf(Sets.union(credentialsInUse, other.credentialsInUse)),
                Set.copyOf(Sets.intersection(credentials, other.credentials)),
                Set.copyOf(Sets.intersection(extensions, other.extensions)),
                Set.copyOf(Sets.intersection(proposals, other.proposals))));
  }
}
