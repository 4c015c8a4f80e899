package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.AddProposalRequest;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CreateGroupRequest;
import io.github.mls4j.interop.proto.ExportRequest;
import io.github.mls4j.interop.proto.Extension;
import io.github.mls4j.interop.proto.ExternalSignerProposalRequest;
import io.github.mls4j.interop.proto.GroupContextExtensionsProposalRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.ProposalDescription;
import io.github.mls4j.interop.proto.RemoveProposalRequest;
import io.github.mls4j.interop.proto.UnprotectRequest;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What failed calls say. */
class RefusalTest {

  private static LiveServer live;

  private Talk talk;

  @BeforeAll
  static void start() throws IOException {
    live = new LiveServer();
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  @BeforeEach
  void twoMembers() {
    talk = new Talk(live.stub, 1, true).create("alice", "bob");
  }

  private static void createGroup(int suite, ByteString identity) {
    live.stub.createGroup(
        CreateGroupRequest.newBuilder().setCipherSuite(suite).setIdentity(identity).build());
  }

  @Test
  void aBrokenRuleIsNamedWithItsSectionAndPlace() {
    ByteString wrongSuite = new Talk(live.stub, 2, true).keyPackage("carol");
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () ->
            live.stub.addProposal(
                AddProposalRequest.newBuilder()
                    .setStateId(talk.state("alice"))
                    .setKeyPackage(wrongSuite)
                    .build()),
        "KEY_PACKAGE_SUITE_MATCHES",
        "RFC 9420 §10.1",
        "proposal.key_package");
  }

  @Test
  void aMalformedMessageIsToldByItsOffset() {
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () -> unprotect("bob", ByteString.copyFrom(new byte[] {0, 1, 0, 9})),
        "wire_format",
        "offset 2");
  }

  private void unprotect(String receiver, ByteString message) {
    live.stub.unprotect(
        UnprotectRequest.newBuilder()
            .setStateId(talk.state(receiver))
            .setCiphertext(message)
            .build());
  }

  @Test
  void whatIsMissingIsAPrecondition() {
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () ->
            live.stub.commit(
                CommitRequest.newBuilder()
                    .setStateId(talk.state("alice"))
                    .addByValue(Talk.described("externalPSK").setPskId(Talk.utf8("unknown")))
                    .build()),
        "PRE_SHARED_KEY");
  }

  @Test
  void badArgumentsAreSaidToBeBad() {
    Refused.with(
        Status.Code.INVALID_ARGUMENT, () -> createGroup(99, Talk.utf8("carol")), "suite 99");
    Refused.with(Status.Code.INVALID_ARGUMENT, () -> createGroup(-1, Talk.utf8("carol")), "suite");
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () -> createGroup(1, ByteString.copyFrom(new byte[5000])),
        "longer");
    for (int length : new int[] {255 * 32 + 1, 70_000, -1}) {
      Refused.with(Status.Code.INVALID_ARGUMENT, () -> export(length), "bytes");
    }
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () ->
            live.stub.removeProposal(
                RemoveProposalRequest.newBuilder()
                    .setStateId(talk.state("alice"))
                    .setRemovedId(Talk.utf8("nobody"))
                    .build()),
        "identity");
    Refused.with(
        Status.Code.INVALID_ARGUMENT, () -> proposeExtension(1 << 16), "extension type 65536");
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () ->
            commit(
                Talk.described("groupContextExtensions")
                    .addExtensions(Extension.newBuilder().setExtensionType(0xf123))),
        "MEMBERS_SUPPORT_GROUP_EXTENSIONS");
    for (String type : new String[] {"", "update", "Add", "externalInit"}) {
      Refused.with(Status.Code.INVALID_ARGUMENT, () -> commit(Talk.described(type)), "type");
    }
    talk.allTalk();
  }

  private void export(int length) {
    live.stub.export(
        ExportRequest.newBuilder().setStateId(talk.state("bob")).setKeyLength(length).build());
  }

  private void proposeExtension(int type) {
    live.stub.groupContextExtensionsProposal(
        GroupContextExtensionsProposalRequest.newBuilder()
            .setStateId(talk.state("alice"))
            .addExtensions(Extension.newBuilder().setExtensionType(type))
            .build());
  }

  private void commit(ProposalDescription.Builder description) {
    live.stub.commit(
        CommitRequest.newBuilder().setStateId(talk.state("alice")).addByValue(description).build());
  }

  @Test
  void messagesOfAnotherKindAreNotUsedUp() {
    ByteString update = Asks.update(talk, "bob");
    Refused.with(
        Status.Code.INVALID_ARGUMENT, () -> unprotect("alice", update), "MESSAGE_KIND_FITS");
    ByteString text = talk.protect("bob", "hello");
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () ->
            live.stub.commit(
                CommitRequest.newBuilder()
                    .setStateId(talk.state("alice"))
                    .addByReference(text)
                    .build()),
        "MESSAGE_KIND_FITS");
    talk.opens("alice", text, "hello");
    talk.commit("alice", commit -> commit.addByReference(update));
  }

  @Test
  void nobodyOpensAnOwnMessage() {
    ByteString text = talk.protect("alice", "hello");
    Refused.with(Status.Code.FAILED_PRECONDITION, () -> unprotect("alice", text), "own");
    talk.opens("bob", text, "hello");
  }

  @Test
  void aStrangerProposesNothing() {
    GroupInfoResponse groupInfo = talk.groupInfo("alice", false);
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () ->
            live.stub.externalSignerProposal(
                ExternalSignerProposalRequest.newBuilder()
                    .setSignerId(Asks.signer(talk, "stranger").getSignerId())
                    .setGroupInfo(groupInfo.getGroupInfo())
                    .setDescription(Talk.remove("bob"))
                    .build()),
        "external_senders");
  }

  @Test
  void longReasonsAreCutShort() {
    ByteString longId = ByteString.copyFrom(new byte[4000]);
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () -> commit(Talk.described("externalPSK").setPskId(longId)),
        "PRE_SHARED_KEY",
        "...");
  }

  @Test
  void whatOthersSayInTheirExceptionsIsNotRepeated() {
    NumberFormatException foreign =
        catchThrowableOfType(NumberFormatException.class, () -> Integer.parseInt("secret"));
    assertThat(foreign).hasMessageContaining("secret");
    Status status = Refusals.status(foreign);
    assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(status.toString()).contains("NumberFormatException").doesNotContain("secret");
  }
}
