package io.github.mls4j.tree;

import static io.github.mls4j.tree.TestLeaves.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.TestGroup.Changes;
import io.github.mls4j.wire.LeafIndex;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {

  private static final LeafIndex ONE = new LeafIndex(1);

  @Test
  void replacedKeysAreWipedAndOthersLiveOn() throws Exception {
    TestGroup group = TestGroup.full(SUITE, 4);
    PrivateKeys old = group.members.get(ONE);
    assertThat(old.nodes()).containsExactly(2, 1, 3);
    KemPrivateKey leaf = old.leafKey();
    KemPrivateKey below = old.at(1);
    KemPrivateKey root = old.at(3);
    group.commit(new LeafIndex(2), new Changes());
    PrivateKeys next = group.members.get(ONE);
    assertThat(next.leafKey()).isSameAs(leaf);
    assertThat(next.at(1)).isSameAs(below);
    assertThat(next.at(3)).isNotSameAs(root);
    assertThat(next.at(5)).isNull();
    leaf.serialize().close();
    below.serialize().close();
    assertThatIllegalStateException().isThrownBy(root::serialize);
    assertThatIllegalStateException().isThrownBy(old::nodes);
    old.close();
    next.close();
    assertThatIllegalStateException().isThrownBy(leaf::serialize);
  }

  @Test
  void copiesAreClosedOneByOne() throws Exception {
    PrivateKeys keys = TestGroup.full(SUITE, 2).members.get(ONE);
    KemPrivateKey leaf = keys.leafKey();
    PrivateKeys copy = keys.copy();
    keys.close();
    assertThat(copy.leafKey()).isSameAs(leaf);
    leaf.serialize().close();
    copy.close();
    assertThatIllegalStateException().isThrownBy(leaf::serialize);
  }

  @Test
  void aReplacedLeafKeyIsWipedWithItsLastHolder() throws Exception {
    TestGroup group = TestGroup.full(SUITE, 2);
    PrivateKeys keys = group.members.get(ONE);
    KemPrivateKey old = keys.leafKey();
    PrivateKeys updated = keys.withLeafKey(SUITE.generateKemKeyPair(group.random).privateKey());
    assertThat(updated.leafKey()).isNotSameAs(old);
    old.serialize().close();
    keys.close();
    assertThatIllegalStateException().isThrownBy(old::serialize);
    updated.leafKey().serialize().close();
    updated.close();
  }

  @Test
  void aPathSecretIsWipedWhenItHasBeenUsed() throws Exception {
    TestGroup group = TestGroup.full(SUITE, 4);
    LeafIndex committer = new LeafIndex(2);
    try (NewPath path = group.newPath(committer)) {
      Secret right = path.pathSecretFor(ONE);
      Secret wrong = Secret.random(group.random, right.size());
      Secret tooShort = Secret.zeros(right.size() - 1);
      derive(path, committer, right).commitSecret().close();
      for (Secret bad : List.of(wrong, tooShort)) {
        RuleAssert.assertRefused(Rule.PATH_SECRET_FITS_PATH, () -> derive(path, committer, bad));
      }
      assertThat(List.of(right, wrong, tooShort)).allMatch(Secret::isClosed);
    }
  }

  private static PathSecrets.Derived derive(NewPath path, LeafIndex committer, Secret start)
      throws RuleViolation {
    DirectPath direct = path.tree().pathOfSender(committer);
    int step = direct.indexOfStepAbove((int) ONE.value());
    return PathSecrets.derive(
        path.tree(),
        direct.steps().subList(step, direct.size()),
        start,
        Rule.PATH_SECRET_FITS_PATH,
        Place.of("path"));
  }

  @Test
  void newPathWipesItsSecrets() throws Exception {
    TestGroup group = TestGroup.full(SUITE, 4);
    NewPath path = group.newPath(ONE);
    Secret commitSecret = path.commitSecret();
    PrivateKeys kept = path.privateKeys().copy();
    path.close();
    assertThat(commitSecret.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> path.pathSecretFor(new LeafIndex(0)));
    assertThatIllegalStateException().isThrownBy(path.privateKeys()::leafKey);
    kept.leafKey().serialize().close();
    kept.close();
  }

  @Test
  void aGroupOfOneHasAFreshCommitSecretToo() throws Exception {
    TestGroup group = new TestGroup(SUITE, 5);
    try (NewPath first = group.newPath(new LeafIndex(0));
        NewPath second = group.newPath(new LeafIndex(0))) {
      assertThat(first.commitSecret().size()).isEqualTo(SUITE.hashLength());
      assertThat(first.commitSecret()).isNotEqualTo(second.commitSecret());
      assertThat(first.encrypt(Bytes.EMPTY, Set.of(), group.random).nodes()).isEmpty();
    }
  }

  @Test
  void writtenAndRead() throws Exception {
    TestGroup group = TestGroup.full(SUITE, 8);
    PrivateKeys keys = group.members.get(ONE);
    try (Secret written = write(keys);
        PrivateKeys read = read(written)) {
      assertThat(read.leaf()).isEqualTo(ONE);
      assertThat(read.nodes()).isEqualTo(keys.nodes());
      assertThat(read.matches(group.tree)).isTrue();
      try (Secret again = write(read)) {
        assertThat(again).isEqualTo(written);
      }
    }
  }

  @Test
  void refusesWhatIsNoKeys() {
    for (String hex :
        List.of(
            // No key at all, a leaf beyond all trees, a key that is too short, a level too high.
            "00000001" + "00",
            "01000000" + "22" + "00" + "20" + "11".repeat(32),
            "00000001" + "03" + "00" + "01" + "11",
            "00000001" + "4044" + ("00" + "20" + "11".repeat(32)) + ("19" + "20" + "22".repeat(32)),
            // Only a node above.
            "00000001" + "22" + "01" + "20" + "11".repeat(32))) {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(
              () -> TlsReader.decode(Bytes.fromHex(hex), in -> PrivateKeys.readFrom(in, SUITE)));
    }
  }

  @Test
  void knowsNothingAsideOfItsOwnPath() throws Exception {
    TestGroup group = TestGroup.full(SUITE, 4);
    PrivateKeys keys = group.members.get(ONE);
    try (Secret secret = Secret.random(group.random, 32)) {
      for (int node : new int[] {0, 2, 5, 11}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> keys.withPathSecret(SUITE, node, secret));
      }
      assertThat(keys.withPathSecret(SUITE, 3, secret).matches(group.tree)).isFalse();
    }
    assertThat(keys.matches(group.tree)).isTrue();
    assertThat(keys.toString()).isEqualTo("PrivateKeys[of leaf 1]");
  }

  private static Secret write(PrivateKeys keys) {
    TlsWriter out = new TlsWriter();
    keys.writeTo(out);
    return out.toSecret();
  }

  private static PrivateKeys read(Secret written) throws DecodeException {
    return TlsReader.decode(Bytes.wrap(written.reveal()), in -> PrivateKeys.readFrom(in, SUITE));
  }
}
