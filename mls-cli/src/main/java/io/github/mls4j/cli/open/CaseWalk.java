package io.github.mls4j.cli.open;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.input.InputType;
import io.github.mls4j.cli.input.PassiveCase;
import io.github.mls4j.cli.input.PassiveMember;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.GroupStatus;
import io.github.mls4j.vectors.PassiveClient;
import io.github.mls4j.vectors.PassiveClientVector;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Welcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays a passive client's whole case, and opens each message before the client takes it. */
public final class CaseWalk {

  /**
   * A message on the way.
   *
   * @param field where it stands in its epoch
   * @param who sent it
   * @param summary what it is about
   * @param opening what is in it
   * @param taken whether the client took it, and if not, why
   */
  public record Step(String field, String who, String summary, Opening opening, View.Check taken) {}

  /**
   * An epoch that the client is in.
   *
   * @param number of the epoch, unsigned
   * @param who the client is
   * @param members how many there are
   * @param authenticator whether it is the one of the file
   * @param steps what was sent in it
   */
  public record Epoch(
      long number, String who, int members, View.Check authenticator, List<Step> steps) {}

  private final PassiveCase passive;
  private final ViewBuilder views;
  private final List<Epoch> epochs = new ArrayList<>();
  private boolean sound = true;
  private @Nullable Opening welcome;

  private CaseWalk(PassiveCase passive, ViewBuilder views) {
    this.passive = passive;
    this.views = views;
  }

  /** Plays the case as far as it goes. */
  public static CaseWalk of(PassiveCase passive, ViewBuilder views) {
    CaseWalk walk = new CaseWalk(passive, views);
    walk.play();
    return walk;
  }

  /** What the Welcome holds. */
  public Opening welcome() {
    if (welcome == null) {
      throw new IllegalStateException("not played");
    }
    return welcome;
  }

  /** The epochs that the client was in. */
  public List<Epoch> epochs() {
    return epochs;
  }

  /** Whether all opened, was taken, and came out as the file says. */
  public boolean sound() {
    return sound;
  }

  private void play() {
    PassiveClientVector vector = passive.vector();
    try (PassiveClient client = passive.client()) {
      welcome =
          new WelcomeOpener(Joiner.of(client), passive.suite(), views)
              .open(welcome(vector), vector.ratchetTree().value());
    }
    sound = welcome.sound();
    if (!sound) {
      return;
    }
    try (PassiveMember member = PassiveMember.join(passive)) {
      enter(member, vector.initialEpochAuthenticator());
      while (sound && member.hasNext()) {
        PassiveClientVector.Epoch epoch = vector.epochs().get(member.followed());
        for (int i = 0; sound && i < epoch.proposals().size(); i++) {
          step(member, "proposals[" + i + "]", epoch.proposals().get(i));
        }
        if (sound) {
          step(member, "commit", epoch.commit());
          member.tookEpoch();
        }
        if (sound && member.group().group().status() == GroupStatus.REMOVED) {
          return;
        }
        if (sound) {
          enter(member, epoch.epochAuthenticator());
        }
      }
    }
  }

  private Welcome welcome(PassiveClientVector vector) {
    try {
      if (TlsReader.decode(vector.welcome(), MLSMessage::readFrom).body() instanceof Welcome it) {
        return it;
      }
      throw new CommandFailure(passive.name() + ": welcome: it is none");
    } catch (DecodeException e) {
      throw new CommandFailure(passive.name() + ": welcome: " + e.getMessage(), e);
    }
  }

  private void enter(PassiveMember member, Bytes expected) {
    Bytes actual = member.group().group().epochAuthenticator();
    boolean same = actual.equals(expected);
    sound &= same;
    epochs.add(
        new Epoch(
            member.group().context().epoch(),
            Who.at(member.group().tree(), member.group().ownLeaf()),
            member.group().tree().memberCount(),
            new View.Check(
                same, same ? actual.toHex() : actual + ", where the file says " + expected),
            new ArrayList<>()));
  }

  private void step(PassiveMember member, String field, Bytes encoded) {
    MLSMessage message;
    try {
      message = TlsReader.decode(encoded, MLSMessage::readFrom, InputType.KNOWN);
    } catch (DecodeException e) {
      Opening none =
          new Opening.Findings().stopped(Obstacle.MALFORMED, String.valueOf(e.getMessage()));
      add(new Step(field, "", "", none, new View.Check(false, "malformed: " + e.getMessage())));
      return;
    }
    Opening opening = new MessageOpener(member.group(), views).openOnly(message);
    FramedContent content = opening.content() == null ? null : opening.content().content();
    String who = content == null ? "" : Who.sent(member.group().tree(), content.sender());
    String summary = content == null ? "" : new Summary(member.group()).of(content.content());
    View.Check taken;
    try {
      member.take(encoded);
      taken = new View.Check(true, "accepted");
    } catch (MlsException e) {
      taken = new View.Check(false, String.valueOf(e.getMessage()));
      opening = new MessageOpener(member.group(), views).open(message);
    }
    add(new Step(field, who, summary, opening, taken));
  }

  private void add(Step step) {
    sound &= step.opening().sound() && step.taken().holds();
    epochs.get(epochs.size() - 1).steps().add(step);
  }

  /** All of it, every message whole. */
  public View.Struct view() {
    List<View.Field> fields = new ArrayList<>();
    fields.add(new View.Field("cipher_suite", views.of(passive.vector().cipherSuite())));
    fields.add(new View.Field("welcome", welcome().view()));
    List<View> all = new ArrayList<>();
    for (Epoch epoch : epochs) {
      List<View> steps = new ArrayList<>();
      for (Step step : epoch.steps()) {
        steps.add(
            new View.Struct(
                step.field(),
                List.of(
                    new View.Field("message", new View.Scalar(step.field(), "")),
                    new View.Field("summary", new View.Scalar(step.summary(), "")),
                    new View.Field("opened", step.opening().view()),
                    new View.Field("taken", step.taken()))));
      }
      all.add(
          new View.Struct(
              "epoch",
              List.of(
                  new View.Field("epoch", views.of(epoch.number())),
                  new View.Field("own_leaf", new View.Scalar(epoch.who(), "")),
                  new View.Field(
                      "members", new View.Scalar(BigInteger.valueOf(epoch.members()), "")),
                  new View.Field("epoch_authenticator", epoch.authenticator()),
                  new View.Field("messages", new View.Sequence(steps)))));
    }
    fields.add(new View.Field("epochs", new View.Sequence(all)));
    return new View.Struct("passive client", fields);
  }
}
