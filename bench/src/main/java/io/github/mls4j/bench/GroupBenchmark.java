package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.StagedCommit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What members do, in full groups of 2 to 10,000, each beside its floor ({@link GroupFloors}).
 *
 * <p>Commits are made and received, and then discarded instead of merged, so that every invocation
 * finds the same group; wiping the next epoch costs what wiping the last one would.
 */
public class GroupBenchmark extends PairedBenchmark {

  private static final int MESSAGE_BYTES = 1024;
  private static final Bytes MESSAGE = Bytes.wrap(new byte[MESSAGE_BYTES]);

  private FullGroupState.@Nullable Invitation invitation;

  @Benchmark
  public void createCommit(FullGroupState state, PairedTime time) throws Exception {
    Group group = state.group().committer().group();
    time.measure(
        () -> group.commit().build().close(), floor(() -> GroupFloors.createCommit(state)));
  }

  /** By the committer's sibling, who derives all keys on the path. */
  @Benchmark
  public void processCommitNear(FullGroupState state, PairedTime time) throws Exception {
    Group group = state.group().near().group();
    Bytes commit = state.emptyCommit();
    time.measure(
        () -> ((StagedCommit) group.receive(commit)).close(),
        floor(() -> GroupFloors.processCommit(state, state.pathLength())));
  }

  /** By a member in the other half of the tree, who derives the keys of the root. */
  @Benchmark
  public void processCommitFar(FullGroupState state, PairedTime time) throws Exception {
    Group group = state.group().far().group();
    Bytes commit = state.emptyCommit();
    time.measure(
        () -> ((StagedCommit) group.receive(commit)).close(),
        floor(() -> GroupFloors.processCommit(state, 1)));
  }

  /** Makes the commit and the Welcome, for a joiner who gets the tree from elsewhere. */
  @Benchmark
  public void addMember(FullGroupState state, PairedTime time) throws Exception {
    time.measure(() -> state.add().close(), floor(() -> GroupFloors.addMember(state)));
  }

  @Benchmark
  public void processAdd(FullGroupState state, PairedTime time) throws Exception {
    Group group = state.group().far().group();
    Bytes commit = state.addingCommit();
    time.measure(
        () -> ((StagedCommit) group.receive(commit)).close(),
        floor(() -> GroupFloors.processAdd(state)));
  }

  @Benchmark
  public void join(FullGroupState state, PairedTime time) throws Exception {
    FullGroupState.Invitation known = invitation == null ? state.invite() : invitation;
    invitation = known;
    FullGroupState.Joiner joiner = state.joiner();
    time.measure(
        () ->
            Group.joinByWelcome(
                    state.group().committer().config(), joiner.identity(), known.welcome())
                .keyPackage(joiner.keyPackage())
                .ratchetTree(known.ratchetTree())
                .join()
                .close(),
        floor(() -> GroupFloors.join(state)));
  }

  /** 1 KiB. */
  @Benchmark
  public void protect(FullGroupState state, PairedTime time) throws Exception {
    Group group = state.group().committer().group();
    time.measure(
        () -> group.protect(MESSAGE), floor(() -> GroupFloors.protect(state, MESSAGE_BYTES)));
  }

  /** 1 KiB, from a sender who has sent before. */
  @Benchmark
  public void unprotect(FullGroupState state, PairedTime time) throws Exception {
    Bytes message = state.group().committer().group().protect(MESSAGE);
    Group group = state.group().far().group();
    time.measure(
        () -> group.receive(message), floor(() -> GroupFloors.unprotect(state, MESSAGE_BYTES)));
  }
}
