package io.github.mls4j.interop.runner;

/** Does what the steps say: a method for each kind of {@link Step}. */
public interface Player {
  void play(Step.CreateGroup step) throws StepFailure;

  void play(Step.CreateKeyPackage step) throws StepFailure;

  void play(Step.JoinGroup step) throws StepFailure;

  void play(Step.ExternalJoin step) throws StepFailure;

  void play(Step.InstallExternalPsk step) throws StepFailure;

  void play(Step.GroupInfo step) throws StepFailure;

  void play(Step.Propose step) throws StepFailure;

  void play(Step.Commit step) throws StepFailure;

  void play(Step.HandleCommit step) throws StepFailure;

  void play(Step.HandlePendingCommit step) throws StepFailure;

  void play(Step.Protect step) throws StepFailure;

  void play(Step.Unprotect step) throws StepFailure;

  void play(Step.ReInit step) throws StepFailure;

  void play(Step.Branch step) throws StepFailure;

  void play(Step.NewMemberAdd step) throws StepFailure;

  void play(Step.AddExternalSigner step) throws StepFailure;

  void play(Step.ExternalSignerPropose step) throws StepFailure;

  void play(Step.Exchange step) throws StepFailure;

  void play(Step.CompareSecrets step) throws StepFailure;
}
