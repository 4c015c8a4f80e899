package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import java.security.SecureRandom;

/**
 * RFC 9420 §8: one run of the key schedule, from the secrets of the past to those of a new epoch.
 *
 * <p>An object is the middle of the figure: it has taken in the joiner secret and the PSKs, and not
 * yet the epoch's context. Members get there by {@link #next}, those who join with a Welcome by
 * {@link #join}. From here come the welcome key, which a joiner needs to learn the context, and
 * then the epoch's secrets. It is closed as soon as the epoch is derived (§9.2).
 */
public final class KeySchedule implements AutoCloseable {

  private final CipherSuite suite;
  private final Secret joinerSecret;

  /** KDF.Extract of the joiner secret and the PSK secret; the RFC leaves it without a name. */
  private final Secret memberSecret;

  private KeySchedule(CipherSuite suite, Secret joinerSecret, PskSecret psks) {
    this.suite = suite;
    this.joinerSecret = joinerSecret;
    this.memberSecret = suite.extract(joinerSecret, psks.secret());
  }

  /**
   * From one epoch to the next. The inputs are lent and stay as they are.
   *
   * @param initSecret of the epoch that ends, or the one that an external commit brings (§8.3)
   * @param commitSecret of the Commit's path, or zeros if it has none (§12.4.2)
   * @param context of the new epoch
   */
  public static KeySchedule next(
      CipherSuite suite,
      InitSecret initSecret,
      Secret commitSecret,
      PskSecret psks,
      GroupContext context) {
    try (Secret extracted = suite.extract(initSecret.secret(), commitSecret)) {
      Secret joinerSecret =
          suite.expandWithLabel(extracted, "joiner", context.encode(), suite.hashLength());
      return new KeySchedule(suite, joinerSecret, psks);
    }
  }

  /** From the {@code joiner_secret} of a Welcome (§12.4.3.1), which is lent. */
  public static KeySchedule join(CipherSuite suite, Secret joinerSecret, PskSecret psks) {
    return new KeySchedule(suite, joinerSecret.copy(), psks);
  }

  /** §11: epoch 0 of a group that is being created starts from a random {@code epoch_secret}. */
  public static EpochSecrets firstEpoch(CipherSuite suite, SecureRandom random) {
    return EpochSecrets.derive(suite, Secret.random(random, suite.hashLength()));
  }

  /** What a Welcome carries to new members ({@code GroupSecrets.joiner_secret}), lent. */
  public Secret joinerSecret() {
    return joinerSecret;
  }

  /** {@code welcome_secret}: the caller owns it. */
  public Secret welcomeSecret() {
    return suite.deriveSecret(memberSecret, "welcome");
  }

  /** §12.4.3.1: {@code Welcome.encrypted_group_info}. */
  public Bytes sealGroupInfo(GroupInfo groupInfo) {
    try (Secret welcomeSecret = welcomeSecret();
        Secret key = welcomeKey(welcomeSecret)) {
      return suite.seal(key, welcomeNonce(welcomeSecret), Bytes.EMPTY, groupInfo.encode());
    }
  }

  /**
   * §12.4.3.1: opens {@code Welcome.encrypted_group_info}. Nothing in it is verified yet.
   *
   * @throws RuleViolation if it was not sealed with this welcome key
   * @throws DecodeException if what was sealed is no GroupInfo
   */
  public GroupInfo openGroupInfo(Bytes encryptedGroupInfo) throws RuleViolation, DecodeException {
    byte[] opened;
    try (Secret welcomeSecret = welcomeSecret();
        Secret key = welcomeKey(welcomeSecret);
        Secret plaintext =
            suite.open(key, welcomeNonce(welcomeSecret), Bytes.EMPTY, encryptedGroupInfo)) {
      opened = plaintext.reveal();
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.WELCOME_GROUP_INFO_OPENS, "encrypted_group_info", e);
    }
    return TlsReader.decode(Bytes.wrap(opened), GroupInfo::readFrom);
  }

  /** The secrets of the epoch that {@code context} describes. */
  public EpochSecrets epoch(GroupContext context) {
    return EpochSecrets.derive(
        suite, suite.expandWithLabel(memberSecret, "epoch", context.encode(), suite.hashLength()));
  }

  private Secret welcomeKey(Secret welcomeSecret) {
    return suite.expandWithLabel(welcomeSecret, "key", Bytes.EMPTY, suite.aeadKeyLength());
  }

  /** Seals one message only, and is known to all who may read it: not kept secret in memory. */
  private Bytes welcomeNonce(Secret welcomeSecret) {
    try (Secret nonce =
        suite.expandWithLabel(welcomeSecret, "nonce", Bytes.EMPTY, suite.aeadNonceLength())) {
      return Bytes.wrap(nonce.reveal());
    }
  }

  /** Wipes the joiner secret and what was derived from it. */
  @Override
  public void close() {
    joinerSecret.close();
    memberSecret.close();
  }

  @Override
  public String toString() {
    return "KeySchedule[" + suite + "]";
  }
}
