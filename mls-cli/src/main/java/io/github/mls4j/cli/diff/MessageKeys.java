package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.open.SenderRatchets;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.PendingKey;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.LeafIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of messages: of each ratchet the first that both members can still derive, since what
 * they have used up is gone.
 */
final class MessageKeys {

  /** Of more members than this, the first. */
  private static final int MAX_MEMBERS = 2_000;

  /** So many generations are derived at most to get to a common one. */
  private static final long MAX_AHEAD = 1_000;

  private static final SenderRatchets UNUSED = new SenderRatchets(0, 0);

  private final GroupInspection.Epoch a;
  private final GroupInspection.Epoch b;
  private final ViewBuilder views;
  private final Map<Integer, SenderRatchets> ratchetsOfA;
  private final Map<Integer, SenderRatchets> ratchetsOfB;
  private final List<Difference> found = new ArrayList<>();
  private int compared;

  MessageKeys(GroupInspection.Epoch a, GroupInspection.Epoch b, ViewBuilder views) {
    this.a = a;
    this.b = b;
    this.views = views;
    this.ratchetsOfA = SenderRatchets.of(a);
    this.ratchetsOfB = SenderRatchets.of(b);
  }

  /** Those that differ. */
  List<Difference> differences() {
    int members = 0;
    for (RatchetTree.Member member : a.tree().members()) {
      if (b.tree().leaf(member.index()) != null && members++ < MAX_MEMBERS) {
        compare(member.index(), RatchetType.HANDSHAKE);
        compare(member.index(), RatchetType.APPLICATION);
      }
    }
    return found;
  }

  /** How many there are in common. */
  int compared() {
    return compared;
  }

  private void compare(LeafIndex leaf, RatchetType type) {
    long ours = next(ratchetsOfA, leaf, type);
    long theirs = next(ratchetsOfB, leaf, type);
    long generation = Math.max(ours, theirs);
    if (Math.abs(ours - theirs) > MAX_AHEAD) {
      return;
    }
    View one = key(a, leaf, type, generation);
    View other = key(b, leaf, type, generation);
    if (one == null || other == null) {
      return;
    }
    compared++;
    if (!one.equals(other)) {
      found.add(
          Difference.of(
              "message_key[%s].%s[%d]"
                  .formatted(leaf, type.toString().toLowerCase(Locale.ROOT), generation),
              one,
              other));
    }
  }

  private static long next(
      Map<Integer, SenderRatchets> ratchets, LeafIndex leaf, RatchetType type) {
    SenderRatchets of = ratchets.getOrDefault((int) leaf.value(), UNUSED);
    return type == RatchetType.HANDSHAKE ? of.handshake() : of.application();
  }

  /** Null if the ratchet has come to its end. */
  private @Nullable View key(
      GroupInspection.Epoch epoch, LeafIndex leaf, RatchetType type, long generation) {
    try (PendingKey key = epoch.messages().secretTree().prepare(leaf, type, generation)) {
      return views.secret(key.key().key());
    } catch (RuleViolation e) {
      return null;
    }
  }
}
