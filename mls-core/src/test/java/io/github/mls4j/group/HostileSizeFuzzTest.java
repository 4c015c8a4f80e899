package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.Welcome;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Long lists and huge numbers from a member that signs them properly: refused, with no more memory
 * than a small multiple of the message.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileSizeFuzzTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  private static final int MANY = 100_000;
  private static final int MEBIBYTE = 1 << 20;
  private static final Bytes NO_TAG = Bytes.wrap(new byte[32]);

  /** What a byte of a message may cost, and what any message may: decoding, validation, crypto. */
  private static final long MULTIPLE = 64;

  private static final long FIXED = 2 << 20;

  /**
   * As much for a tree that has got as far as its tree hash: a blank node is one byte in the
   * message and one hash to compute, which is garbage at once.
   */
  private static final long HASHED_MULTIPLE = 750;

  /** Numbers that are another number, or none, to those who take them for signed. */
  private static final long[] EDGES = {
    1 << 24, (1 << 30) - 1, 1 << 30, 0x7fff_ffffL, 0x8000_0000L, 0x8000_0001L, 0xffff_ffffL
  };

  private Cast cast;

  @BeforeEach
  void cast() throws Exception {
    cast = new Cast(SUITE);
  }

  @Test
  void longContents() throws Exception {
    Map<String, Content> contents = new LinkedHashMap<>();
    Bytes reference = Bytes.wrap(new byte[SUITE.hashLength()]);
    contents.put(
        "unknown references",
        commit(new ProposalOrRef.ByReference(new ProposalRef(reference)), MANY));
    contents.put(
        "one Remove many times",
        commit(new ProposalOrRef.ByValue(new Proposal.Remove(cast.carol.leaf())), MANY));
    contents.put("more PSKs than can be counted", commit(psks(1 << 16)));
    Extension extension = new Extension(ExtensionType.of(0xf00d), Bytes.EMPTY);
    contents.put(
        "one extension many times",
        new Content.OfProposal(
            new Proposal.GroupContextExtensions(Collections.nCopies(MANY, extension))));
    Bytes garbage = new TlsWriter().opaque(Bytes.wrap(new byte[MEBIBYTE])).toBytes();
    for (ExtensionType type :
        List.of(ExtensionType.REQUIRED_CAPABILITIES, ExtensionType.EXTERNAL_SENDERS)) {
      contents.put(
          "long " + type,
          new Content.OfProposal(
              new Proposal.GroupContextExtensions(List.of(new Extension(type, garbage)))));
    }
    try (Insider insider = new Insider(cast.bob, cast.dave);
        Witness witness = new Witness(cast.alice.group)) {
      contents.forEach(
          (name, content) -> {
            Bytes message = insider.open(insider.framed(content), NO_TAG);
            assertCheap(name, message, () -> witness.refuses(message));
          });
    }
  }

  @Test
  void pskThatCannotBeCounted() throws Exception {
    try (Insider insider = new Insider(cast.bob, cast.dave)) {
      Bytes message = insider.open(insider.framed(commit(psks(1 << 16))), NO_TAG);
      assertThatThrownBy(() -> cast.alice.group.receive(message))
          .isInstanceOfSatisfying(
              RuleViolation.class, e -> assertThat(e.rule()).isEqualTo(Rule.PSKS_COUNTABLE));
    }
  }

  private static Content commit(ProposalOrRef proposal, int times) {
    return commit(Collections.nCopies(times, proposal));
  }

  private static Content commit(List<? extends ProposalOrRef> proposals) {
    return new Content.OfCommit(new Commit(List.copyOf(proposals), Optional.empty()));
  }

  private static List<ProposalOrRef> psks(int count) {
    List<ProposalOrRef> psks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      psks.add(new ProposalOrRef.ByValue(new Proposal.PreSharedKey(psk(i))));
    }
    return psks;
  }

  private static PreSharedKeyID psk(int number) {
    Bytes nonce = new TlsWriter().uint32(number).toBytes();
    return new PreSharedKeyID.External(
        Cast.PSK_ID, Bytes.concat(nonce, Bytes.wrap(new byte[SUITE.hashLength() - nonce.size()])));
  }

  @Test
  void hugeNumbers() throws Exception {
    try (Insider insider = new Insider(cast.bob, cast.dave);
        Witness witness = new Witness(cast.alice.group)) {
      FramedContent update =
          insider.framed(new Content.OfProposal(new Proposal.Remove(cast.carol.leaf())));
      for (long number : EDGES) {
        LeafIndex leaf = new LeafIndex(number);
        Proposal remove = new Proposal.Remove(leaf);
        refuses(witness, insider.open(insider.framed(new Content.OfProposal(remove)), NO_TAG));
        Content commit = commit(new ProposalOrRef.ByValue(remove), 1);
        refuses(witness, insider.open(insider.framed(commit), NO_TAG));
        refuses(witness, insider.open(from(update, new Sender.Member(leaf)), NO_TAG));
        refuses(witness, insider.open(from(update, new Sender.External(number)), NO_TAG));
      }
      for (long epoch : new long[] {0x7fff_ffff_ffff_ffffL, Long.MIN_VALUE, -2, -1}) {
        FramedContent elsewhere =
            new FramedContent(
                update.groupId(),
                epoch,
                update.sender(),
                update.authenticatedData(),
                update.content());
        refuses(witness, insider.open(elsewhere, NO_TAG));
        PreSharedKeyID psk =
            new PreSharedKeyID.Resumption(
                ResumptionPSKUsage.APPLICATION,
                update.groupId(),
                epoch,
                Bytes.wrap(new byte[SUITE.hashLength()]));
        Content commit = commit(List.of(new ProposalOrRef.ByValue(new Proposal.PreSharedKey(psk))));
        refuses(witness, insider.open(insider.framed(commit), NO_TAG));
      }
    }
  }

  private static void refuses(Witness witness, Bytes message) {
    assertCheap("number", message, () -> witness.refuses(message));
  }

  private static FramedContent from(FramedContent content, Sender sender) {
    return new FramedContent(
        content.groupId(), content.epoch(), sender, content.authenticatedData(), content.content());
  }

  @Test
  void longWelcomes() throws Exception {
    Bytes genuine = cast.welcomeForDaveAndEve();
    Welcome welcome = (Welcome) TlsReader.decode(genuine, MLSMessage::readFrom).body();
    EncryptedGroupSecrets stranger =
        new EncryptedGroupSecrets(
            new KeyPackageRef(Bytes.EMPTY), new HPKECiphertext(Bytes.EMPTY, Bytes.EMPTY));
    Bytes crowd =
        new MLSMessage(
                ProtocolVersion.MLS10,
                new Welcome(
                    SUITE.id(), Collections.nCopies(MANY, stranger), welcome.encryptedGroupInfo()))
            .encode();
    assertJoinRefused("crowd", crowd, cast.alice.group.ratchetTree());
    WelcomeForger forger = new WelcomeForger(cast.alice, cast.dave, genuine);
    try (GroupSecrets secrets = TlsReader.decode(forger.groupSecrets, GroupSecrets::readFrom);
        GroupSecrets many =
            new GroupSecrets(
                secrets.joinerSecret().copy(),
                Optional.empty(),
                Collections.nCopies(1 << 16, psk(0)));
        var encoded = many.encodeSecret()) {
      Bytes counted = forger.welcome(Bytes.wrap(encoded.reveal()), forger.groupInfo);
      assertJoinRefused("PSKs", counted, cast.alice.group.ratchetTree());
    }
  }

  @Test
  void wideTrees() throws Exception {
    Bytes welcome = cast.welcomeForDaveAndEve();
    Bytes genuine = cast.alice.group.ratchetTree();
    Bytes nodes = TlsReader.decode(genuine, in -> in.opaque("ratchet_tree"));
    Bytes blanks = Bytes.wrap(new byte[MEBIBYTE]);
    Map<String, Bytes> trees = new LinkedHashMap<>();
    trees.put("blanks only", blanks);
    trees.put("blanks after the tree", Bytes.concat(nodes, blanks));
    trees.put("blanks before the tree", Bytes.concat(blanks, nodes));
    // With an even number of nodes in front, a leaf comes where a leaf belongs.
    Bytes leaf = strangersLeaf();
    trees.put("a leaf far to the right", Bytes.concat(blanks, leaf));
    trees.put("a leaf out of place", Bytes.concat(nodes, blanks, leaf, leaf));
    WelcomeForger forger = new WelcomeForger(cast.alice, cast.dave, welcome);
    for (Map.Entry<String, Bytes> tree : trees.entrySet()) {
      Bytes encoded = new TlsWriter().opaque(tree.getValue()).toBytes();
      assertJoinRefused(tree.getKey(), welcome, encoded);
      Bytes inside = forger.welcome(forger.groupSecrets, forger.withTree(encoded));
      assertCheap(
          tree.getKey() + " inside",
          inside,
          () -> assertThat(tryJoin(inside, Optional.empty())).isFalse());
    }
  }

  /** A million blank nodes between members, in a tree whose hash is what the GroupInfo says. */
  @Test
  void aWideTreeThatFits() throws Exception {
    WelcomeForger forger = new WelcomeForger(cast.alice, cast.dave, cast.welcomeForDaveAndEve());
    Bytes genuine = cast.alice.group.ratchetTree();
    int count = TlsReader.decode(genuine, RatchetTreeExtension::readFrom).ratchetTree().size();
    Bytes wide =
        Bytes.concat(
            TlsReader.decode(genuine, in -> in.opaque("ratchet_tree")),
            Bytes.wrap(new byte[MEBIBYTE - count]),
            strangersLeaf());
    Bytes welcome =
        forger.welcome(
            forger.groupSecrets, forger.withTree(new TlsWriter().opaque(wide).toBytes()));
    assertCosts(HASHED_MULTIPLE, "wide", welcome, () -> tryJoin(welcome, Optional.empty()));
  }

  private Bytes strangersLeaf() {
    TestClient stranger = TestClient.of("stranger", SUITE);
    return new TlsWriter()
        .uint8(1)
        .put(new Node.Leaf(stranger.keyPackage.keyPackage().leafNode()))
        .toBytes();
  }

  private void assertJoinRefused(String name, Bytes welcome, Bytes tree) {
    assertCheap(
        name,
        Bytes.concat(welcome, tree),
        () -> assertThat(tryJoin(welcome, Optional.of(tree))).isFalse());
  }

  private boolean tryJoin(Bytes welcome, Optional<Bytes> tree) {
    TestClient dave = cast.dave;
    // What other threads allocate would not be counted.
    GroupConfig config = dave.config.toBuilder().executor(Runnable::run).build();
    Group group =
        Witness.attempt(
            welcome,
            () ->
                tree.isPresent()
                    ? Group.joinByWelcome(config, dave.identity, welcome)
                        .keyPackage(dave.keyPackage)
                        .ratchetTree(tree.get())
                        .join()
                    : Group.join(config, dave.identity, dave.keyPackage, welcome));
    return group != null;
  }

  private static void assertCheap(String name, Bytes input, Runnable action) {
    assertCosts(MULTIPLE, name, input, action);
  }

  private static void assertCosts(long multiple, String name, Bytes input, Runnable action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as(name).isLessThan(FIXED + multiple * input.size());
  }
}
