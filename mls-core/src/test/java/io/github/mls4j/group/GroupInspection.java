package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.StateRecord;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.SignaturePublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member's group laid open, for tools that show it or hold two members against each other. It is
 * no part of the library, which gives no application these secrets. Accessors lend.
 */
public final class GroupInspection implements AutoCloseable {

  /**
   * How far ahead a message may be, and how many keys that were passed over a state may hold: more
   * than an application sets, and still a second's work.
   */
  private static final int MAX_GENERATIONS = 100_000;

  private final Group group;

  private GroupInspection(Group group) {
    this.group = group;
  }

  /** Takes the group over: closing this closes it. */
  public static GroupInspection of(Group group) {
    return new GroupInspection(group);
  }

  /**
   * The group that {@link Group#save()} wrote, without its member's signature key: all but sending
   * works. Credentials are believed, and lifetimes not looked at.
   *
   * @throws DecodeException if it is something else
   */
  public static GroupInspection restore(Secret saved) throws DecodeException {
    MlsIdentity identity = owner(saved);
    return new GroupInspection(Group.restore(config(ownLeaf(saved)), identity, saved));
  }

  /** Whether the bytes begin as what {@link Group#save()} wrote does. */
  public static boolean isPlausible(Bytes saved) {
    try {
      return TlsReader.decode(
          saved,
          in -> {
            in.vectorLength("records");
            Bytes key = in.opaque("key");
            Bytes head = in.opaque("value");
            in.rest();
            return key.equals(RecordKey.of(RecordKey.Kind.HEAD).encode())
                && head.size() > 1
                && head.get(0) == StateWriter.FORMAT
                && head.get(1) <= GroupStatus.values().length;
          });
    } catch (DecodeException e) {
      return false;
    }
  }

  private static MlsIdentity owner(Secret saved) throws DecodeException {
    try {
      return identity(suite(saved), ownLeaf(saved));
    } catch (IllegalArgumentException e) {
      throw StateReader.broken(RecordKey.Kind.NODE, "the own signature key is none of the suite");
    }
  }

  /** Whoever a leaf is of, without the signature key. */
  static MlsIdentity identity(CipherSuite suite, LeafNode leaf) {
    return new MlsIdentity(suite, leaf.credential(), new NoSigner(leaf.signatureKey()));
  }

  private static CipherSuite suite(Secret saved) throws DecodeException {
    GroupContext context =
        record(
            saved,
            RecordKey.of(RecordKey.Kind.HEAD),
            in -> {
              SavedState.expectFormat(in, StateWriter.FORMAT);
              in.uint8("status");
              in.vector("reinit", Proposal::readFrom);
              GroupContext read = in.struct("group_context", GroupContext::readFrom);
              in.rest();
              return read;
            });
    try {
      return CipherSuite.of(context.cipherSuite());
    } catch (IllegalArgumentException e) {
      throw StateReader.broken(
          RecordKey.Kind.HEAD, "the cipher suite " + context.cipherSuite() + " is unknown");
    }
  }

  private static LeafNode ownLeaf(Secret saved) throws DecodeException {
    long leaf =
        record(
            saved,
            RecordKey.of(RecordKey.Kind.PRIVATE_KEYS),
            in -> {
              long own = in.uint32("leaf_index");
              in.rest();
              return own;
            });
    if (leaf >= RatchetTree.MAX_LEAVES) {
      throw StateReader.broken(RecordKey.Kind.PRIVATE_KEYS, "leaf " + leaf + " is in no tree");
    }
    int node = TreeMath.leafToNode((int) leaf);
    Node content = record(saved, RecordKey.of(RecordKey.Kind.NODE, node), Node::readFrom);
    if (content instanceof Node.Leaf own) {
      return own.leafNode();
    }
    throw StateReader.broken(RecordKey.Kind.NODE, "the own leaf is none");
  }

  private static <T> T record(Secret saved, RecordKey key, TlsReader.Decoder<T> decoder)
      throws DecodeException {
    List<StateRecord> records =
        TlsReader.decode(saved, in -> in.vector("records", StateRecord::readFrom));
    try {
      Bytes wanted = key.encode();
      for (StateRecord record : records) {
        if (record.key().equals(wanted)) {
          return TlsReader.decode(record.value(), decoder);
        }
      }
      throw StateReader.broken(key.kind(), "it is missing");
    } finally {
      records.forEach(StateRecord::close);
    }
  }

  /** One that takes all that a client with that leaf may have to take. */
  static GroupConfig config(LeafNode leaf) {
    ValidationPolicy policy =
        new ValidationPolicy(
            new AnyCredential(),
            InstantSource.system(),
            false,
            ValidationPolicy.UNBOUNDED_LIFETIME);
    return GroupConfig.builder(policy)
        .pastEpochs(Integer.MAX_VALUE)
        .pastEpochAge(Duration.ofSeconds(Long.MAX_VALUE))
        .resumptionEpochs(Integer.MAX_VALUE)
        .maxForward(MAX_GENERATIONS)
        .maxSkippedPerSender(MAX_GENERATIONS)
        .maxSkipped(MAX_GENERATIONS)
        .proposals(List.of(SelfRemove.TYPE))
        .extensions(
            leaf.capabilities().extensions().stream()
                .filter(type -> !type.isDefault() && !type.isGrease())
                .distinct()
                .map(type -> CustomExtension.ofBytes(type, CustomExtension.ANYWHERE))
                .toList())
        .build();
  }

  /** A second one of the same state, to try on it what would change this one. */
  public GroupInspection copy() {
    try (Secret saved = group.save()) {
      return new GroupInspection(Group.restore(group.state.config, group.identity(), saved));
    } catch (DecodeException e) {
      throw new IllegalStateException("what was written just now", e);
    }
  }

  /** The group itself. */
  public Group group() {
    return group;
  }

  public CipherSuite suite() {
    return current().epoch().suite();
  }

  public GroupContext context() {
    return current().context();
  }

  public RatchetTree tree() {
    return current().tree();
  }

  public LeafIndex ownLeaf() {
    return current().ownLeaf();
  }

  public EpochSecrets secrets() {
    return current().secrets();
  }

  public PrivateKeys keys() {
    return current().keys();
  }

  /** Of the commit that started the epoch (RFC 9420 §6.1). */
  public Bytes confirmationTag() {
    return current().epoch().confirmationTag();
  }

  /** What the next commit's transcript hash starts from (§8.2). */
  public Bytes interimTranscriptHash() {
    return current().epoch().interimTranscriptHash();
  }

  /** The epochs of which the resumption secret is kept, oldest first. */
  public List<Long> resumptionEpochs() {
    return group.state.resumptionPsks.epochs().stream().sorted(Long::compareUnsigned).toList();
  }

  /** The epochs before this one whose messages still open, oldest first. */
  public List<Long> pastEpochs() {
    return group.state.past.stream().map(PastEpoch::epoch).toList();
  }

  /**
   * What a member keeps of an epoch for as long as its messages may come.
   *
   * @param tree of the epoch
   * @param messages opens its messages
   */
  public record Epoch(RatchetTree tree, MessageProtection messages) {}

  /** The current epoch or a past one; null if nothing (or nothing yet) is known of it. */
  public @Nullable Epoch epoch(long number) {
    if (number == context().epoch()) {
      return new Epoch(tree(), current().messages());
    }
    return group.state.past.stream()
        .filter(past -> past.epoch() == number)
        .map(past -> new Epoch(past.tree(), past.messages()))
        .findFirst()
        .orElse(null);
  }

  private EpochState current() {
    return group.state.current();
  }

  @Override
  public void close() {
    group.close();
  }

  /** Stands for a signature key that is not here. */
  private record NoSigner(SignaturePublicKey publicKey) implements Signer {

    @Override
    public Bytes sign(Bytes content) {
      throw new IllegalStateException("a written state does not hold the signature key");
    }
  }

  private static final class AnyCredential implements AuthenticationService {

    @Override
    public Verdict validate(PresentedCredential presented) {
      return Verdict.accepted();
    }

    @Override
    public @Nullable Bytes identity(Credential credential) {
      return null;
    }

    @Override
    public Verdict validateSuccessor(Credential credential, Credential successor) {
      return Verdict.accepted();
    }
  }
}
