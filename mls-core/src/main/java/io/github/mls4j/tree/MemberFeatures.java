package io.github.mls4j.tree;

import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.ProposalType;
import java.util.HashSet;
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

  static MemberFeatures of(LeafNode leafNode) {
    Capabilities capabilities = leafNode.capabilities();
    return new MemberFeatures(
        Set.of(leafNode.credential().credentialType()),
        Set.copyOf(capabilities.credentials()),
        Set.copyOf(capabilities.extensions()),
        Set.copyOf(capabilities.proposals()));
  }

  /** Those of two groups of members together. */
  MemberFeatures and(MemberFeatures other) {
    return new MemberFeatures(
        union(credentialsInUse, other.credentialsInUse),
        intersection(credentials, other.credentials),
        intersection(extensions, other.extensions),
        intersection(proposals, other.proposals));
  }

  /** Members are much alike: where the result equals an operand, that object is shared. */
  private static <T> Set<T> intersection(Set<T> a, Set<T> b) {
    if (b.containsAll(a)) {
      return a;
    }
    Set<T> common = new HashSet<>(a);
    common.retainAll(b);
    return common.size() == b.size() ? b : Set.copyOf(common);
  }

  private static <T> Set<T> union(Set<T> a, Set<T> b) {
    if (a.containsAll(b)) {
      return a;
    }
    Set<T> all = new HashSet<>(a);
    all.addAll(b);
    return all.size() == b.size() ? b : Set.copyOf(all);
  }
}
