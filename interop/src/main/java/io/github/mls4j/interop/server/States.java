package io.github.mls4j.interop.server;

import io.github.mls4j.codec.MlsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that numbers were given out for. There is one sequence for all kinds, since {@code StorePSK}
 * takes a number of either of two. A number is never given out twice.
 */
final class States implements AutoCloseable {

  private static final long MAX_ID = 0xffff_ffffL;

  /** What a call does with one of them, while no other call can. */
  @FunctionalInterface
  interface Use<T, R> {
    R of(T held) throws MlsException;
  }

  /** Room for one more, which is given back unless it is filled. */
  final class Slot implements AutoCloseable {

    private boolean open = true;

    private Slot() {}

    /** Takes {@code held} over and numbers it. */
    int fill(Held held) {
      open = false;
      return put(held);
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        giveBack();
      }
    }
  }

  private final int maxIds;
  private final Map<Integer, Held> byId = new HashMap<>();
  private int taken;
  private long lastId;

  States(int maxIds) {
    this.maxIds = maxIds;
  }

  /** Takes room before anything is done that could not be undone for want of it. */
  synchronized Slot slot() {
    if (taken >= maxIds || lastId + taken >= MAX_ID) {
      throw Refusals.exhausted("there are " + maxIds + " states, transactions and signers already");
    }
    taken++;
    return new Slot();
  }

  private synchronized void giveBack() {
    taken--;
  }

  private synchronized int put(Held held) {
    int id = (int) ++lastId;
    byId.put(id, held);
    return id;
  }

  /** Gives {@code held} a number of its own, in the room of another one that is used up. */
  int replace(int usedUp, Held held) {
    Held former;
    int id;
    synchronized (this) {
      former = byId.remove(usedUp);
      if (former == null) {
        taken++;
      }
      id = put(held);
    }
    if (former != null) {
      former.free();
    }
    return id;
  }

  /** Uses what has that number. */
  <T extends Held, R> R with(int id, Class<T> kind, Use<? super T, R> use) throws MlsException {
    Held held = find(id);
    if (!kind.isInstance(held)) {
      throw Refusals.notFound(
          name(id) + " is a " + held.kind() + ", which this call does not take");
    }
    return locked(id, kind.cast(held), use);
  }

  /** Uses something that is at hand, if it has not been freed. */
  static <T extends Held, R> R locked(int id, T held, Use<? super T, R> use) throws MlsException {
    synchronized (held) {
      if (held.isFreed()) {
        throw Refusals.notFound(name(id) + " has been freed");
      }
      return use.of(held);
    }
  }

  private synchronized Held find(int id) {
    Held held = byId.get(id);
    if (held == null) {
      throw Refusals.notFound("there is no " + name(id));
    }
    return held;
  }

  private static String name(int id) {
    return "id " + Integer.toUnsignedString(id);
  }

  /** Forgets what has that number, and wipes it. */
  void free(int id) {
    Held held = remove(id);
    if (held == null) {
      throw Refusals.notFound("there is no " + name(id));
    }
    held.free();
  }

  /** As {@link #free}, if it is still there. */
  void discard(int id) {
    Held held = remove(id);
    if (held != null) {
      held.free();
    }
  }

  private synchronized @Nullable Held remove(int id) {
    Held held = byId.remove(id);
    if (held != null) {
      taken--;
    }
    return held;
  }

  synchronized int live() {
    return byId.size();
  }

  /** Frees all. */
  @Override
  public void close() {
    List<Held> all;
    synchronized (this) {
      all = new ArrayList<>(byId.values());
      taken -= byId.size();
      byId.clear();
    }
    all.forEach(Held::free);
  }
}
