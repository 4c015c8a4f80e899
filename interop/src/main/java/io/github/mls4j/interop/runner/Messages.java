package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.ExportRequest;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.ProtectRequest;
import io.github.mls4j.interop.proto.StateAuthRequest;
import io.github.mls4j.interop.proto.UnprotectRequest;
import io.github.mls4j.interop.proto.UnprotectResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** What members do in an epoch: application messages, and secrets taken from it. */
final class Messages {

  private final Conversation conversation;

  Messages(Conversation conversation) {
    this.conversation = conversation;
  }

  void protect(Step.Protect step) throws StepFailure {
    ByteString authenticatedData = ByteString.copyFromUtf8(step.authenticatedData());
    ByteString plaintext = ByteString.copyFromUtf8(step.plaintext());
    conversation.make(Output.AUTHENTICATED_DATA, authenticatedData);
    conversation.make(Output.PLAINTEXT, plaintext);
    conversation.make(Output.CIPHERTEXT, protect(step.actor(), authenticatedData, plaintext));
  }

  void unprotect(Step.Unprotect step) throws StepFailure {
    String actor = step.actor();
    unprotect(
        actor,
        conversation.made(actor, step.ciphertext(), Output.CIPHERTEXT),
        conversation.made(actor, step.ciphertext(), Output.AUTHENTICATED_DATA),
        conversation.made(actor, step.ciphertext(), Output.PLAINTEXT));
  }

  /** Each sends a message that all others open. */
  void exchange(Step.Exchange step) throws StepFailure {
    List<String> all = all(step.actor(), step.members());
    for (String sender : all) {
      ByteString authenticatedData = ByteString.copyFromUtf8("of " + sender);
      ByteString plaintext = conversation.randomBytes();
      ByteString ciphertext = protect(sender, authenticatedData, plaintext);
      for (String receiver : all) {
        if (!receiver.equals(sender)) {
          unprotect(receiver, ciphertext, authenticatedData, plaintext);
        }
      }
    }
  }

  private ByteString protect(String actor, ByteString authenticatedData, ByteString plaintext)
      throws StepFailure {
    return conversation
        .call(
            actor,
            MLSClientGrpc.getProtectMethod(),
            ProtectRequest.newBuilder()
                .setStateId(conversation.state(actor))
                .setAuthenticatedData(authenticatedData)
                .setPlaintext(plaintext)
                .build())
        .getCiphertext();
  }

  private void unprotect(
      String actor, ByteString ciphertext, ByteString authenticatedData, ByteString plaintext)
      throws StepFailure {
    UnprotectResponse opened =
        conversation.call(
            actor,
            MLSClientGrpc.getUnprotectMethod(),
            UnprotectRequest.newBuilder()
                .setStateId(conversation.state(actor))
                .setCiphertext(ciphertext)
                .build());
    if (!opened.getPlaintext().equals(plaintext)) {
      throw StepFailure.wrong(
          actor, MLSClientGrpc.getUnprotectMethod(), "the plaintext is not what was sent");
    }
    if (!opened.getAuthenticatedData().equals(authenticatedData)) {
      throw StepFailure.wrong(
          actor, MLSClientGrpc.getUnprotectMethod(), "the authenticated data is not what was sent");
    }
  }

  /** All have the same epoch authenticator, and export the same. */
  void compareSecrets(Step.CompareSecrets step) throws StepFailure {
    Agreement agreement = new Agreement();
    ByteString exported = null;
    for (String actor : all(step.actor(), step.members())) {
      agreement.require(actor, MLSClientGrpc.getStateAuthMethod(), authenticator(actor));
      ByteString its = export(actor, step);
      if (exported != null && !its.equals(exported)) {
        throw StepFailure.wrong(
            actor, MLSClientGrpc.getExportMethod(), "does not agree on the exported secret");
      }
      exported = its;
    }
  }

  private ByteString authenticator(String actor) throws StepFailure {
    return conversation
        .call(
            actor,
            MLSClientGrpc.getStateAuthMethod(),
            StateAuthRequest.newBuilder().setStateId(conversation.state(actor)).build())
        .getStateAuthSecret();
  }

  private ByteString export(String actor, Step.CompareSecrets step) throws StepFailure {
    ByteString exported =
        conversation
            .call(
                actor,
                MLSClientGrpc.getExportMethod(),
                ExportRequest.newBuilder()
                    .setStateId(conversation.state(actor))
                    .setLabel(step.label())
                    .setContext(ByteString.copyFromUtf8(step.context()))
                    .setKeyLength(step.length())
                    .build())
            .getExportedSecret();
    if (exported.size() != step.length()) {
      throw StepFailure.wrong(
          actor,
          MLSClientGrpc.getExportMethod(),
          exported.size() + " bytes exported, not " + step.length());
    }
    return exported;
  }

  private static List<String> all(String actor, List<String> members) {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    all.add(actor);
    all.addAll(members);
    return new ArrayList<>(all);
  }
}
