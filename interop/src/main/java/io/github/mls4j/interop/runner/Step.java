package io.github.mls4j.interop.runner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a script: what an actor does. Numbers are those of earlier steps of the script, whose
 * outcome is used.
 */
public sealed interface Step {

  /** Who acts; null where several do. */
  @Nullable String actor();

  /** Calls the method of {@code player} for this kind of step. */
  void play(Player player) throws StepFailure;

  /** A new group; with members, these make key packages and are added by one commit. */
  record CreateGroup(String actor, List<String> members) implements Step {

    public CreateGroup {
      members = List.copyOf(members);
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** A key package, to be added by. */
  record CreateKeyPackage(String actor) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** Joins by the Welcome of a commit. */
  record JoinGroup(String actor, int welcome) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /**
   * The joiner joins by an external commit, which the actor, who gave the GroupInfo, and members
   * handle.
   */
  record ExternalJoin(
      String actor,
      String joiner,
      List<String> members,
      boolean externalTree,
      boolean removePrior,
      List<Integer> psks)
      implements Step {

    public ExternalJoin {
      members = List.copyOf(members);
      psks = List.copyOf(psks);
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** A random PSK, given to each of these actors. */
  record InstallExternalPsk(List<String> clients) implements Step {

    public InstallExternalPsk {
      clients = List.copyOf(clients);
    }

    @Override
    public @Nullable String actor() {
      return null;
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** A GroupInfo is asked for. */
  record GroupInfo(String actor, boolean externalTree) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** A member proposes. */
  record Propose(String actor, Proposal proposal) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /**
   * A commit.
   *
   * @param full whether the committer, the members and the joiners go on to the new epoch at once
   */
  record Commit(
      String actor,
      List<Integer> byReference,
      List<Proposal> byValue,
      boolean forcePath,
      boolean externalTree,
      boolean full,
      List<String> members,
      List<String> joiners)
      implements Step {

    public Commit {
      byReference = List.copyOf(byReference);
      byValue = List.copyOf(byValue);
      members = List.copyOf(members);
      joiners = List.copyOf(joiners);
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** A member takes the commit of another. */
  record HandleCommit(String actor, int commit, List<Integer> byReference) implements Step {

    public HandleCommit {
      byReference = List.copyOf(byReference);
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** A member goes on to the epoch of its own commit. */
  record HandlePendingCommit(String actor) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** An application message is made. */
  record Protect(String actor, String authenticatedData, String plaintext) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** An application message is opened. */
  record Unprotect(String actor, int ciphertext) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /**
   * The group ends and goes on as another.
   *
   * @param proposer null if someone outside has proposed it, in the step {@code externalProposal}
   */
  record ReInit(
      @Nullable String proposer,
      int externalProposal,
      String committer,
      String welcomer,
      List<String> members,
      Proposal.ReInit proposal,
      boolean forcePath,
      boolean externalTree)
      implements Step {

    public ReInit {
      members = List.copyOf(members);
    }

    @Override
    public String actor() {
      return committer;
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** Some of the members form another group; what comes after is about that one. */
  record Branch(
      String actor,
      List<String> members,
      List<Extension> extensions,
      boolean forcePath,
      boolean externalTree)
      implements Step {

    public Branch {
      members = List.copyOf(members);
      extensions = List.copyOf(extensions);
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** Someone outside proposes that they be added; the actor gives the GroupInfo. */
  record NewMemberAdd(String actor, String joiner) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** The actor proposes that the signer, made here, may propose from outside. */
  record AddExternalSigner(String actor, String signer) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** The actor proposes from outside; a member gives the GroupInfo. */
  record ExternalSignerPropose(String actor, String member, Proposal proposal) implements Step {
    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** Our own: each of the members sends a message that all the others open. */
  record Exchange(String actor, List<String> members) implements Step {

    public Exchange {
      members = List.copyOf(members);
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }

  /** Our own: epoch authenticators and exported secrets of the members are the same. */
  record CompareSecrets(
      String actor, List<String> members, String label, String context, int length)
      implements Step {

    public CompareSecrets {
      members = List.copyOf(members);
    }

    @Override
    public void play(Player player) throws StepFailure {
      player.play(this);
    }
  }
}
