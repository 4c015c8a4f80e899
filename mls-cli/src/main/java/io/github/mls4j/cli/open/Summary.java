package io.github.mls4j.cli.open;

import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.group.PendingProposal;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Messages in a few words, as a member understands them that is about to receive them. */
public final class Summary {

  private final RatchetTree tree;
  private final Map<ProposalRef, Proposal> pending = new HashMap<>();

  public Summary(GroupInspection member) {
    this.tree = member.tree();
    for (PendingProposal proposal : member.group().pendingProposals()) {
      pending.put(proposal.reference(), proposal.proposal());
    }
  }

  /** What a message is about. */
  public String of(Content content) {
    if (content instanceof Content.OfProposal proposal) {
      return of(proposal.proposal());
    }
    if (content instanceof Content.OfCommit commit) {
      return of(commit.commit());
    }
    return ((Content.Application) content).applicationData().size() + " bytes of application data";
  }

  private String of(Commit commit) {
    String path =
        commit.path().map(p -> "path of " + p.nodes().size() + " nodes").orElse("no path");
    List<String> proposals = commit.proposals().stream().map(this::of).toList();
    return proposals.isEmpty()
        ? path
        : proposals.stream().collect(Collectors.joining(", ")) + "; " + path;
  }

  private String of(ProposalOrRef proposal) {
    if (proposal instanceof ProposalOrRef.ByValue byValue) {
      return of(byValue.proposal());
    }
    Proposal known = pending.get(((ProposalOrRef.ByReference) proposal).reference());
    return known == null ? "a proposal that is not known" : "↑" + of(known);
  }

  /** What a proposal is about. */
  public String of(Proposal proposal) {
    if (proposal instanceof Proposal.Add add) {
      return "add " + named(add.keyPackage().leafNode());
    }
    if (proposal instanceof Proposal.Remove remove) {
      return "remove " + Who.at(tree, remove.removed());
    }
    if (proposal instanceof Proposal.PreSharedKey psk) {
      return psk.psk() instanceof PreSharedKeyID.Resumption resumption
          ? "psk of epoch " + Long.toUnsignedString(resumption.pskEpoch())
          : "external psk " + ViewBuilder.name(((PreSharedKeyID.External) psk.psk()).pskId());
    }
    return proposal.proposalType().toString();
  }

  private static String named(LeafNode leaf) {
    return '"' + TreeSketch.name(leaf.credential()) + '"';
  }
}
