package io.github.mls4j.framing;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;

/** RFC 9420 §6.1: which key a sender of each type has to sign with. */
final class SenderKeys {

  private SenderKeys() {}

  /** {@code content} has passed {@link SenderRules}. */
  static VerifyingKey of(
      CipherSuite suite, GroupContext context, Roster roster, FramedContent content)
      throws RuleViolation {
    Sender sender = content.sender();
    if (sender instanceof Sender.Member member) {
      VerifyingKey key = roster.signatureKey(member.leafIndex());
      if (key == null) {
        throw new RuleViolation(
            Rule.MEMBER_SENDER_IN_TREE,
            Place.of("content.sender").withLeaf(member.leafIndex().value()));
      }
      return key;
    }
    SignaturePublicKey key;
    if (sender instanceof Sender.External external) {
      key = externalSender(context, external.senderIndex());
    } else if (content.content() instanceof Content.OfCommit commit) {
      key = commit.commit().path().orElseThrow().leafNode().signatureKey();
    } else {
      Content.OfProposal proposal = (Content.OfProposal) content.content();
      key = ((Proposal.Add) proposal.proposal()).keyPackage().leafNode().signatureKey();
    }
    try {
      return suite.verifyingKey(key);
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.SENDER_KEY_USABLE, "content.sender", e);
    }
  }

  private static SignaturePublicKey externalSender(GroupContext context, long senderIndex)
      throws RuleViolation {
    String place = "content.sender.sender_index";
    for (Extension extension : context.extensions()) {
      if (extension.extensionType().equals(ExtensionType.EXTERNAL_SENDERS)) {
        try {
          List<ExternalSender> senders =
              TlsReader.decode(extension.extensionData(), ExternalSenders::readFrom)
                  .externalSenders();
          if (senderIndex < senders.size()) {
            return senders.get((int) senderIndex).signatureKey();
          }
        } catch (DecodeException e) {
          throw new RuleViolation(Rule.EXTERNAL_SENDER_KNOWN, place, e);
        }
      }
    }
    throw new RuleViolation(Rule.EXTERNAL_SENDER_KNOWN, place);
  }
}
