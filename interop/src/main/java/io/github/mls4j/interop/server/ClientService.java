package io.github.mls4j.interop.server;

import io.github.mls4j.codec.MlsException;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.NameResponse;
import io.github.mls4j.interop.proto.SupportedCiphersuitesResponse;
import io.github.mls4j.wire.CipherSuiteId;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;

/** The MLSClient service: says what answers each of its calls. */
final class ClientService {

  private static final String NAME = "mls4j";

  /** Answers one kind of call. */
  @FunctionalInterface
  private interface Rpc<Q, R> {
    R answer(Q request) throws MlsException;
  }

  private final ServerServiceDefinition.Builder definition =
      ServerServiceDefinition.builder(MLSClientGrpc.SERVICE_NAME);

  private ClientService() {}

  /** The service over {@code states}. */
  static ServerServiceDefinition define(States states, Clients clients) {
    Memberships memberships = new Memberships(states, clients);
    Messages messages = new Messages(states);
    MemberProposals proposals = new MemberProposals(states);
    Commits commits = new Commits(states);
    Successors successors = new Successors(states, clients);
    Outsiders outsiders = new Outsiders(states, clients);
    return new ClientService()
        .add(MLSClientGrpc.getNameMethod(), request -> name())
        .add(MLSClientGrpc.getSupportedCiphersuitesMethod(), request -> suites())
        .add(MLSClientGrpc.getCreateGroupMethod(), memberships::createGroup)
        .add(MLSClientGrpc.getCreateKeyPackageMethod(), memberships::createKeyPackage)
        .add(MLSClientGrpc.getJoinGroupMethod(), memberships::joinGroup)
        .add(MLSClientGrpc.getExternalJoinMethod(), memberships::externalJoin)
        .add(MLSClientGrpc.getGroupInfoMethod(), messages::groupInfo)
        .add(MLSClientGrpc.getStateAuthMethod(), messages::stateAuth)
        .add(MLSClientGrpc.getExportMethod(), messages::export)
        .add(MLSClientGrpc.getProtectMethod(), messages::protect)
        .add(MLSClientGrpc.getUnprotectMethod(), messages::unprotect)
        .add(MLSClientGrpc.getStorePSKMethod(), messages::storePsk)
        .add(MLSClientGrpc.getAddProposalMethod(), proposals::add)
        .add(MLSClientGrpc.getUpdateProposalMethod(), proposals::update)
        .add(MLSClientGrpc.getRemoveProposalMethod(), proposals::remove)
        .add(MLSClientGrpc.getExternalPSKProposalMethod(), proposals::externalPsk)
        .add(MLSClientGrpc.getResumptionPSKProposalMethod(), proposals::resumptionPsk)
        .add(
            MLSClientGrpc.getGroupContextExtensionsProposalMethod(),
            proposals::groupContextExtensions)
        .add(MLSClientGrpc.getCommitMethod(), commits::commit)
        .add(MLSClientGrpc.getHandleCommitMethod(), commits::handleCommit)
        .add(MLSClientGrpc.getHandlePendingCommitMethod(), commits::handlePendingCommit)
        .add(MLSClientGrpc.getReInitProposalMethod(), proposals::reInit)
        .add(MLSClientGrpc.getReInitCommitMethod(), successors::reInitCommit)
        .add(
            MLSClientGrpc.getHandlePendingReInitCommitMethod(),
            successors::handlePendingReInitCommit)
        .add(MLSClientGrpc.getHandleReInitCommitMethod(), successors::handleReInitCommit)
        .add(MLSClientGrpc.getReInitWelcomeMethod(), successors::reInitWelcome)
        .add(MLSClientGrpc.getHandleReInitWelcomeMethod(), successors::handleReInitWelcome)
        .add(MLSClientGrpc.getCreateBranchMethod(), successors::createBranch)
        .add(MLSClientGrpc.getHandleBranchMethod(), successors::handleBranch)
        .add(MLSClientGrpc.getNewMemberAddProposalMethod(), outsiders::newMemberAddProposal)
        .add(MLSClientGrpc.getCreateExternalSignerMethod(), outsiders::createExternalSigner)
        .add(MLSClientGrpc.getAddExternalSignerMethod(), proposals::addExternalSigner)
        .add(MLSClientGrpc.getExternalSignerProposalMethod(), outsiders::externalSignerProposal)
        .add(MLSClientGrpc.getFreeMethod(), memberships::free)
        .definition
        .build();
  }

  private <Q, R> ClientService add(MethodDescriptor<Q, R> method, Rpc<Q, R> rpc) {
    definition.addMethod(
        method.toBuilder(
                Incoming.marshaller(method.getRequestMarshaller()), method.getResponseMarshaller())
            .build(),
        ServerCalls.asyncUnaryCall(
            (incoming, observer) -> {
              // Who does not wait for the answer any more is no failure of the server.
              ((ServerCallStreamObserver<R>) observer).setOnCancelHandler(() -> {});
              R response;
              try {
                response = rpc.answer(read(incoming));
              } catch (MlsException | RuntimeException e) {
                observer.onError(Refusals.status(e).asRuntimeException());
                return;
              }
              observer.onNext(response);
              observer.onCompleted();
            }));
    return this;
  }

  private static <Q> Q read(Incoming<Q> incoming) {
    if (incoming.request() == null) {
      throw Refusals.invalid("the request is not one of this call");
    }
    return incoming.request();
  }

  private static NameResponse name() {
    return NameResponse.newBuilder().setName(NAME).build();
  }

  private static SupportedCiphersuitesResponse suites() {
    SupportedCiphersuitesResponse.Builder response = SupportedCiphersuitesResponse.newBuilder();
    CipherSuiteId.REGISTERED.forEach(suite -> response.addCiphersuites(suite.value()));
    return response.build();
  }
}
