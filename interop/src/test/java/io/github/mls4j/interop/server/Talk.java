package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.CreateGroupRequest;
import io.github.mls4j.interop.proto.CreateKeyPackageRequest;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.ExternalJoinRequest;
import io.github.mls4j.interop.proto.ExternalJoinResponse;
import io.github.mls4j.interop.proto.GroupInfoRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandleCommitResponse;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.JoinGroupRequest;
import io.github.mls4j.interop.proto.JoinGroupResponse;
import io.github.mls4j.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import io.github.mls4j.interop.proto.PreSharedKey;
import io.github.mls4j.interop.proto.ProposalDescription;
import io.github.mls4j.interop.proto.ProtectRequest;
import io.github.mls4j.interop.proto.StorePSKRequest;
import io.github.mls4j.interop.proto.UnprotectRequest;
import io.github.mls4j.interop.proto.UnprotectResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One group of one script, as a runner drives it: who is in it, and what all have to agree on. */
final class Talk {

  final MLSClientBlockingStub stub;
  final int suite;
  final boolean encrypt;

  /** The state of each member. */
  final Map<String, Integer> members = new TreeMap<>();

  /** Who has a key package and waits. */
  final Map<String, CreateKeyPackageResponse> joiners = new TreeMap<>();

  Talk(MLSClientBlockingStub stub, int suite, boolean encrypt) {
    this.stub = stub;
    this.suite = suite;
    this.encrypt = encrypt;
  }

  static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }

  int state(String member) {
    return members.get(member);
  }

  Talk create(String creator) {
    members.put(
        creator,
        stub.createGroup(
                CreateGroupRequest.newBuilder()
                    .setCipherSuite(suite)
                    .setEncryptHandshake(encrypt)
                    .setGroupId(utf8("group of " + creator))
                    .setIdentity(utf8(creator))
                    .build())
            .getStateId());
    return this;
  }

  /** A group whose creator has added all others in one commit. */
  Talk create(String creator, String... others) {
    create(creator);
    List<ProposalDescription> adds = new ArrayList<>();
    for (String other : others) {
      adds.add(add(keyPackage(other)));
    }
    commit(creator, commit -> commit.addAllByValue(adds), others);
    return this;
  }

  ByteString keyPackage(String joiner) {
    CreateKeyPackageResponse made =
        stub.createKeyPackage(
            CreateKeyPackageRequest.newBuilder()
                .setCipherSuite(suite)
                .setIdentity(utf8(joiner))
                .build());
    joiners.put(joiner, made);
    return made.getKeyPackage();
  }

  static ProposalDescription add(ByteString keyPackage) {
    return described("add").setKeyPackage(keyPackage).build();
  }

  static ProposalDescription remove(String removed) {
    return described("remove").setRemovedId(utf8(removed)).build();
  }

  static ProposalDescription.Builder described(String type) {
    return ProposalDescription.newBuilder().setProposalType(utf8(type));
  }

  /** What a commit is to hold. */
  @FunctionalInterface
  interface Plan {
    CommitRequest.Builder of(CommitRequest.Builder commit);
  }

  /** Commits; all others follow, joiners join, and all agree. */
  CommitResponse commit(String committer, Plan plan, String... joining) {
    CommitRequest request =
        plan.of(CommitRequest.newBuilder().setStateId(state(committer))).build();
    CommitResponse commit = stub.commit(request);
    HandleCommitResponse own =
        stub.handlePendingCommit(
            HandlePendingCommitRequest.newBuilder().setStateId(state(committer)).build());
    members.put(committer, own.getStateId());
    follow(
        committer, commit.getCommit(), request.getByReferenceList(), own.getEpochAuthenticator());
    for (String joiner : joining) {
      JoinGroupResponse joined =
          stub.joinGroup(
              JoinGroupRequest.newBuilder()
                  .setTransactionId(joiners.get(joiner).getTransactionId())
                  .setWelcome(commit.getWelcome())
                  .setRatchetTree(commit.getRatchetTree())
                  .setEncryptHandshake(encrypt)
                  .setIdentity(utf8(joiner))
                  .build());
      assertThat(joined.getEpochAuthenticator()).isEqualTo(own.getEpochAuthenticator());
      members.put(joiner, joined.getStateId());
      joiners.remove(joiner);
    }
    return commit;
  }

  /** All but one handle a commit, and come to that epoch, or are out of the group. */
  private void follow(
      String except, ByteString commit, List<ByteString> proposals, ByteString authenticator) {
    for (String member : List.copyOf(members.keySet())) {
      if (!member.equals(except)) {
        HandleCommitResponse followed =
            stub.handleCommit(
                HandleCommitRequest.newBuilder()
                    .setStateId(state(member))
                    .setCommit(commit)
                    .addAllProposal(proposals)
                    .build());
        if (followed.getEpochAuthenticator().isEmpty()) {
          members.remove(member);
        } else {
          assertThat(followed.getEpochAuthenticator()).as(member).isEqualTo(authenticator);
          members.put(member, followed.getStateId());
        }
      }
    }
  }

  GroupInfoResponse groupInfo(String member, boolean externalTree) {
    return stub.groupInfo(
        GroupInfoRequest.newBuilder()
            .setStateId(state(member))
            .setExternalTree(externalTree)
            .build());
  }

  ExternalJoinResponse joinExternally(
      String joiner, String informant, boolean externalTree, boolean removePrior, String... psks) {
    GroupInfoResponse groupInfo = groupInfo(informant, externalTree);
    ExternalJoinResponse joined =
        stub.externalJoin(
            ExternalJoinRequest.newBuilder()
                .setGroupInfo(groupInfo.getGroupInfo())
                .setRatchetTree(groupInfo.getRatchetTree())
                .setEncryptHandshake(encrypt)
                .setIdentity(utf8(joiner))
                .setRemovePrior(removePrior)
                .addAllPsks(Stream.of(psks).map(Talk::psk).toList())
                .build());
    members.put(joiner, joined.getStateId());
    follow(joiner, joined.getCommit(), List.of(), joined.getEpochAuthenticator());
    return joined;
  }

  private static PreSharedKey psk(String id) {
    return PreSharedKey.newBuilder()
        .setPskId(utf8(id))
        .setPskSecret(utf8("secret of " + id))
        .build();
  }

  void storePsk(int stateOrTransaction, String id) {
    PreSharedKey psk = psk(id);
    stub.storePSK(
        StorePSKRequest.newBuilder()
            .setStateOrTransactionId(stateOrTransaction)
            .setPskId(psk.getPskId())
            .setPskSecret(psk.getPskSecret())
            .build());
  }

  void storePskAtAll(String id) {
    members.values().forEach(state -> storePsk(state, id));
    joiners.values().forEach(joiner -> storePsk(joiner.getTransactionId(), id));
  }

  ByteString protect(String sender, String text) {
    return stub.protect(
            ProtectRequest.newBuilder()
                .setStateId(state(sender))
                .setPlaintext(utf8(text))
                .setAuthenticatedData(utf8("about " + text))
                .build())
        .getCiphertext();
  }

  void opens(String receiver, ByteString ciphertext, String text) {
    UnprotectResponse opened =
        stub.unprotect(
            UnprotectRequest.newBuilder()
                .setStateId(state(receiver))
                .setCiphertext(ciphertext)
                .build());
    assertThat(opened.getPlaintext()).isEqualTo(utf8(text));
    assertThat(opened.getAuthenticatedData()).isEqualTo(utf8("about " + text));
  }

  /** Each member is heard by all others. */
  void allTalk() {
    for (String sender : members.keySet()) {
      ByteString message = protect(sender, "from " + sender);
      for (String receiver : members.keySet()) {
        if (!receiver.equals(sender)) {
          opens(receiver, message, "from " + sender);
        }
      }
    }
  }
}
