package io.github.mls4j.cli.open;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.schedule.StateEntry;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the ratchets of an epoch's senders have come, as the secret tree writes them down ({@code
 * spec-notes/state.md}).
 *
 * @param handshake the next generation of the handshake ratchet
 * @param application that of the application ratchet
 */
public record SenderRatchets(long handshake, long application) {

  private static final int RATCHET = 1;
  private static final int HANDSHAKE = 0;

  private record Head(int leaf, int type, long generation) {}

  /** By leaf; leaves that nothing has been derived for are not in it. */
  public static Map<Integer, SenderRatchets> of(GroupInspection.@Nullable Epoch epoch) {
    Map<Integer, SenderRatchets> all = new TreeMap<>();
    if (epoch == null) {
      return all;
    }
    for (StateEntry entry : epoch.messages().secretTree().entries()) {
      try (entry) {
        Head head = head(entry);
        if (head != null) {
          SenderRatchets before = all.getOrDefault(head.leaf(), new SenderRatchets(0, 0));
          all.put(
              head.leaf(),
              head.type() == HANDSHAKE
                  ? new SenderRatchets(head.generation(), before.application())
                  : new SenderRatchets(before.handshake(), head.generation()));
        }
      }
    }
    return all;
  }

  private static @Nullable Head head(StateEntry entry) {
    try {
      int[] key =
          TlsReader.decode(
              entry.key(),
              in -> {
                int[] read = {in.uint8("kind"), (int) in.uint32("leaf"), in.uint8("type")};
                in.rest();
                return read;
              });
      if (key[0] != RATCHET || entry.value() == null) {
        return null;
      }
      long generation =
          TlsReader.decode(
              entry.value(),
              in -> {
                long read = in.uint64("generation");
                in.rest();
                return read;
              });
      return new Head(key[1], key[2], generation);
    } catch (DecodeException e) {
      throw new IllegalStateException("the secret tree wrote it", e);
    }
  }
}
