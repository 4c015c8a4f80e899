package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A client in a story: an identity, one key package, and one group that it may be in. */
final class TestClient {

  static final Bytes PSK_ID = Bytes.ofUtf8("shared");

  final String name;
  final GroupConfig config;
  final MlsIdentity identity;
  final KeyPackageBundle keyPackage;
  Group group;

  TestClient(String name, CipherSuite suite, UnaryOperator<GroupConfig.Builder> settings) {
    this(
        name,
        MlsIdentity.generate(
            suite, new Credential.Basic(Bytes.ofUtf8(name)), config(settings).random()),
        settings);
  }

  private static GroupConfig config(UnaryOperator<GroupConfig.Builder> settings) {
    return settings
        .apply(GroupConfig.builder(AuthenticationService.trustingBasicCredentials()))
        .build();
  }

  /** A client that proves who it is in its own way. */
  TestClient(String name, MlsIdentity identity, UnaryOperator<GroupConfig.Builder> settings) {
    this.name = name;
    this.config = config(settings);
    this.identity = identity;
    this.keyPackage = KeyPackageBundle.generate(config, identity);
  }

  /** The same client in a new life: it has its identity and settings, but has lost its group. */
  TestClient(TestClient former, String name) {
    this.name = name;
    this.config = former.config;
    this.identity = former.identity;
    this.keyPackage = KeyPackageBundle.generate(config, identity);
  }

  static TestClient of(String name, CipherSuite suite) {
    return new TestClient(name, suite, UnaryOperator.identity());
  }

  /** The key of external PSKs in stories: every store that has it has the same. */
  static @Nullable Secret sharedPsk(Bytes pskId) {
    return pskId.equals(PSK_ID) ? Secret.copyOf(Bytes.ofUtf8("known to all of us")) : null;
  }

  /** The key package as it comes from a directory: decoded from its message. */
  KeyPackage published() throws Exception {
    return (KeyPackage) TlsReader.decode(keyPackage.message(), MLSMessage::readFrom).body();
  }

  TestClient create(String groupId) {
    group = Group.create(config, identity, Bytes.ofUtf8(groupId));
    return this;
  }

  void join(Bytes welcome) throws Exception {
    group = Group.join(config, identity, keyPackage, welcome);
  }

  void join(Bytes welcome, Bytes ratchetTree) throws Exception {
    group =
        Group.joinByWelcome(config, identity, welcome)
            .keyPackage(keyPackage)
            .ratchetTree(ratchetTree)
            .join();
  }

  /** The key package has been used. */
  void closeKeyPackage() {
    keyPackage.close();
  }

  LeafIndex leaf() {
    return group.self().index();
  }

  /** Receives a commit and merges it. */
  CommitChanges follow(Bytes commit) throws Exception {
    StagedCommit staged = (StagedCommit) group.receive(commit);
    group.merge(staged);
    return staged.changes();
  }

  String read(Bytes message) throws Exception {
    ApplicationMessage opened = (ApplicationMessage) group.receive(message);
    return opened.data().toUtf8();
  }

  Bytes say(String text) {
    return group.protect(Bytes.ofUtf8(text));
  }

  TestStore store() {
    return (TestStore) config.store();
  }

  /** What the store has is what is in memory. */
  void assertStored() throws Exception {
    try (Group stored = Group.load(config, identity, group.groupId()).orElseThrow();
        Secret expected = group.save();
        Secret saved = stored.save()) {
      expectEqual(name, expected, saved);
    }
  }

  /** Goes on with what the store has. */
  void reload(Bytes groupId) throws Exception {
    group = Group.load(config, identity, groupId).orElseThrow();
  }

  /** Goes on with what is written down. */
  void restart() throws Exception {
    if (config.store() != null) {
      assertStored();
      Bytes groupId = group.groupId();
      group.close();
      reload(groupId);
      return;
    }
    try (Secret saved = group.save()) {
      Group restored = Group.restore(config, identity, saved);
      try (Secret again = restored.save()) {
        expectEqual("what is written down again", saved, again);
      }
      group.close();
      group = restored;
    }
  }

  static void assertAgree(TestClient first, TestClient... others) {
    for (TestClient other : others) {
      expectEqual(other.name, first.group.context(), other.group.context());
      expectEqual(other.name, first.group.epochAuthenticator(), other.group.epochAuthenticator());
      expectEqual(other.name, exported(first), exported(other));
      expectEqual(other.name, first.group.ratchetTree(), other.group.ratchetTree());
    }
  }

  /** Without a library for it: where there is none, refusal vectors are made with these clients. */
  private static void expectEqual(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(what + ": expected " + expected + " but was " + actual);
    }
  }

  private static Bytes exported(TestClient client) {
    try (Secret secret = client.group.export("story", Bytes.ofUtf8("context"), 40)) {
      return Bytes.wrap(secret.reveal());
    }
  }
}
