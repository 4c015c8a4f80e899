package io.github.mls4j.interop.runner;

/** Plays steps, each kind by those who know how. */
final class Performer implements Player {

  private final Joins joins;
  private final Proposals proposals;
  private final Commits commits;
  private final Messages messages;
  private final Subgroups subgroups;
  private final Outsiders outsiders;

  Performer(Conversation conversation) {
    joins = new Joins(conversation);
    proposals = new Proposals(conversation);
    commits = new Commits(conversation, proposals, joins);
    messages = new Messages(conversation);
    subgroups = new Subgroups(conversation, proposals, joins);
    outsiders = new Outsiders(conversation, proposals);
  }

  @Override
  public void play(Step.CreateGroup step) throws StepFailure {
    joins.createGroup(step.actor());
    if (!step.members().isEmpty()) {
      commits.addAll(step.actor(), step.members());
    }
  }

  @Override
  public void play(Step.CreateKeyPackage step) throws StepFailure {
    joins.createKeyPackage(step);
  }

  @Override
  public void play(Step.JoinGroup step) throws StepFailure {
    joins.joinGroup(step.actor(), step.welcome());
  }

  @Override
  public void play(Step.ExternalJoin step) throws StepFailure {
    joins.externalJoin(step);
    for (String member : step.members()) {
      commits.handleExternal(member);
    }
    commits.handleExternal(step.actor());
  }

  @Override
  public void play(Step.InstallExternalPsk step) throws StepFailure {
    proposals.installPsk(step.clients());
  }

  @Override
  public void play(Step.GroupInfo step) throws StepFailure {
    joins.groupInfo(step.actor(), step.externalTree());
  }

  @Override
  public void play(Step.Propose step) throws StepFailure {
    proposals.propose(step.actor(), step.proposal());
  }

  @Override
  public void play(Step.Commit step) throws StepFailure {
    commits.commit(step);
  }

  @Override
  public void play(Step.HandleCommit step) throws StepFailure {
    commits.handle(step.actor(), step.commit(), step.byReference());
  }

  @Override
  public void play(Step.HandlePendingCommit step) throws StepFailure {
    commits.handlePending(step.actor());
  }

  @Override
  public void play(Step.Protect step) throws StepFailure {
    messages.protect(step);
  }

  @Override
  public void play(Step.Unprotect step) throws StepFailure {
    messages.unprotect(step);
  }

  @Override
  public void play(Step.ReInit step) throws StepFailure {
    subgroups.reInit(step);
  }

  @Override
  public void play(Step.Branch step) throws StepFailure {
    subgroups.branch(step);
  }

  @Override
  public void play(Step.NewMemberAdd step) throws StepFailure {
    outsiders.newMemberAdd(step);
  }

  @Override
  public void play(Step.AddExternalSigner step) throws StepFailure {
    outsiders.addExternalSigner(step);
  }

  @Override
  public void play(Step.ExternalSignerPropose step) throws StepFailure {
    outsiders.propose(step);
  }

  @Override
  public void play(Step.Exchange step) throws StepFailure {
    messages.exchange(step);
  }

  @Override
  public void play(Step.CompareSecrets step) throws StepFailure {
    messages.compareSecrets(step);
  }
}
