package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.group.Received;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.PskStore;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The client that a vector describes by its key package and private keys, before it has joined. It
 * believes any credential, since those of vectors are made up.
 */
public final class PassiveClient implements RefusalRun.Client {

  /** What the formats say of the client. */
  record Keys(Bytes keyPackage, Bytes signaturePriv, Bytes encryptionPriv, Bytes initPriv) {}

  private final GroupConfig config;
  private final MlsIdentity identity;
  private final KeyPackageBundle bundle;
  private final Keys keys;

  /**
   * The client of a published case.
   *
   * @param suite the case's
   * @throws VectorFailure if its keys are none, or do not belong to its key package
   */
  public static PassiveClient of(CipherSuite suite, PassiveClientVector vector)
      throws VectorFailure {
    return of(suite, vector, new AnyCredential());
  }

  /** As {@link #of(CipherSuite, PassiveClientVector)}, but it does not believe everything. */
  static PassiveClient of(
      CipherSuite suite, PassiveClientVector vector, AuthenticationService authentication)
      throws VectorFailure {
    Keys keys =
        new Keys(
            vector.keyPackage(),
            vector.signaturePriv(),
            vector.encryptionPriv(),
            vector.initPriv());
    Expect.equal("key_package.cipher_suite", suite.id(), vector.decodedKeyPackage().cipherSuite());
    try {
      return new PassiveClient(suite, keys, vector.externalPsks(), null, authentication);
    } catch (VectorFailure e) {
      throw e;
    } catch (Exception e) {
      throw new VectorFailure("keys", String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * @param now the client's clock in seconds since 1970; null if lifetimes are not to be checked,
   *     since the leaves of the vector are good for ever or were so long ago
   * @throws VectorFailure if the keys do not belong to the key package
   */
  PassiveClient(CipherSuite suite, Keys keys, List<ExternalPsk> psks, @Nullable Long now)
      throws Exception {
    this(suite, keys, psks, now, new AnyCredential());
  }

  private PassiveClient(
      CipherSuite suite,
      Keys keys,
      List<ExternalPsk> psks,
      @Nullable Long now,
      AuthenticationService authentication)
      throws Exception {
    KeyPackage ours = decode(keys.keyPackage);
    verifyKemKey(suite, "init_priv", keys.initPriv, ours.initKey());
    verifyKemKey(suite, "encryption_priv", keys.encryptionPriv, ours.leafNode().encryptionKey());
    this.keys = keys;
    this.config = config(ours.leafNode().capabilities(), psks, now, authentication);
    this.bundle =
        KeyPackageBundle.of(
            ours,
            Decode.privateKey(suite.id(), keys.initPriv),
            Decode.privateKey(suite.id(), keys.encryptionPriv));
    try (Secret serialized = Decode.privateKey(suite.id(), keys.signaturePriv)) {
      Signer signer = suite.signer(serialized, ours.leafNode().signatureKey());
      this.identity = new MlsIdentity(suite, ours.leafNode().credential(), signer);
    }
  }

  /**
   * Joins for good.
   *
   * @param ratchetTree beside the Welcome; null if it is inside
   */
  public Group enter(Bytes welcome, @Nullable Bytes ratchetTree)
      throws DecodeException, RuleViolation, MissingInput {
    return ratchetTree == null
        ? Group.join(config, identity, bundle, welcome)
        : Group.joinByWelcome(config, identity, welcome)
            .keyPackage(bundle)
            .ratchetTree(ratchetTree)
            .join();
  }

  public KeyPackage keyPackage() {
    return bundle.keyPackage();
  }

  /** What opens the group secrets of a Welcome; the caller closes it. */
  public Secret initKey() {
    return Decode.privateKey(identity.suite().id(), keys.initPriv);
  }

  /** The external PSKs that it has. */
  public PskStore psks() {
    return config.psks();
  }

  @Override
  public RefusalRun.Member join(Bytes welcome, @Nullable Bytes ratchetTree)
      throws DecodeException, RuleViolation, MissingInput {
    return new Joined(enter(welcome, ratchetTree));
  }

  @Override
  public Secret savedKeyPackage() {
    return bundle.save();
  }

  /** The format says KeyPackage; the published files have it in an MLSMessage. */
  static KeyPackage decode(Bytes keyPackage) throws VectorFailure {
    try {
      return TlsReader.decode(keyPackage, KeyPackage::readFrom);
    } catch (DecodeException notBare) {
      return Decode.message("key_package", keyPackage, KeyPackage.class);
    }
  }

  private static void verifyKemKey(
      CipherSuite suite, String field, Bytes encoded, HPKEPublicKey expected) throws Exception {
    try (Secret serialized = Decode.privateKey(suite.id(), encoded);
        KemPrivateKey key = suite.kemPrivateKey(serialized)) {
      Expect.equal(field + " (its public key)", expected, key.publicKey().wire());
    }
  }

  /** It supports what its key package says, as far as that can be said by a list. */
  private static GroupConfig config(
      Capabilities capabilities,
      List<ExternalPsk> psks,
      @Nullable Long now,
      AuthenticationService authentication) {
    Map<Bytes, Bytes> known =
        psks.stream().collect(Collectors.toMap(ExternalPsk::pskId, ExternalPsk::psk));
    PskStore store =
        id -> {
          Bytes psk = known.get(id);
          return psk == null ? null : Secret.copyOf(psk);
        };
    ValidationPolicy policy =
        now == null
            ? new ValidationPolicy(
                authentication, InstantSource.system(), false, ValidationPolicy.UNBOUNDED_LIFETIME)
            : new ValidationPolicy(
                authentication,
                InstantSource.fixed(Instant.ofEpochSecond(now)),
                true,
                ValidationPolicy.DEFAULT_MAX_LIFETIME);
    return GroupConfig.builder(policy.authentication())
        .validation(policy)
        .psks(store)
        .extensions(
            capabilities.extensions().stream()
                .filter(type -> !type.isDefault() && !type.isGrease())
                .distinct()
                .map(type -> CustomExtension.ofBytes(type, CustomExtension.ANYWHERE))
                .toList())
        .build();
  }

  @Override
  public void close() {
    bundle.close();
    identity.signer().close();
  }

  private record Joined(Group group) implements RefusalRun.Member {

    @Override
    public Received receive(Bytes message) throws DecodeException, RuleViolation, MissingInput {
      return group.receive(message);
    }

    @Override
    public void merge(StagedCommit commit) {
      group.merge(commit);
    }

    @Override
    public Bytes epochAuthenticator() {
      return group.epochAuthenticator();
    }

    @Override
    public Secret save() {
      return group.save();
    }

    @Override
    public void close() {
      group.close();
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
