package io.github.mls4j.bench.peers;

import io.github.mls4j.bench.Cost;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.mls.TreeKEM.LeafNode;
import org.bouncycastle.mls.TreeKEM.LifeTime;
import org.bouncycastle.mls.codec.Capabilities;
import org.bouncycastle.mls.codec.Credential;
import org.bouncycastle.mls.codec.KeyPackage;
import org.bouncycastle.mls.codec.MLSInputStream;
import org.bouncycastle.mls.codec.MLSMessage;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.codec.Proposal;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;
import org.bouncycastle.mls.protocol.Group;
import org.jspecify.annotations.Nullable;

/** BouncyCastle's: a step of a group makes a new one and leaves the old one as it was. */
final class BouncyCastlePeer implements Peer {

  private static final byte[] NO_DATA = {};

  private final MlsCipherSuite suite =
      MlsCipherSuite.getSuite(MlsCipherSuite.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
  private final HPKE hpke = suite.getHPKE();
  private final SecureRandom random = new SecureRandom();

  private @Nullable Joining joining;
  private @Nullable Group group;

  BouncyCastlePeer() throws Exception {}

  private record Joining(
      KeyPackage keyPackage,
      AsymmetricCipherKeyPair init,
      AsymmetricCipherKeyPair encryption,
      AsymmetricCipherKeyPair signature) {}

  private Joining generate() throws Exception {
    AsymmetricCipherKeyPair init = hpke.generatePrivateKey();
    AsymmetricCipherKeyPair encryption = hpke.generatePrivateKey();
    AsymmetricCipherKeyPair signature = suite.generateSignatureKeyPair();
    byte[] signatureKey = suite.serializeSignaturePrivateKey(signature.getPrivate());
    LeafNode leaf =
        new LeafNode(
            suite,
            hpke.serializePublicKey(encryption.getPublic()),
            suite.serializeSignaturePublicKey(signature.getPublic()),
            Credential.forBasic("bouncy-castle".getBytes(StandardCharsets.UTF_8)),
            new Capabilities(),
            new LifeTime(),
            new ArrayList<>(),
            signatureKey);
    KeyPackage keyPackage =
        new KeyPackage(
            suite,
            hpke.serializePublicKey(init.getPublic()),
            leaf,
            new ArrayList<>(),
            signatureKey);
    return new Joining(keyPackage, init, encryption, signature);
  }

  private byte[] signatureKey(Joining client) {
    return suite.serializeSignaturePrivateKey(client.signature().getPrivate());
  }

  @Override
  public byte[] keyPackage() throws Exception {
    Joining made = generate();
    joining = made;
    return MLSOutputStream.encode(MLSMessage.keyPackage(made.keyPackage()));
  }

  @Override
  public Cost join(byte[] welcome) throws Exception {
    Joining known = known(joining);
    byte[] initKey = hpke.serializePrivateKey(known.init().getPrivate());
    byte[] signatureKey = signatureKey(known);
    return Cost.of(
        () ->
            group =
                new Group(
                    initKey,
                    known.encryption(),
                    signatureKey,
                    known.keyPackage(),
                    decode(welcome).welcome,
                    null,
                    Map.of(),
                    Map.of()));
  }

  private static MLSMessage decode(byte[] message) throws Exception {
    return (MLSMessage) MLSInputStream.decode(message, MLSMessage.class);
  }

  @Override
  public Cost createCommit() throws Exception {
    Group current = known(group);
    return Cost.of(() -> MLSOutputStream.encode(commit(current, List.of()).message));
  }

  @Override
  public byte[] commit() throws Exception {
    Group.GroupWithMessage made = commit(known(group), List.of());
    group = made.group;
    return MLSOutputStream.encode(made.message);
  }

  private Group.GroupWithMessage commit(Group from, List<Proposal> proposals) throws Exception {
    byte[] leafSecret = new byte[suite.getKDF().getHashLength()];
    random.nextBytes(leafSecret);
    return from.commit(
        new Secret(leafSecret),
        new Group.CommitOptions(proposals, !proposals.isEmpty(), true, new Group.LeafNodeOptions()),
        new Group.MessageOptions(true, NO_DATA, 0),
        new Group.CommitParameters(Group.NORMAL_COMMIT_PARAMS));
  }

  @Override
  public Cost receiveCommit(byte[] commit) throws Exception {
    Group current = known(group);
    return Cost.of(() -> group = current.handle(commit, null));
  }

  @Override
  public Cost protect(int times, int bytes) throws Exception {
    Group current = known(group);
    byte[] data = new byte[bytes];
    return Cost.of(times, () -> MLSOutputStream.encode(current.protect(NO_DATA, data, 0)));
  }

  @Override
  public Cost unprotect(List<byte[]> messages) throws Exception {
    Group current = known(group);
    return Cost.of(
        () -> {
          for (byte[] message : messages) {
            current.unprotect(decode(message));
          }
        });
  }

  @Override
  public Cost createGroup(List<byte[]> keyPackages) throws Exception {
    Joining creator = generate();
    byte[] signatureKey = signatureKey(creator);
    return Cost.of(
        () -> {
          Group created =
              new Group(
                  "created".getBytes(StandardCharsets.UTF_8),
                  suite,
                  creator.encryption(),
                  signatureKey,
                  creator.keyPackage().getLeafNode(),
                  new ArrayList<>());
          List<Proposal> additions = new ArrayList<>();
          for (byte[] keyPackage : keyPackages) {
            additions.add(Proposal.add(decode(keyPackage).keyPackage));
          }
          Group.GroupWithMessage made = commit(created, additions);
          MLSOutputStream.encode(made.message);
        });
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("neither key package nor group yet");
    }
    return value;
  }

  @Override
  public void close() {}
}
