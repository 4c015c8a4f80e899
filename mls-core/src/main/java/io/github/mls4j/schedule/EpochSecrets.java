package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKEPublicKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * RFC 9420 §8: the secrets of one epoch, all derived from its {@code epoch_secret}, which is gone
 * by then. Accessors lend: nothing they return outlives {@link #close()}.
 */
public final class EpochSecrets implements AutoCloseable {

  /** The table of §8, in its order, and the init secret. */
  private enum Part {
    SENDER_DATA_SECRET("sender data"),
    ENCRYPTION_SECRET("encryption"),
    EXPORTER_SECRET("exporter"),
    EXTERNAL_SECRET("external"),
    CONFIRMATION_KEY("confirm"),
    MEMBERSHIP_KEY("membership"),
    RESUMPTION_PSK("resumption"),
    EPOCH_AUTHENTICATOR("authentication"),
    INIT_SECRET("init");

    private final String label;

    Part(String label) {
      this.label = label;
    }
  }

  private final CipherSuite suite;
  private final Map<Part, Secret> parts;
  private final InitSecret initSecret;

  private EpochSecrets(CipherSuite suite, Map<Part, Secret> parts) {
    this.suite = suite;
    this.parts = parts;
    this.initSecret = InitSecret.takeOver(part(Part.INIT_SECRET));
  }

  /** Takes {@code epochSecret} over and wipes it. */
  static EpochSecrets derive(CipherSuite suite, Secret epochSecret) {
    Map<Part, Secret> parts = new EnumMap<>(Part.class);
    try (epochSecret) {
      for (Part part : Part.values()) {
        parts.put(part, suite.deriveSecret(epochSecret, part.label));
      }
    }
    return new EpochSecrets(suite, parts);
  }

  /** Feeds the key schedule of the next epoch; wiped once that epoch has been entered (§9.2). */
  public InitSecret initSecret() {
    return initSecret;
  }

  /** Root of the secret tree; wiped once {@link #takeSecretTree} has been called. */
  public Secret encryptionSecret() {
    return part(Part.ENCRYPTION_SECRET);
  }

  /** Protects who sent a PrivateMessage (§6.3.2). */
  public Secret senderDataSecret() {
    return part(Part.SENDER_DATA_SECRET);
  }

  /** Source of all exported secrets (§8.5): see {@link #export}. */
  public Secret exporterSecret() {
    return part(Part.EXPORTER_SECRET);
  }

  /** Source of the group's external key pair: see {@link #externalKeyPair}. */
  public Secret externalSecret() {
    return part(Part.EXTERNAL_SECRET);
  }

  /** MAC key of the confirmation tag (§6.1). */
  public Secret confirmationKey() {
    return part(Part.CONFIRMATION_KEY);
  }

  /** MAC key of the membership tag (§6.2). */
  public Secret membershipKey() {
    return part(Part.MEMBERSHIP_KEY);
  }

  /** Proves membership in this epoch to a later one (§8.6). */
  public Secret resumptionPsk() {
    return part(Part.RESUMPTION_PSK);
  }

  /** §8.7: equal for all members that share this epoch; made to be shown and compared. */
  public Bytes epochAuthenticator() {
    return Bytes.wrap(part(Part.EPOCH_AUTHENTICATOR).reveal());
  }

  /** What the epoch's messages need; a copy that the caller owns and that may outlive the epoch. */
  public MessageSecrets messageSecrets() {
    return MessageSecrets.takeOver(senderDataSecret().copy(), membershipKey().copy());
  }

  /**
   * Moves the encryption secret into the epoch's secret tree, which deletes it when it is first
   * used.
   *
   * @param width leaves of the ratchet tree, blank ones included
   * @throws IllegalStateException if it has been taken before
   */
  public SecretTree takeSecretTree(long width, RatchetLimits limits) {
    Secret root = encryptionSecret().copy();
    encryptionSecret().close();
    return SecretTree.of(suite, root, width, limits);
  }

  /** The HPKE key pair of the whole group, by which an external commit gets in; to be closed. */
  public KemKeyPair externalKeyPair() {
    return suite.deriveKeyPair(externalSecret());
  }

  /** {@code external_pub}, for the GroupInfo. */
  public HPKEPublicKey externalPub() {
    try (KemKeyPair pair = externalKeyPair()) {
      return pair.publicKey().wire();
    }
  }

  /**
   * §8.3: the init secret that an external commit brings with its ExternalInit proposal. The caller
   * owns it.
   *
   * @throws RuleViolation if {@code kemOutput} is no KEM output for the group's external key
   */
  public InitSecret receiveExternalInit(Bytes kemOutput) throws RuleViolation {
    try (KemKeyPair pair = externalKeyPair()) {
      return InitSecret.takeOver(suite.receiveExternalInit(pair.privateKey(), kemOutput));
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.EXTERNAL_INIT_KEM_OUTPUT_VALID, "kem_output", e);
    }
  }

  /**
   * §8.5: MLS-Exporter. The caller owns the result.
   *
   * @param length in bytes
   * @throws IllegalArgumentException if {@code length} is negative or above what the KDF yields
   */
  public Secret export(String label, Bytes context, int length) {
    if (length < 0 || length > 255 * suite.hashLength()) {
      throw new IllegalArgumentException(
          "an exported secret has 0 to " + 255 * suite.hashLength() + " bytes, not " + length);
    }
    try (Secret derived = suite.deriveSecret(exporterSecret(), label)) {
      return suite.expandWithLabel(derived, "exported", suite.hash(context), length);
    }
  }

  /**
   * §6.1: the tag by which the Commit that starts this epoch proves that its sender is here too.
   */
  public Bytes confirmationTag(Bytes confirmedTranscriptHash) {
    return suite.mac(confirmationKey(), confirmedTranscriptHash);
  }

  /**
   * Checks, in constant time, the confirmation tag of a Commit or GroupInfo.
   *
   * @throws RuleViolation if it is not this epoch's
   */
  public void verifyConfirmationTag(Bytes confirmedTranscriptHash, Bytes confirmationTag)
      throws RuleViolation {
    if (!suite.verifyMac(confirmationKey(), confirmedTranscriptHash, confirmationTag)) {
      throw new RuleViolation(Rule.CONFIRMATION_TAG_VALID, "confirmation_tag");
    }
  }

  /** For the group's state: all secrets in order, empty where one has been wiped. */
  public void writeTo(TlsWriter out) {
    for (Part part : Part.values()) {
      Secret secret = part(part);
      if (secret.isClosed()) {
        out.opaque(Bytes.EMPTY);
      } else {
        out.secret(secret);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. The caller wipes the input. */
  public static EpochSecrets readFrom(CipherSuite suite, TlsReader in) throws DecodeException {
    Map<Part, Secret> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      // The one that may be gone, into the secret tree.
      boolean optional = part == Part.ENCRYPTION_SECRET;
      parts.put(
          part,
          optional
              ? StateSecrets.readOptional(in, part.label, suite.hashLength())
              : StateSecrets.read(in, part.label, suite.hashLength()));
    }
    return new EpochSecrets(suite, parts);
  }

  private Secret part(Part part) {
    return Objects.requireNonNull(parts.get(part));
  }

  @Override
  public void close() {
    parts.values().forEach(Secret::close);
  }

  @Override
  public String toString() {
    return "EpochSecrets[" + suite + "]";
  }
}
