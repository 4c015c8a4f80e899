package io.github.mls4j.interop.server;

import com.google.protobuf.ByteString;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.ExternalJoin;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingJoin;
import io.github.mls4j.group.WelcomeJoin;
import io.github.mls4j.interop.proto.CreateGroupRequest;
import io.github.mls4j.interop.proto.CreateGroupResponse;
import io.github.mls4j.interop.proto.CreateKeyPackageRequest;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.ExternalJoinRequest;
import io.github.mls4j.interop.proto.ExternalJoinResponse;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.FreeResponse;
import io.github.mls4j.interop.proto.JoinGroupRequest;
import io.github.mls4j.interop.proto.JoinGroupResponse;
import io.github.mls4j.interop.proto.PreSharedKey;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.GroupInfo;

/** How clients get into groups, and are forgotten. */
final class Memberships {

  private final States states;
  private final Clients clients;

  Memberships(States states, Clients clients) {
    this.states = states;
    this.clients = clients;
  }

  CreateGroupResponse createGroup(CreateGroupRequest request) {
    try (States.Slot slot = states.slot();
        Actor actor =
            clients.create(
                Requests.suite(request.getCipherSuite()),
                Requests.credential(request.getIdentity()))) {
      GroupConfig config = actor.config(request.getEncryptHandshake());
      Group group = Group.create(config, actor.identity(), Requests.name(request.getGroupId()));
      return CreateGroupResponse.newBuilder()
          .setStateId(slot.fill(new MemberState(group, config, actor.shared())))
          .build();
    }
  }

  CreateKeyPackageResponse createKeyPackage(CreateKeyPackageRequest request) {
    try (States.Slot slot = states.slot()) {
      Joiner joiner =
          new Joiner(
              clients.create(
                  Requests.suite(request.getCipherSuite()),
                  Requests.credential(request.getIdentity())));
      return CreateKeyPackageResponse.newBuilder()
          .setKeyPackage(Requests.field(joiner.keyPackage().message()))
          .setInitPriv(Requests.shown(joiner.keyPackage().serializeInitKey()))
          .setEncryptionPriv(Requests.shown(joiner.keyPackage().serializeEncryptionKey()))
          .setSignaturePriv(Requests.shown(joiner.actor().signatureKeys().serializePrivateKey()))
          .setTransactionId(slot.fill(joiner))
          .build();
    }
  }

  JoinGroupResponse joinGroup(JoinGroupRequest request) throws MlsException {
    return states.with(
        request.getTransactionId(),
        Joiner.class,
        joiner -> {
          // As whom it joins, its key package says, not the request.
          GroupConfig config = joiner.actor().config(request.getEncryptHandshake());
          Group group =
              withTree(
                      Group.joinByWelcome(
                          config, joiner.actor().identity(), Requests.bytes(request.getWelcome())),
                      request.getRatchetTree())
                  .keyPackage(joiner.keyPackage())
                  .join();
          MemberState state = new MemberState(group, config, joiner.actor().shared());
          return JoinGroupResponse.newBuilder()
              .setEpochAuthenticator(Requests.field(state.epochAuthenticator()))
              .setStateId(states.replace(request.getTransactionId(), state))
              .build();
        });
  }

  /** Hands the tree on, if it came beside the Welcome. */
  static WelcomeJoin withTree(WelcomeJoin join, ByteString ratchetTree) throws MlsException {
    return ratchetTree.isEmpty() ? join : join.ratchetTree(Requests.bytes(ratchetTree));
  }

  ExternalJoinResponse externalJoin(ExternalJoinRequest request) throws MlsException {
    GroupInfo groupInfo = Requests.groupInfo(request.getGroupInfo());
    CipherSuiteId suite = groupInfo.groupContext().cipherSuite();
    try (States.Slot slot = states.slot();
        Actor actor =
            clients.create(Requests.suite(suite), Requests.credential(request.getIdentity()))) {
      GroupConfig config = actor.config(request.getEncryptHandshake());
      ExternalJoin join = start(request, config, actor);
      if (request.getRemovePrior()) {
        join.replacing(Requests.leaf(join.members(), request.getIdentity()));
      }
      for (PreSharedKey psk : request.getPsksList()) {
        Bytes id = Requests.bytes(psk.getPskId());
        keep(actor.psks(), id, psk.getPskSecret());
        join.externalPsk(id);
      }
      try (PendingJoin pending = join.build()) {
        Bytes commit = pending.message();
        MemberState state = new MemberState(pending.merge(), config, actor.shared());
        return ExternalJoinResponse.newBuilder()
            .setCommit(Requests.field(commit))
            .setEpochAuthenticator(Requests.field(state.epochAuthenticator()))
            .setStateId(slot.fill(state))
            .build();
      }
    }
  }

  private static ExternalJoin start(ExternalJoinRequest request, GroupConfig config, Actor actor)
      throws MlsException {
    Bytes groupInfo = Requests.bytes(request.getGroupInfo());
    return request.getRatchetTree().isEmpty()
        ? Group.joinExternally(config, actor.identity(), groupInfo)
        : Group.joinExternally(
            config, actor.identity(), groupInfo, Requests.bytes(request.getRatchetTree()));
  }

  /** Keeps a PSK as it stands in a request. */
  static void keep(ExternalPsks psks, Bytes id, ByteString secret) {
    try (Secret kept = Secret.takeOver(secret.toByteArray())) {
      psks.put(id, kept);
    }
  }

  FreeResponse free(FreeRequest request) {
    states.free(request.getStateId());
    return FreeResponse.getDefaultInstance();
  }
}
