package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.validation.GroupInfoValidator;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PathSecret;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.Welcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Welcome of somebody with bad intentions for one client, whether the commit adds it or not: like
 * {@link InsiderBuilder} it changes what it is told to, and signs and encrypts the rest to fit.
 */
final class InsiderWelcome {

  private final InsiderBuilder.Made made;
  private final TestClient signer;
  private final KeyPackage keyPackage;
  private final CipherSuite suite;
  private CipherSuiteId suiteId;
  private UnaryOperator<GroupInfoTBS> groupInfo = UnaryOperator.identity();
  private UnaryOperator<Bytes> signature = UnaryOperator.identity();
  private UnaryOperator<Bytes> sealed = UnaryOperator.identity();
  private UnaryOperator<HPKECiphertext> ciphertext = UnaryOperator.identity();
  private UnaryOperator<List<PreSharedKeyID>> psks = UnaryOperator.identity();

  private Function<Secret, Optional<Secret>> pathSecret = Optional::of;
  private @Nullable Secret addedPathSecret;

  InsiderWelcome(InsiderBuilder.Made made, TestClient signer, KeyPackage keyPackage) {
    this.made = made;
    this.signer = signer;
    this.keyPackage = keyPackage;
    this.suite = signer.identity.suite();
    this.suiteId = suite.id();
  }

  /** Says that it is of another suite. */
  InsiderWelcome suite(CipherSuiteId other) {
    suiteId = other;
    return this;
  }

  /** Another GroupInfo, before it is signed. */
  InsiderWelcome groupInfo(UnaryOperator<GroupInfoTBS> change) {
    groupInfo = change;
    return this;
  }

  InsiderWelcome signature(UnaryOperator<Bytes> change) {
    signature = change;
    return this;
  }

  /** Another encrypted GroupInfo, before the group secrets are bound to it. */
  InsiderWelcome sealed(UnaryOperator<Bytes> change) {
    sealed = change;
    return this;
  }

  /** Other encrypted group secrets. */
  InsiderWelcome ciphertext(UnaryOperator<HPKECiphertext> change) {
    ciphertext = change;
    return this;
  }

  /** Other PSKs in the group secrets than the commit mixes in. */
  InsiderWelcome psks(UnaryOperator<List<PreSharedKeyID>> change) {
    psks = change;
    return this;
  }

  /** Another path secret than that of the common ancestor, or none. */
  InsiderWelcome pathSecret(Function<Secret, Optional<Secret>> change) {
    pathSecret = change;
    return this;
  }

  /** A path secret where the commit has no path. */
  InsiderWelcome withPathSecret(Secret secret) {
    addedPathSecret = secret;
    return this;
  }

  /** The Welcome as an MLSMessage. */
  Bytes message() throws Exception {
    Bytes encryptedGroupInfo = sealed.apply(made.schedule().sealGroupInfo(signed()));
    Optional<PathSecret> sent =
        Optional.ofNullable(made.path())
            .flatMap(path -> pathSecret.apply(path.pathSecretFor(made.joiner(keyPackage))))
            .or(() -> Optional.ofNullable(addedPathSecret))
            .map(PathSecret::new);
    try (GroupSecrets secrets =
            new GroupSecrets(made.schedule().joinerSecret().copy(), sent, psks.apply(made.psks()));
        Secret encoded = secrets.encodeSecret()) {
      HPKECiphertext opening =
          suite.encryptWithLabel(
              suite.kemPublicKey(keyPackage.initKey()),
              Welcomes.LABEL,
              encryptedGroupInfo,
              encoded,
              signer.config.random());
      return new MLSMessage(
              ProtocolVersion.MLS10,
              new Welcome(
                  suiteId,
                  List.of(
                      new EncryptedGroupSecrets(
                          suite.keyPackageRef(keyPackage), ciphertext.apply(opening))),
                  encryptedGroupInfo))
          .encode();
    }
  }

  private GroupInfo signed() {
    GroupInfoTBS tbs =
        groupInfo.apply(
            new GroupInfoTBS(
                made.context(),
                List.of(new Extension(ExtensionType.RATCHET_TREE, made.tree().export().encode())),
                made.confirmationTag(),
                signer.leaf()));
    return sign(signer, tbs, signature);
  }

  /** The GroupInfo with a signature of {@code signer}'s. */
  static GroupInfo sign(TestClient signer, GroupInfoTBS tbs, UnaryOperator<Bytes> change) {
    return tbs.signed(
        change.apply(
            signer
                .identity
                .suite()
                .signWithLabel(
                    signer.identity.signer(), GroupInfoValidator.SIGNATURE_LABEL, tbs.encode())));
  }
}
