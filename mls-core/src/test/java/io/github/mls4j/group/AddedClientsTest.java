package io.github.mls4j.group;

import static io.github.mls4j.group.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.LeafIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is a member already is remembered, not asked about again for each commit that adds. */
class AddedClientsTest {

  private static final int MEMBERS = 64;

  /** Takes a name for a client, and counts how often it is asked which one. */
  private static final class ByName implements AuthenticationService {

    private int asked;
    private int failsAfter = Integer.MAX_VALUE;

    @Override
    public Verdict validate(PresentedCredential presented) {
      return Verdict.accepted();
    }

    @Override
    public @Nullable Bytes identity(Credential credential) {
      return ((Credential.Basic) credential).identity();
    }

    @Override
    public @Nullable Bytes client(Credential credential) {
      asked++;
      if (failsAfter-- == 0) {
        throw new UncheckedIOException(new IOException("not to be reached"));
      }
      return identity(credential);
    }
  }

  private final ByName names = new ByName();
  private Group group;

  @BeforeEach
  void setUp() throws Exception {
    group = client("creator").create("clients").group;
    CommitBuilder commit = group.commit();
    for (int i = 1; i < MEMBERS; i++) {
      commit.add(client("member " + i).published());
    }
    group.merge(commit.build());
    add("the first after all these");
  }

  private TestClient client(String name) {
    return new TestClient(name, Circle.SUITE, builder -> GroupConfig.builder(names).grease(false));
  }

  private void add(String name) throws Exception {
    group.merge(group.commit().add(client(name).published()).build());
  }

  @Test
  void onlyWhoIsNewIsAskedAbout() throws Exception {
    for (int i = 0; i < 4; i++) {
      names.asked = 0;
      add("another " + i);
      assertThat(names.asked).isBetween(1, 6);
    }
  }

  @Test
  void whoIsAMemberIsFoundHoweverLongAgoItCame() {
    for (String name : new String[] {"creator", "member 5", "the first after all these"}) {
      assertRefused(
          Rule.ADDED_CLIENT_IS_NO_MEMBER,
          () -> group.commit().add(client(name).published()).build());
    }
  }

  @Test
  void whoHasLeftMayComeBack() throws Exception {
    group.merge(group.commit().remove(new LeafIndex(5)).build());
    add("member 5");
    assertRefused(
        Rule.ADDED_CLIENT_IS_NO_MEMBER,
        () -> group.commit().add(client("member 5").published()).build());
  }

  /** What a commit would have done that is not taken does not count. */
  @Test
  void whoWasNeverMergedIsNoMember() throws Exception {
    group.commit().add(client("dropped").published()).build().close();
    add("dropped");
  }

  private void replaceAllThrice() throws Exception {
    for (int i = 0; i < 3; i++) {
      CommitBuilder commit = group.commit();
      for (int leaf = 1; leaf < MEMBERS; leaf++) {
        commit.remove(new LeafIndex(leaf)).add(client("round " + i + " at " + leaf).published());
      }
      group.merge(commit.build());
    }
  }

  @Test
  void manyChangesAreNotRememberedForEver() throws Exception {
    replaceAllThrice();
    add("member 7");
    assertRefused(
        Rule.ADDED_CLIENT_IS_NO_MEMBER,
        () -> group.commit().add(client("round 2 at 7").published()).build());
  }

  /** Here where the list is made anew. */
  @Test
  void whereTheApplicationFailsNobodyIsForgotten() throws Exception {
    replaceAllThrice();
    names.failsAfter = 10;
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> add("somebody"));
    names.failsAfter = Integer.MAX_VALUE;
    assertRefused(
        Rule.ADDED_CLIENT_IS_NO_MEMBER,
        () -> group.commit().add(client("round 2 at 63").published()).build());
  }
}
