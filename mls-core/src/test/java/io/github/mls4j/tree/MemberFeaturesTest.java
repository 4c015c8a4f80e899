package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ProposalType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberFeaturesTest {

  private static MemberFeatures listing(ExtensionType... extensions) {
    return MemberFeatures.of(
        CredentialType.BASIC,
        new Capabilities(
            List.of(),
            List.of(),
            List.of(extensions),
            List.of(new ProposalType(0xf001)),
            List.of(CredentialType.BASIC)));
  }

  /** Who makes up the members of a tree can choose types of equal sums. */
  @Test
  void hashesDifferWhereTheTypesOfAllSumUpToTheSame() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 1; i <= 1000; i++) {
      MemberFeatures features =
          listing(new ExtensionType(0x8000 - i), new ExtensionType(0x8000 + i));
      assertThat(features)
          .isEqualTo(listing(new ExtensionType(0x8000 + i), new ExtensionType(0x8000 - i)))
          .hasSameHashCodeAs(listing(new ExtensionType(0x8000 + i), new ExtensionType(0x8000 - i)));
      hashes.add(features.hashCode());
    }
    assertThat(hashes).hasSizeGreaterThan(990);
  }
}
