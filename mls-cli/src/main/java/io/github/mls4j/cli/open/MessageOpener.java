package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.framing.ContentAuthentication;
import io.github.mls4j.framing.Roster;
import io.github.mls4j.group.CommitTrace;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.group.GroupStatus;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.group.Received;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;

/**
 * Opens and checks the messages of a group with a member's keys, and tells what comes of them. The
 * member stays as it is: what would change it is tried on a copy.
 */
public final class MessageOpener {

  private final GroupInspection member;
  private final ViewBuilder views;

  public MessageOpener(GroupInspection member, ViewBuilder views) {
    this.member = member;
    this.views = views;
  }

  /** Opens and checks a message, and tells what receiving it would lead to. */
  public Opening open(MLSMessage message) {
    return open(message, true);
  }

  /** As {@link #open(MLSMessage)}, for who is about to receive it anyway. */
  public Opening openOnly(MLSMessage message) {
    return open(message, false);
  }

  private Opening open(MLSMessage message, boolean withEffect) {
    Opening.Findings findings = new Opening.Findings();
    if (message.body() instanceof PrivateMessage encrypted) {
      EpochRoute route = EpochRoute.of(member, encrypted.groupId(), encrypted.epoch());
      if (route.epoch() == null || route.obstacle() != null) {
        return stopped(findings, route);
      }
      PrivateMessageOpener opener = new PrivateMessageOpener(member, route.epoch(), views);
      Opening stopped = opener.open(encrypted, findings);
      if (stopped != null) {
        return stopped;
      }
      summarize(findings);
      if (withEffect) {
        effect(message, encrypted.contentType(), findings);
      }
      return findings.done("opened");
    }
    if (message.body() instanceof PublicMessage open) {
      FramedContent content = open.content();
      EpochRoute route = EpochRoute.of(member, content.groupId(), content.epoch());
      if (route.epoch() == null || route.obstacle() != null) {
        return stopped(findings, route);
      }
      check(
          route.epoch(),
          open,
          findings.content(
              new AuthenticatedContent(WireFormat.MLS_PUBLIC_MESSAGE, content, open.auth())));
      summarize(findings);
      if (withEffect) {
        effect(message, content.contentType(), findings);
      }
      return findings.done("checked");
    }
    return findings.stopped(Obstacle.NOT_ENCRYPTED, "");
  }

  private void summarize(Opening.Findings findings) {
    AuthenticatedContent content = findings.content();
    if (content != null) {
      findings.summary(new Summary(member).of(content.content().content()));
    }
  }

  private static Opening stopped(Opening.Findings findings, EpochRoute route) {
    Obstacle obstacle = route.obstacle();
    return findings.stopped(obstacle == null ? Obstacle.PAST_EPOCH : obstacle, route.detail());
  }

  private void check(
      GroupInspection.Epoch epoch, PublicMessage message, Opening.Findings findings) {
    RatchetTree tree = epoch.tree();
    findings.say("sender", Who.sent(tree, message.content().sender()));
    if (message.membershipTag().isPresent()) {
      try {
        epoch.messages().open(message).close();
        findings.check("membership_tag", true, "made with the epoch's membership_key");
      } catch (RuleViolation e) {
        findings.refused(
            e.rule() == Rule.MEMBERSHIP_TAG_VALID ? "membership_tag" : "sender_rules", e);
      }
    }
    try {
      ContentAuthentication.verifyOutside(
          member.suite(), message, epoch.messages().context(), roster(tree));
      findings.check("signature", true, "made with the sender's signature key");
    } catch (RuleViolation e) {
      findings.refused("signature", e);
    }
  }

  private static Roster roster(RatchetTree tree) {
    return leaf -> {
      TreeLeaf found = tree.leaf(leaf);
      return found == null ? null : found.signatureKey();
    };
  }

  /** What the member itself makes of the message; of application data nothing more is to say. */
  private void effect(MLSMessage message, ContentType type, Opening.Findings findings) {
    if (type == ContentType.APPLICATION || member.group().status() != GroupStatus.ACTIVE) {
      return;
    }
    trace(findings);
    try (GroupInspection copy = member.copy()) {
      Received received = copy.group().receive(message.encode());
      if (received instanceof StagedCommit commit) {
        findings.check("accepted", true, accepted(commit));
        commit.close();
      } else if (received instanceof PendingProposal proposal) {
        findings.add("proposal_ref", views.of(proposal.reference()));
      }
    } catch (MissingInput e) {
      findings.say("accepted", "not known here: " + e.getMessage());
    } catch (MlsException e) {
      findings.refused("accepted", e);
    }
  }

  private static String accepted(StagedCommit commit) {
    return commit.changes().removesSelf() ? "it removes this member" : "by all checks";
  }

  /**
   * How the member gets to the next epoch, if this is a commit of its own epoch and not its own.
   */
  private void trace(Opening.Findings findings) {
    AuthenticatedContent content = findings.content();
    if (content == null
        || content.content().contentType() != ContentType.COMMIT
        || content.content().epoch() != member.context().epoch()
        || content.content().sender().equals(new Sender.Member(member.ownLeaf()))) {
      return;
    }
    try (CommitTrace trace = CommitTrace.of(member, content)) {
      findings.add("leads_to", CommitTraceView.of(trace, content, views));
    }
  }
}
