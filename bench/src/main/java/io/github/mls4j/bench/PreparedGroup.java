package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.PendingJoin;
import io.github.mls4j.validation.GroupInfoValidator;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalPub;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.ProtocolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A group of some size and shape, and three clients in it: one at leaf 0 that commits, its sibling
 * at leaf 1, which has the most to derive from such a commit, and the member at the last leaf,
 * which as half of all members has the least. In a group of two the last two are the same.
 *
 * <p>The other members have never been clients: the first of the three joins by an external commit
 * a group that exists as a signed {@code GroupInfo} only, and adds the others.
 */
public record PreparedGroup(Client committer, Client near, Client far) {

  private static final int FORMAT = 2;

  /** Where groups are kept between runs, since large ones take a while to make. */
  public static final Path DIRECTORY =
      Path.of(System.getProperty("mls.bench.groups", "target/groups"));

  /**
   * The group of that size and shape, from {@link #DIRECTORY} if one has been written there.
   *
   * @param members an even number
   */
  public static PreparedGroup load(
      CipherSuite suite, int members, TreeShape shape, GroupConfig config) throws Exception {
    String name =
        "suite-%d-members-%d-%s.state"
            .formatted(suite.id().value(), members, shape.name().toLowerCase(Locale.ROOT));
    Path file = DIRECTORY.resolve(name);
    if (Files.exists(file)) {
      try {
        return read(file, suite, config);
      } catch (DecodeException e) {
        // Written by another version: made anew.
      }
    }
    write(file, build(suite, members, shape));
    return read(file, suite, config);
  }

  private static PreparedGroup build(CipherSuite suite, int members, TreeShape shape)
      throws Exception {
    GroupConfig config = Client.settings().pastEpochs(0).build();
    SignatureKeyPair signer = suite.generateSignatureKeyPair(config.random());
    MlsIdentity identity = Client.identity(suite, "committer", signer);
    Bytes groupId = Bytes.ofUtf8("a prepared group");
    SyntheticTree.Vacant vacant = SyntheticTree.of(suite, groupId, members, shape, config.random());
    Client committer;
    try (PendingJoin join =
        Group.joinExternally(config, identity, groupInfo(suite, groupId, vacant, config.random()))
            .build()) {
      committer = new Client(config, identity, signer, join.merge());
    }
    PreparedGroup group = addOthers(committer, members);
    if (shape == TreeShape.FULL || shape == TreeShape.CHURNED) {
      group.commit(group.far);
    }
    if (shape != TreeShape.FRESH) {
      group.commit(group.near);
    }
    return group;
  }

  /** What a member would have published, in an epoch that nobody has the secrets of. */
  private static Bytes groupInfo(
      CipherSuite suite, Bytes groupId, SyntheticTree.Vacant vacant, SecureRandom random) {
    Bytes anyHash = Bytes.wrap(random.generateSeed(suite.hashLength()));
    GroupContext context =
        new GroupContext(
            ProtocolVersion.MLS10,
            suite.id(),
            groupId,
            1,
            vacant.tree().treeHash(),
            anyHash,
            List.of());
    try (KemKeyPair external = suite.generateKemKeyPair(random)) {
      GroupInfoTBS tbs =
          new GroupInfoTBS(
              context,
              List.of(
                  new Extension(ExtensionType.RATCHET_TREE, vacant.tree().export().encode()),
                  new Extension(
                      ExtensionType.EXTERNAL_PUB,
                      new ExternalPub(external.publicKey().wire()).encode())),
              anyHash,
              new LeafIndex(1));
      Bytes signature =
          suite.signWithLabel(vacant.signer(), GroupInfoValidator.SIGNATURE_LABEL, tbs.encode());
      return new MLSMessage(ProtocolVersion.MLS10, tbs.signed(signature)).encode();
    }
  }

  /** Puts real clients in the places of the members at leaf 1 and at the last leaf. */
  private static PreparedGroup addOthers(Client committer, int members) throws Exception {
    CipherSuite suite = committer.identity().suite();
    List<Long> leaves = members == 2 ? List.of(1L) : List.of(1L, members - 1L);
    List<SignatureKeyPair> signers = new ArrayList<>();
    List<KeyPackageBundle> keyPackages = new ArrayList<>();
    CommitBuilder builder = committer.group().commit();
    for (long leaf : leaves) {
      SignatureKeyPair signer = suite.generateSignatureKeyPair(committer.config().random());
      MlsIdentity identity = Client.identity(suite, "client-" + leaf, signer);
      signers.add(signer);
      keyPackages.add(KeyPackageBundle.generate(committer.config(), identity));
      builder.remove(new LeafIndex(leaf));
    }
    keyPackages.forEach(keyPackage -> builder.add(keyPackage.keyPackage()));
    List<Client> others = new ArrayList<>();
    try (PendingCommit commit = builder.build()) {
      for (int i = 0; i < leaves.size(); i++) {
        MlsIdentity identity = Client.identity(suite, "client-" + leaves.get(i), signers.get(i));
        Group joined =
            Group.join(
                committer.config(), identity, keyPackages.get(i), commit.welcome().orElseThrow());
        others.add(new Client(committer.config(), identity, signers.get(i), joined));
      }
      committer.group().merge(commit);
    }
    return new PreparedGroup(committer, others.get(0), others.get(others.size() - 1));
  }

  /** The three clients, each once. */
  private List<Client> clients() {
    return near.equals(far) ? List.of(committer, near) : List.of(committer, near, far);
  }

  private void commit(Client client) throws Exception {
    try (PendingCommit commit = client.group().commit().build()) {
      for (Client other : clients()) {
        if (!other.equals(client)) {
          other.follow(commit.message());
        }
      }
      client.group().merge(commit);
    }
  }

  private static void write(Path file, PreparedGroup group) throws IOException {
    TlsWriter out = new TlsWriter();
    out.uint8(FORMAT).uint8(group.clients().size());
    group.clients().forEach(client -> client.writeTo(out));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, out.toBytes().toByteArray());
  }

  private static PreparedGroup read(Path file, CipherSuite suite, GroupConfig config)
      throws IOException, DecodeException {
    try (Secret saved = Secret.takeOver(Files.readAllBytes(file))) {
      return TlsReader.decode(
          saved,
          in -> {
            if (in.uint8("format") != FORMAT) {
              throw in.fail("another format");
            }
            List<Client> clients = new ArrayList<>();
            for (int count = in.uint8("clients"); count > 0; count--) {
              clients.add(Client.readFrom(in, suite, config));
            }
            return new PreparedGroup(
                clients.get(0), clients.get(1), clients.get(clients.size() - 1));
          });
    }
  }
}
