package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §11.1, §12.1.7: what all members must support. */
final class GroupExtensions implements Chapter {
  private static final ExtensionType TOPIC = ExtensionType.of(0xf0aa);
  private static final ExtensionType MOOD = ExtensionType.of(0xf0ab);

  @Override
  public String name() {
    return "extensions";
  }

  @Override
  public String title() {
    return "Group extensions and required capabilities";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    UnaryOperator<GroupConfig.Builder> capable =
        builder ->
            builder.extensions(
                List.of(
                    CustomExtension.ofBytes(TOPIC, CustomExtension.ANYWHERE),
                    CustomExtension.ofBytes(MOOD, CustomExtension.ANYWHERE)));
    List<Client> all = stage.gather(capable, "Alice", "Bob");
    Client alice = all.get(0);
    Extension required =
        new Extension(
            ExtensionType.REQUIRED_CAPABILITIES,
            new RequiredCapabilities(List.of(TOPIC, MOOD), List.of(), List.of()).encode());
    Extension topic = new Extension(TOPIC, Bytes.ofUtf8("gardening"));
    stage.commit(
        alice,
        alice.pend(alice.group().commit().groupContextExtensions(List.of(required, topic))),
        List.of());
    stage.note(
        new Event.Noted("extensions in use: " + alice.group().context().extensions().size()));
    stage.endStep(
        "The group gets a topic",
        "One commit replaces all extensions of the group context. Alice's also says that whoever is"
            + " in the group has to understand two extensions of this application.");

    Client dave = stage.enter("Dave");
    Bytes daves = stage.keyPackages(List.of("Dave")).get(0);
    stage.denied(alice, "add Dave", () -> alice.add(List.of(daves)));
    Client erin = stage.enter(stage.client("Erin", capable));
    stage.commit(alice, alice.add(stage.keyPackages(List.of("Erin"))), List.of("Erin"));
    stage.chat(erin, "Roses, anyone?");
    stage.endStep(
        "Who cannot follow cannot come",
        dave.name()
            + "'s key package lists neither extension, so no commit may add him. Erin's"
            + " does.");
  }
}
