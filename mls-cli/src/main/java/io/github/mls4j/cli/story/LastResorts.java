package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.extensions.AppDataDictionary;
import io.github.mls4j.extensions.LastResort;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.PendingCommit;
import java.util.List;
import java.util.function.UnaryOperator;

/** draft-ietf-mls-extensions: key packages that may be used more than once. */
final class LastResorts implements Chapter {

  @Override
  public String name() {
    return "last-resort";
  }

  @Override
  public String title() {
    return "A key package of last resort";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    UnaryOperator<GroupConfig.Builder> settings =
        builder ->
            builder
                .extensions(List.of(AppDataDictionary.EXTENSION))
                .leafExtensions(List.of(AppDataDictionary.supporting()));
    List<Client> all = stage.gather(settings, "Alice", "Bob");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = stage.enter(stage.client("Carol", settings));
    try (KeyPackageBundle lastResort = LastResort.generate(carol.config(), carol.identity());
        Group another = Group.create(bob.config(), bob.identity())) {
      Bytes published = lastResort.message();
      stage.show(
          "Carol's last key package is marked as such",
          LastResort.isMarked(lastResort.keyPackage()));
      carol.offer(lastResort);
      stage.commit(alice, alice.add(List.of(published)), List.of("Carol"));
      stage.chat(carol, "I was offline for a year.");
      try (PendingCommit commit = another.commit().add(published).build()) {
        another.merge(commit);
        Group.join(carol.config(), carol.identity(), lastResort, commit.welcome().orElseThrow())
            .close();
      }
      stage.show("Carol has joined two groups with it", lastResort.isLastResort());
      stage.commit(carol, carol.commit(), List.of());
    }
    stage.endStep(
        "The directory has run out of key packages",
        "A key package is used once. When all are gone, a directory hands out the one that its owner"
            + " has marked, again and again, so that she can be reached. She updates her keys soon"
            + " after each join.");
  }
}
