package io.github.mls4j.tree;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import com.google.common.collect.Sets;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.ProposalType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

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

  /** Unknown to who makes up members, so that no hashes can be made to collide. */
  private static final int SEED = ThreadLocalRandom.current().nextInt();

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
    if (includes(other)) {
      return this;
    }
    if (other.includes(this)) {
      return other;
    }
    return SHARED.intern(
        new MemberFeatures(
            Set.copyOf(Sets.union(credentialsInUse, other.credentialsInUse)),
            Set.copyOf(Sets.intersection(credentials, other.credentials)),
            Set.copyOf(Sets.intersection(extensions, other.extensions)),
            Set.copyOf(Sets.intersection(proposals, other.proposals))));
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

  /**
   * That of a set is the sum of its elements', which anyone can give many sets; then each of many
   * members would be compared with all others.
   */
  @Override
  public int hashCode() {
    int hash = 0;
    for (Set<?> types : List.of(credentialsInUse, credentials, extensions, proposals)) {
      int sum = 0;
      for (Object type : types) {
        sum += mix(type.hashCode() ^ SEED);
      }
      hash = mix(hash ^ sum);
    }
    return hash;
  }

  /** Each bit of the result depends on all bits of the value. */
  private static int mix(int value) {
    int mixed = (value ^ value >>> 16) * 0x7feb352d;
    mixed = (mixed ^ mixed >>> 15) * 0x846ca68b;
    return mixed ^ mixed >>> 16;
  }
}
