package io.github.mls4j.rules;

import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Remedy;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;

/**
 * A message may be in order, but something that is needed to tell is not here. The group is exactly
 * as it was. The caller fetches the thing and tries again.
 */
public final class MissingInput extends MlsException {

  private static final long serialVersionUID = 1L;

  /** What is not here. */
  public enum Kind {
    /** A pre-shared key that a message refers to (§8.4). */
    PRE_SHARED_KEY(Remedy.WAIT),
    /** The ratchet tree, neither in the GroupInfo nor given beside it (§12.4.3.3). */
    RATCHET_TREE(Remedy.WAIT),
    /**
     * The private part of the key package that a Welcome is for (§12.4.3.1): it is for another
     * client, or for a key package that this client does not hold (any more).
     */
    KEY_PACKAGE(Remedy.DROP),
    /** A proposal that a Commit refers to (§12.4.2). */
    PROPOSAL(Remedy.WAIT),
    /** The keys of a past epoch: dropped, or from before this client joined. They do not return. */
    PAST_EPOCH(Remedy.DROP),
    /** The identity of this client that its own Update goes over to, after a restart (§12.1.2). */
    IDENTITY(Remedy.WAIT),
    /** An epoch that this client has not reached: a Commit is still to come. */
    FUTURE_EPOCH(Remedy.WAIT);

    private final Remedy remedy;

    Kind(Remedy remedy) {
      this.remedy = remedy;
    }

    /** What helps when this is missing. */
    public Remedy remedy() {
      return remedy;
    }
  }

  private final Kind kind;
  private final long epoch;
  private final transient List<PreSharedKeyID> psks;
  private final transient List<ProposalRef> proposals;
  private final transient List<KeyPackageRef> keyPackages;

  private MissingInput(
      Kind kind,
      String what,
      long epoch,
      List<PreSharedKeyID> psks,
      List<ProposalRef> proposals,
      List<KeyPackageRef> keyPackages) {
    super(kind + ": " + what);
    this.kind = kind;
    this.epoch = epoch;
    this.psks = List.copyOf(psks);
    this.proposals = List.copyOf(proposals);
    this.keyPackages = keyPackages;
  }

  /** That these pre-shared keys are not here. */
  public static MissingInput preSharedKeys(List<PreSharedKeyID> ids) {
    List<String> names = ids.stream().limit(1).map(MissingInput::name).toList();
    return new MissingInput(
        Kind.PRE_SHARED_KEY, names + " of " + ids.size(), 0, ids, List.of(), List.of());
  }

  private static String name(PreSharedKeyID id) {
    return id instanceof PreSharedKeyID.Resumption resumption
        ? "epoch "
            + Long.toUnsignedString(resumption.pskEpoch())
            + " of group "
            + resumption.pskGroupId()
        : "external " + ((PreSharedKeyID.External) id).pskId();
  }

  /** That the tree has not come. */
  public static MissingInput ratchetTree() {
    return new MissingInput(
        Kind.RATCHET_TREE, "not in the GroupInfo", 0, List.of(), List.of(), List.of());
  }

  /**
   * That a Welcome is for these key packages, and the one at hand is none of them.
   *
   * @param wanted unmodifiable; it may be long, and is not copied
   */
  public static MissingInput keyPackage(List<KeyPackageRef> wanted) {
    return new MissingInput(
        Kind.KEY_PACKAGE, "one of " + wanted.size(), 0, List.of(), List.of(), wanted);
  }

  /** That a commit refers to these proposals, and they have not come. */
  public static MissingInput proposals(List<ProposalRef> references) {
    return new MissingInput(Kind.PROPOSAL, first(references), 0, List.of(), references, List.of());
  }

  /** A list may be as long as a message. */
  private static String first(List<?> all) {
    return all.stream().limit(1).toList() + " of " + all.size();
  }

  /** That the identity with this key is not here. */
  public static MissingInput identity(SignaturePublicKey key) {
    return new MissingInput(
        Kind.IDENTITY, "with the signature key " + key, 0, List.of(), List.of(), List.of());
  }

  /**
   * That a message is of an epoch before.
   *
   * @param epoch unsigned
   */
  public static MissingInput pastEpoch(long epoch) {
    return ofEpoch(Kind.PAST_EPOCH, epoch);
  }

  /**
   * That a message is of an epoch to come.
   *
   * @param epoch unsigned
   */
  public static MissingInput futureEpoch(long epoch) {
    return ofEpoch(Kind.FUTURE_EPOCH, epoch);
  }

  private static MissingInput ofEpoch(Kind kind, long epoch) {
    return new MissingInput(
        kind, "epoch " + Long.toUnsignedString(epoch), epoch, List.of(), List.of(), List.of());
  }

  /** What is not here. */
  public Kind kind() {
    return kind;
  }

  /** The epoch that is missing, unsigned: for the two kinds that are about one, else 0. */
  public long epoch() {
    return epoch;
  }

  /** The pre-shared keys that are missing, all of them; empty for other kinds. */
  public List<PreSharedKeyID> psks() {
    return psks;
  }

  /** The proposals that are missing, all of them, as a commit refers to them. */
  public List<ProposalRef> proposals() {
    return proposals;
  }

  /** The key packages of which one is wanted; empty for other kinds. */
  public List<KeyPackageRef> keyPackages() {
    return keyPackages;
  }

  /** That of what is missing: {@link Kind#remedy()}. */
  @Override
  public Remedy remedy() {
    return kind.remedy();
  }
}
