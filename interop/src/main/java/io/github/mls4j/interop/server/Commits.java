package io.github.mls4j.interop.server;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.CommitChanges;
import io.github.mls4j.group.Member;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandleCommitResponse;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.ProposalDescription;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.ProposalRef;
import java.util.List;

/** Commits that lead to the next epoch of the same group. */
final class Commits {

  private final States states;

  Commits(States states) {
    this.states = states;
  }

  CommitResponse commit(CommitRequest request) throws MlsException {
    return states.with(
        request.getStateId(), MemberState.class, state -> make(state, request, changes -> {}));
  }

  /** Makes a commit, which waits from then on. */
  static CommitResponse make(MemberState state, CommitRequest request, MemberState.Check check)
      throws MlsException {
    List<ProposalRef> references = state.references(request.getByReferenceList());
    CommitBuilder builder =
        state.group().commit().withPending(references).treeInWelcome(!request.getExternalTree());
    if (!request.getForcePath()) {
      builder.withoutPath();
    }
    List<Member> members = state.group().members();
    for (ProposalDescription description : request.getByValueList()) {
      Wish.of(description, members).into(builder);
    }
    PendingCommit commit = builder.build();
    try {
      if (!commit.leftOut().isEmpty()) {
        throw commit.leftOut().get(0).reason();
      }
      check.of(commit.changes());
    } catch (MlsException | RuntimeException e) {
      commit.close();
      throw e;
    }
    state.awaits(commit);
    CommitResponse.Builder response =
        CommitResponse.newBuilder()
            .setCommit(Requests.field(commit.message()))
            .setWelcome(Requests.field(commit.welcome().orElse(Bytes.EMPTY)));
    if (request.getExternalTree()) {
      response.setRatchetTree(Requests.field(commit.ratchetTree()));
    }
    return response.build();
  }

  HandleCommitResponse handleCommit(HandleCommitRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state -> {
          follow(state, request, Commits::requireNoReInit);
          return entered(request.getStateId(), state);
        });
  }

  /** Takes the proposals in, then the commit. */
  static void follow(MemberState state, HandleCommitRequest request, MemberState.Check check)
      throws MlsException {
    Bytes commit = Requests.framed(request.getCommit(), ContentType.COMMIT);
    state.references(request.getProposalList());
    state.merge(commit, check);
  }

  HandleCommitResponse handlePendingCommit(HandlePendingCommitRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state -> {
          state.mergePending(Commits::requireNoReInit);
          return entered(request.getStateId(), state);
        });
  }

  /** Otherwise there would be no key package for the group that is to come. */
  private static void requireNoReInit(CommitChanges changes) {
    if (changes.reInit().isPresent()) {
      throw Refusals.failed(
          "the commit holds a ReInit: HandleReInitCommit or HandlePendingReInitCommit takes it");
    }
  }

  private static HandleCommitResponse entered(int stateId, MemberState state) {
    return HandleCommitResponse.newBuilder()
        .setStateId(stateId)
        .setEpochAuthenticator(Requests.field(state.epochAuthenticator()))
        .build();
  }
}
