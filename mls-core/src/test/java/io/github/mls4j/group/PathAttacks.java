package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Paths of commits that a member must not follow (§7.5, §7.6, §12.4.2). Bob's path is nodes 1 and
 * 3; Alice gets the secret of node 3 only. Dave's is nodes 5 and 3, and she gets both.
 */
final class PathAttacks {

  private PathAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    counts(topic);
    ciphertexts(topic);
    secrets(topic);
    keys(topic);
    usedKeys(topic);
    leaf(topic);
    return topic.attacks();
  }

  /** Bob's, and then the same made by the same means with nothing wrong. */
  private static Attack.Steps bob(Consumer<ForgedPath> change) {
    return s -> {
      s.refuse(s.insider().forgedPath(change).commit());
      s.note("a path made by the same means with nothing wrong");
      s.accept(s.insider().commit());
    };
  }

  private static Attack.Steps dave(Consumer<ForgedPath> change) {
    return s -> {
      s.refuse(InsiderBuilder.of(s.dave).forgedPath(change).commit());
      s.note("a path made by the same means with nothing wrong");
      s.accept(InsiderBuilder.of(s.dave).forgedPath(path -> {}).commit(), s.carol);
    };
  }

  private static <T> UnaryOperator<List<T>> at(int index, UnaryOperator<T> change) {
    return list -> {
      List<T> copy = new ArrayList<>(list);
      copy.set(index, change.apply(copy.get(index)));
      return copy;
    };
  }

  private static void counts(Attack.Topic topic) {
    String row = "7.5-5";
    topic
        .steps(row, "path-without-nodes", bob(p -> p.nodes = nodes -> List.of()))
        .steps(row, "path-lacks-the-root", bob(p -> p.nodes = nodes -> nodes.subList(0, 1)))
        .steps(row, "path-lacks-its-first-node", bob(p -> p.nodes = nodes -> nodes.subList(1, 2)))
        .steps(
            row,
            "path-with-a-node-more",
            bob(p -> p.nodes = nodes -> List.of(nodes.get(0), nodes.get(1), nodes.get(1))))
        .steps(
            row,
            "path-nodes-in-reverse",
            bob(p -> p.nodes = nodes -> List.of(nodes.get(1), nodes.get(0))))
        .steps(
            "4.1.2-2",
            "path-that-is-not-filtered",
            s -> {
              // With Carol gone, node 1 has nobody on the other side.
              Proposal remove = new Proposal.Remove(s.carol.leaf());
              s.refuse(
                  s.insider()
                      .propose(remove)
                      .forgedPath(
                          p ->
                              p.nodes =
                                  nodes ->
                                      List.of(
                                          new UpdatePathNode(freshKey(s), List.of()), nodes.get(0)))
                      .commit());
              s.accept(s.insider().propose(remove).commit());
            });
  }

  private static UnaryOperator<List<UpdatePathNode>> sent(
      UnaryOperator<List<HPKECiphertext>> change) {
    return at(1, n -> new UpdatePathNode(n.encryptionKey(), change.apply(n.encryptedPathSecret())));
  }

  private static void ciphertexts(Attack.Topic topic) {
    String count = "7.6-2";
    topic
        .steps(count, "path-node-without-ciphertexts", bob(p -> p.nodes = sent(c -> List.of())))
        .steps(
            count, "path-node-lacks-a-ciphertext", bob(p -> p.nodes = sent(c -> c.subList(0, 1))))
        .steps(
            count,
            "path-node-with-a-ciphertext-more",
            bob(p -> p.nodes = sent(c -> List.of(c.get(0), c.get(1), c.get(1)))))
        .steps(
            count,
            "path-node-that-alice-has-no-part-in-lacks-a-ciphertext",
            bob(p -> p.nodes = at(0, n -> new UpdatePathNode(n.encryptionKey(), List.of()))))
        .steps(
            "7.5-4",
            "path-secret-for-a-new-member",
            s -> {
              Proposal add = new Proposal.Add(s.erin.published());
              s.refuse(s.insider().propose(add).forgedPath(p -> p.toJoiners = true).commit());
              s.accept(s.insider().propose(add).commit());
            })
        .stepsInAllSuites(
            "7.5-8",
            "path-ciphertext-flipped",
            bob(
                p ->
                    p.nodes =
                        sent(
                            at(
                                0,
                                c ->
                                    new HPKECiphertext(
                                        c.kemOutput(), RefusalClients.flipped(c.ciphertext()))))))
        .steps(
            "5.1-2",
            "path-ciphertext-truncated",
            bob(
                p ->
                    p.nodes =
                        sent(
                            at(
                                0,
                                c ->
                                    new HPKECiphertext(
                                        c.kemOutput(), RefusalClients.shortened(c.ciphertext()))))))
        .steps(
            "5.1-2",
            "path-ciphertext-empty",
            bob(p -> p.nodes = sent(at(0, c -> new HPKECiphertext(c.kemOutput(), Bytes.EMPTY)))))
        .stepsInAllSuites(
            "5.1.3-2",
            "path-kem-output-all-zero",
            bob(
                p ->
                    p.nodes =
                        sent(
                            at(
                                0,
                                c ->
                                    new HPKECiphertext(
                                        RefusalClients.zeros(c.kemOutput()), c.ciphertext())))))
        .steps(
            "5.1.3-2",
            "path-kem-output-truncated",
            bob(
                p ->
                    p.nodes =
                        sent(
                            at(
                                0,
                                c ->
                                    new HPKECiphertext(
                                        RefusalClients.shortened(c.kemOutput()), c.ciphertext())))))
        .steps(
            "7.5-8",
            "path-ciphertexts-in-another-order",
            bob(p -> p.nodes = sent(c -> List.of(c.get(1), c.get(0)))));
  }

  private static void secrets(Attack.Topic topic) {
    topic
        .stepsInAllSuites(
            "7.5-9",
            "path-secret-of-other-keys",
            bob(p -> p.encrypted = at(1, RefusalClients::flipped)))
        .steps(
            "7.5-10",
            "path-secret-truncated",
            bob(p -> p.encrypted = at(1, RefusalClients::shortened)))
        .steps(
            "7.5-10",
            "path-secret-with-a-byte-more",
            bob(p -> p.encrypted = at(1, RefusalClients::lengthened)))
        .steps("7.5-10", "path-secret-empty", bob(p -> p.encrypted = at(1, s -> Bytes.EMPTY)))
        .steps(
            "7.6-3",
            "path-secret-with-a-length",
            bob(p -> p.encrypted = at(1, s -> new TlsWriter().opaque(s).toBytes())))
        .stepsInAllSuites(
            "7.6-3",
            "path-encrypted-for-the-epoch-before",
            bob(
                p ->
                    p.context =
                        c ->
                            new GroupContext(
                                c.version(),
                                c.cipherSuite(),
                                c.groupId(),
                                c.epoch() - 1,
                                c.treeHash(),
                                c.confirmedTranscriptHash(),
                                c.extensions())))
        .steps(
            "12.4.1-4",
            "path-encrypted-for-another-tree",
            bob(
                p ->
                    p.context =
                        c ->
                            new GroupContext(
                                c.version(),
                                c.cipherSuite(),
                                c.groupId(),
                                c.epoch(),
                                RefusalClients.flipped(c.treeHash()),
                                c.confirmedTranscriptHash(),
                                c.extensions())))
        .steps(
            "12.4.1-3",
            "commit-secret-of-something-else",
            bob(p -> p.commitSecret = RefusalClients::flipped))
        .steps(
            "12.4.1-3", "commit-secret-all-zero", bob(p -> p.commitSecret = RefusalClients::zeros));
  }

  private static UnaryOperator<List<HPKEPublicKey>> key(int index, UnaryOperator<Bytes> change) {
    return at(index, k -> new HPKEPublicKey(change.apply(k.value())));
  }

  private static void keys(Attack.Topic topic) {
    topic
        .stepsInAllSuites(
            "5.1.1-1", "path-key-truncated", bob(p -> p.keys = key(0, RefusalClients::shortened)))
        .stepsInAllSuites(
            "5.1.1-1",
            "path-key-with-a-byte-more",
            bob(p -> p.keys = key(0, RefusalClients::lengthened)))
        .steps("5.1.1-1", "path-key-empty", bob(p -> p.keys = key(0, k -> Bytes.EMPTY)))
        .steps(
            "12.4.2-14",
            "path-key-of-the-root-is-another",
            s -> {
              HPKEPublicKey fresh = s.erin.published().initKey();
              dave(p -> p.keys = at(1, k -> fresh)).play(s);
            })
        .steps(
            "12.4.2-14",
            "path-key-of-the-first-node-is-another",
            s -> {
              HPKEPublicKey fresh = s.erin.published().initKey();
              dave(p -> p.keys = at(0, k -> fresh)).play(s);
            });
  }

  private static void used(
      Attack.Topic topic, String name, Function<RefusalScene, HPKEPublicKey> key) {
    topic.steps(
        "12.4.2-13",
        "path-node-with-" + name,
        s -> bob(p -> p.keys = at(0, k -> key.apply(s))).play(s));
    topic.steps(
        "12.4.2-13",
        "path-leaf-with-" + name,
        s -> {
          s.refuse(s.insider().leaf(l -> Forgery.encryptionKey(l, key.apply(s))).commit());
          s.accept(s.insider().commit());
        });
  }

  private static void usedKeys(Attack.Topic topic) {
    used(topic, "the-key-of-another-leaf", s -> s.dave.group.self().leafNode().encryptionKey());
    used(
        topic,
        "the-key-of-its-receiver",
        s -> s.alice.keyPackage.keyPackage().leafNode().encryptionKey());
    used(topic, "the-key-of-the-root-before", s -> root(s));
    topic
        .steps(
            "12.4.2-12",
            "path-leaf-keeps-its-key",
            s -> {
              HPKEPublicKey own = s.bob.group.self().leafNode().encryptionKey();
              s.refuse(s.insider().leaf(l -> Forgery.encryptionKey(l, own)).commit());
              s.accept(s.insider().commit());
            })
        .steps(
            "16.7-1",
            "path-with-one-key-in-two-nodes",
            bob(p -> p.keys = keys -> List.of(keys.get(1), keys.get(1))))
        .steps(
            "16.7-1",
            "path-with-one-key-in-leaf-and-node",
            s -> {
              HPKEPublicKey one = s.erin.published().initKey();
              s.refuse(
                  s.insider()
                      .forgedPath(p -> p.keys = at(0, k -> one))
                      .leaf(l -> Forgery.encryptionKey(l, one))
                      .commit());
              s.accept(s.insider().commit());
            })
        .steps(
            "12.4.2-13",
            "path-node-with-the-key-of-a-member-added-with-it",
            s -> {
              Proposal add = new Proposal.Add(s.erin.published());
              HPKEPublicKey used = s.erin.published().leafNode().encryptionKey();
              s.refuse(
                  s.insider().propose(add).forgedPath(p -> p.keys = at(0, k -> used)).commit());
              s.accept(s.insider().propose(add).commit());
            });
  }

  private static HPKEPublicKey freshKey(RefusalScene s) {
    return s.clients.client("fay").keyPackage.keyPackage().initKey();
  }

  private static HPKEPublicKey root(RefusalScene s) {
    return ((Node.Parent)
            s.bob.group.state.current().tree().export().ratchetTree().get(3).orElseThrow())
        .parentNode()
        .encryptionKey();
  }

  private static Attack.Steps source(UnaryOperator<LeafNodeSource> change) {
    return s -> {
      s.refuse(s.insider().leaf(l -> Forgery.source(l, change.apply(l.leafNodeSource()))).commit());
      s.accept(s.insider().commit());
    };
  }

  private static UnaryOperator<LeafNodeSource> parentHash(UnaryOperator<Bytes> change) {
    return source ->
        new LeafNodeSource.Commit(change.apply(((LeafNodeSource.Commit) source).parentHash()));
  }

  private static void leaf(Attack.Topic topic) {
    String hash = "7.9.2-3";
    LeafNodeSource.KeyPackage keyPackage =
        new LeafNodeSource.KeyPackage(
            new Lifetime(
                RefusalClients.NOW - RefusalClients.DAY, RefusalClients.NOW + RefusalClients.DAY));
    topic
        .stepsInAllSuites(
            hash, "path-parent-hash-flipped", source(parentHash(RefusalClients::flipped)))
        .steps(hash, "path-parent-hash-empty", source(parentHash(h -> Bytes.EMPTY)))
        .steps("7.5-6", "path-parent-hash-truncated", source(parentHash(RefusalClients::shortened)))
        .steps("7.5-6", "path-parent-hash-all-zero", source(parentHash(RefusalClients::zeros)))
        .steps("12.4.2-11", "path-leaf-of-an-update", source(x -> new LeafNodeSource.Update()))
        .steps("7.3-13", "path-leaf-of-a-key-package", source(x -> keyPackage));
  }
}
