package io.github.mls4j.cli.open;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.input.Input;
import io.github.mls4j.cli.input.PassiveCase;
import io.github.mls4j.cli.input.PassiveMember;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.vectors.PassiveClient;
import io.github.mls4j.vectors.VectorFailure;
import io.github.mls4j.vectors.VectorFile;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a command was given: a member's group, or passive clients of which the one that
 * fits is looked for.
 */
public final class KeyRing {

  private final Input keys;
  private final ViewBuilder views;

  /**
   * @throws CommandFailure if there are no keys in the input
   */
  public KeyRing(Input keys, ViewBuilder views) {
    if (keys instanceof Input.Struct struct) {
      throw new CommandFailure(
          struct.name()
              + ": a "
              + struct.type()
              + " holds no keys: give a passive-client file or an exported group state");
    }
    this.keys = keys;
    this.views = views;
  }

  /**
   * What came of it.
   *
   * @param by whose keys were used, in words
   */
  public record Opened(String by, Opening opening) {}

  /**
   * Opens a message, or checks what can be checked in it.
   *
   * @param tree beside a Welcome or GroupInfo; null if there is none
   * @throws CommandFailure if it is nothing that keys help with
   */
  public Opened open(WireStruct value, @Nullable RatchetTreeExtension tree) {
    WireStruct body = value instanceof MLSMessage message ? message.body() : value;
    if (body instanceof Welcome welcome) {
      return keys instanceof Input.KeyPackageKeys own
          ? open(welcome, tree, own)
          : open(welcome, tree);
    }
    if (keys instanceof Input.KeyPackageKeys) {
      return new Opened(keys.name(), new Opening.Findings().stopped(Obstacle.NO_GROUP_KEYS, ""));
    }
    if (body instanceof GroupInfo info) {
      Bytes groupId = info.groupContext().groupId();
      try (Found found = find(groupId, info.groupContext().epoch(), Bytes.EMPTY)) {
        CipherSuite suite = found.group().suite();
        return found.opened(new GroupInfoOpener(suite).check(info, tree, found.group()));
      } catch (NobodysGroup e) {
        return nobody(e);
      }
    }
    if (value instanceof MLSMessage message) {
      if (body instanceof PrivateMessage sealed) {
        return open(message, sealed.groupId(), sealed.epoch());
      }
      if (body instanceof PublicMessage open) {
        FramedContent content = open.content();
        return open(message, content.groupId(), content.epoch());
      }
    }
    throw new CommandFailure(
        "keys open a Welcome, a GroupInfo or a message of a group, and this is none");
  }

  private Opened open(MLSMessage message, Bytes groupId, long epoch) {
    try (Found found = find(groupId, epoch, message.encode())) {
      return found.opened(new MessageOpener(found.group(), views).open(message));
    } catch (NobodysGroup e) {
      return nobody(e);
    }
  }

  private Opened nobody(NobodysGroup e) {
    return new Opened(
        keys.name(),
        new Opening.Findings().stopped(Obstacle.OTHER_GROUP, String.valueOf(e.getMessage())));
  }

  private Opened open(
      Welcome welcome, @Nullable RatchetTreeExtension given, Input.KeyPackageKeys own) {
    WelcomeOpener opener =
        new WelcomeOpener(Joiner.of(own.keyPackage()), own.keyPackage().suite(), views);
    return new Opened(own.name(), opener.open(welcome, given == null ? null : given.encode()));
  }

  private Opened open(Welcome welcome, @Nullable RatchetTreeExtension given) {
    List<PassiveCase> all = cases();
    if (all.isEmpty()) {
      return new Opened(keys.name(), new Opening.Findings().stopped(Obstacle.NO_INIT_KEY, ""));
    }
    for (PassiveCase passive : all) {
      if (all.size() == 1 || isFor(welcome, passive)) {
        try (PassiveClient client = passive.client()) {
          Bytes tree = given == null ? passive.vector().ratchetTree().value() : given.encode();
          return new Opened(
              passive.name(),
              new WelcomeOpener(Joiner.of(client), passive.suite(), views).open(welcome, tree));
        }
      }
    }
    return new Opened(
        keys.name(),
        new Opening.Findings()
            .stopped(Obstacle.NOT_FOR_THESE_KEYS, "of none of the " + all.size() + " cases"));
  }

  private static boolean isFor(Welcome welcome, PassiveCase passive) {
    try {
      var reference = passive.suite().keyPackageRef(passive.vector().decodedKeyPackage());
      return welcome.secrets().stream().anyMatch(e -> e.newMember().equals(reference));
    } catch (VectorFailure | CommandFailure e) {
      return false;
    }
  }

  private List<PassiveCase> cases() {
    List<PassiveCase> all = new ArrayList<>();
    if (keys instanceof Input.OneCase one) {
      all.add(one.passive());
    } else if (keys instanceof Input.Cases cases) {
      VectorFile file = cases.file();
      for (int i = 0; i < file.size(); i++) {
        all.add(PassiveCase.read(cases.name(), file, i));
      }
    }
    return all;
  }

  /** A member of the group in question; a passive client is closed after use. */
  private record Found(String name, GroupInspection group, boolean passive)
      implements AutoCloseable {

    Opened opened(Opening opening) {
      return new Opened(name + ", " + MemberView.title(group), opening);
    }

    @Override
    public void close() {
      if (passive) {
        group.close();
      }
    }
  }

  /** None of several clients is in the group. */
  private static final class NobodysGroup extends Exception {

    private static final long serialVersionUID = 1L;

    NobodysGroup(Bytes groupId, int clients) {
      super("of " + ViewBuilder.name(groupId) + ", and none of " + clients + " clients is in it");
    }
  }

  private Found find(Bytes groupId, long epoch, Bytes message) throws NobodysGroup {
    if (keys instanceof Input.Member member) {
      return new Found(member.name(), member.group(), false);
    }
    List<PassiveCase> all = cases();
    for (PassiveCase passive : all) {
      int at = epochOf(passive, message);
      if (at >= 0) {
        PassiveMember member = PassiveMember.join(passive).followTo(at);
        member.takeProposalsBefore(message);
        return new Found(passive.name(), member.group(), true);
      }
    }
    for (PassiveCase passive : all) {
      PassiveMember member = joined(passive, all.size() == 1);
      if (member == null) {
        continue;
      }
      if (all.size() == 1 || member.group().context().groupId().equals(groupId)) {
        return new Found(passive.name(), follow(member, epoch).group(), true);
      }
      member.close();
    }
    throw new NobodysGroup(groupId, all.size());
  }

  /** The epoch in whose messages this one stands; -1 if it is none of them. */
  private static int epochOf(PassiveCase passive, Bytes message) {
    for (int i = 0; i < passive.vector().epochs().size(); i++) {
      var epoch = passive.vector().epochs().get(i);
      if (epoch.commit().equals(message) || epoch.proposals().contains(message)) {
        return i;
      }
    }
    return -1;
  }

  /** Of many clients, those who cannot join are passed over. */
  private static @Nullable PassiveMember joined(PassiveCase passive, boolean required) {
    try {
      return PassiveMember.join(passive);
    } catch (CommandFailure e) {
      if (required) {
        throw e;
      }
      return null;
    }
  }

  private static PassiveMember follow(PassiveMember member, long epoch) {
    while (member.hasNext() && Long.compareUnsigned(member.group().context().epoch(), epoch) < 0) {
      member.followTo(member.followed() + 1);
    }
    return member;
  }
}
