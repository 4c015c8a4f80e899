package io.github.mls4j.interop.server;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.CommitChanges;
import io.github.mls4j.group.FoundedGroup;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.CreateBranchRequest;
import io.github.mls4j.interop.proto.CreateSubgroupResponse;
import io.github.mls4j.interop.proto.HandleBranchRequest;
import io.github.mls4j.interop.proto.HandleBranchResponse;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.HandleReInitCommitResponse;
import io.github.mls4j.interop.proto.HandleReInitWelcomeRequest;
import io.github.mls4j.interop.proto.JoinGroupResponse;
import io.github.mls4j.interop.proto.ReInitWelcomeRequest;
import io.github.mls4j.wire.Proposal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Groups that start from another: the one that takes its place (§11.2), and branches (§11.3). */
final class Successors {

  private final States states;
  private final Clients clients;

  Successors(States states, Clients clients) {
    this.states = states;
    this.clients = clients;
  }

  // ReInit

  CommitResponse reInitCommit(CommitRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state -> Commits.make(state, request, Successors::reInit));
  }

  HandleReInitCommitResponse handleReInitCommit(HandleCommitRequest request) throws MlsException {
    return end(request.getStateId(), (state, check) -> Commits.follow(state, request, check));
  }

  HandleReInitCommitResponse handlePendingReInitCommit(HandlePendingCommitRequest request)
      throws MlsException {
    return end(request.getStateId(), MemberState::mergePending);
  }

  private static Proposal.ReInit reInit(CommitChanges changes) {
    return changes.reInit().orElseThrow(() -> Refusals.invalid("the commit holds no ReInit"));
  }

  /** Has a state merge a commit, once it has passed a check. */
  @FunctionalInterface
  private interface Merging {
    void of(MemberState state, MemberState.Check check) throws MlsException;
  }

  /** All that can fail is done before the commit is merged: there is no way back from it. */
  private HandleReInitCommitResponse end(int stateId, Merging merging) throws MlsException {
    return states.with(
        stateId,
        MemberState.class,
        state -> {
          NextMember next = new NextMember(stateId, state);
          try (States.Slot slot = states.slot();
              next) {
            merging.of(state, changes -> next.prepare(reInit(changes)));
            Successor successor = next.take();
            return HandleReInitCommitResponse.newBuilder()
                .setKeyPackage(Requests.field(successor.keyPackage().message()))
                .setEpochAuthenticator(Requests.field(state.epochAuthenticator()))
                .setReinitId(slot.fill(successor))
                .build();
          }
        });
  }

  /** Who a member will be in the next group, until it is certain that there is one. */
  private final class NextMember implements AutoCloseable {

    private final int stateId;
    private final MemberState state;
    private @Nullable Successor prepared;

    NextMember(int stateId, MemberState state) {
      this.stateId = stateId;
      this.state = state;
    }

    void prepare(Proposal.ReInit reInit) {
      ExternalPsks psks = state.actor().psks();
      psks.share();
      Actor actor = null;
      try {
        actor =
            clients.create(
                Requests.suite(reInit.cipherSuite()), state.group().identity().credential(), psks);
      } finally {
        if (actor == null) {
          psks.close();
        }
      }
      prepared = new Successor(stateId, state, actor);
    }

    Successor take() {
      Successor taken = prepared;
      prepared = null;
      if (taken == null) {
        throw new IllegalStateException("a ReInit was merged unseen");
      }
      return taken;
    }

    @Override
    public void close() {
      if (prepared != null) {
        prepared.free();
      }
    }
  }

  CreateSubgroupResponse reInitWelcome(ReInitWelcomeRequest request) throws MlsException {
    return states.with(
        request.getReinitId(),
        Successor.class,
        successor ->
            States.locked(
                successor.formerId(),
                successor.former(),
                former -> {
                  FoundedGroup founded =
                      former
                          .group()
                          .reInitialize(
                              successor.actor().identity(),
                              Requests.bytes(request.getKeyPackageList()),
                              firstCommit(request.getForcePath(), request.getExternalTree()));
                  int id =
                      enter(request.getReinitId(), successor, former.config(), founded.group());
                  return founded(id, founded, request.getExternalTree());
                }));
  }

  JoinGroupResponse handleReInitWelcome(HandleReInitWelcomeRequest request) throws MlsException {
    return states.with(
        request.getReinitId(),
        Successor.class,
        successor ->
            States.locked(
                successor.formerId(),
                successor.former(),
                former -> {
                  Group group =
                      Memberships.withTree(
                              Group.joinByWelcome(
                                  former.config(),
                                  successor.actor().identity(),
                                  Requests.bytes(request.getWelcome())),
                              request.getRatchetTree())
                          .keyPackage(successor.keyPackage())
                          .origin(former.group())
                          .join();
                  return JoinGroupResponse.newBuilder()
                      .setEpochAuthenticator(Requests.field(group.epochAuthenticator()))
                      .setStateId(enter(request.getReinitId(), successor, former.config(), group))
                      .build();
                }));
  }

  /** The new group takes the place of the old one, which nothing can be done in any more. */
  private int enter(int reInitId, Successor successor, GroupConfig config, Group group) {
    int id = states.replace(reInitId, new MemberState(group, config, successor.actor().shared()));
    states.discard(successor.formerId());
    return id;
  }

  // Branches

  CreateSubgroupResponse createBranch(CreateBranchRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state -> {
          try (States.Slot slot = states.slot()) {
            FoundedGroup founded =
                state
                    .group()
                    .branch(
                        Requests.name(request.getGroupId()),
                        Requests.extensions(request.getExtensionsList()),
                        Requests.bytes(request.getKeyPackagesList()),
                        firstCommit(request.getForcePath(), request.getExternalTree()));
            int id =
                slot.fill(new MemberState(founded.group(), state.config(), state.actor().shared()));
            return founded(id, founded, request.getExternalTree());
          }
        });
  }

  HandleBranchResponse handleBranch(HandleBranchRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state ->
            states.with(
                request.getTransactionId(), Joiner.class, joiner -> join(request, state, joiner)));
  }

  private HandleBranchResponse join(HandleBranchRequest request, MemberState state, Joiner joiner)
      throws MlsException {
    GroupConfig config = joiner.actor().config(state.config().encryptHandshake());
    Group group =
        Memberships.withTree(
                Group.joinByWelcome(
                    config, joiner.actor().identity(), Requests.bytes(request.getWelcome())),
                request.getRatchetTree())
            .keyPackage(joiner.keyPackage())
            .origin(state.group())
            .join();
    MemberState branch = new MemberState(group, config, joiner.actor().shared());
    return HandleBranchResponse.newBuilder()
        .setEpochAuthenticator(Requests.field(branch.epochAuthenticator()))
        .setStateId(states.replace(request.getTransactionId(), branch))
        .build();
  }

  private static Consumer<CommitBuilder> firstCommit(boolean forcePath, boolean externalTree) {
    return commit -> {
      commit.treeInWelcome(!externalTree);
      if (!forcePath) {
        commit.withoutPath();
      }
    };
  }

  private static CreateSubgroupResponse founded(
      int id, FoundedGroup founded, boolean externalTree) {
    Group group = founded.group();
    Bytes tree = externalTree ? group.ratchetTree() : Bytes.EMPTY;
    return CreateSubgroupResponse.newBuilder()
        .setStateId(id)
        .setWelcome(Requests.field(founded.welcome()))
        .setRatchetTree(Requests.field(tree))
        .setEpochAuthenticator(Requests.field(group.epochAuthenticator()))
        .build();
  }
}
