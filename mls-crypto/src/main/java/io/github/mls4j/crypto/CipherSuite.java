package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.RefusedInput.Reason;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.EncryptContext;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KDFLabel;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.RefHashInput;
import io.github.mls4j.wire.SignContent;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cipher suite with the provider that does its work: an immutable value, and the one door to
 * cryptography for all of MLS. The methods are the functions of RFC 9420 §5 and §8; those that take
 * a label add {@code "MLS 1.0 "} themselves.
 *
 * <p>Each {@link Secret} that is returned belongs to the caller, each that is passed in stays the
 * caller's. Keys of one suite are refused by all others with {@link IllegalArgumentException}.
 */
public final class CipherSuite {

  /** What every label starts with. */
  private static final String LABEL_PREFIX = "MLS 1.0 ";

  /** The length field of {@link KDFLabel} is a uint16. */
  private static final int MAX_KDF_LENGTH = 0xffff;

  private static final Bytes EXTERNAL_INIT = label("external init secret");

  private final CipherSuiteId id;
  private final CryptoProvider provider;
  private final SuiteAlgorithms algorithms;
  private final HashFunction hash;
  private final Hkdf kdf;
  private final Aead aead;
  private final Signatures signatures;
  private final Hpke hpke;

  private CipherSuite(CipherSuiteId id, CryptoProvider provider) {
    this.id = id;
    this.provider = provider;
    this.algorithms = SuiteAlgorithms.of(id);
    this.hash = provider.hash(algorithms.hash());
    this.kdf = new Hkdf(hash);
    this.aead = provider.aead(algorithms.aead());
    this.signatures = new Signatures(algorithms.signature(), provider);
    this.hpke = provider.hpke(algorithms.kem(), algorithms.hash(), algorithms.aead());
  }

  /**
   * The suite with the default provider.
   *
   * @throws IllegalArgumentException if it is none of the registered suites
   */
  public static CipherSuite of(CipherSuiteId id) {
    return of(id, CryptoProviders.defaultProvider());
  }

  /**
   * The suite with a provider of the caller's choice.
   *
   * @throws IllegalArgumentException if the provider has no such suite
   */
  public static CipherSuite of(CipherSuiteId id, CryptoProvider provider) {
    return new CipherSuite(id, provider);
  }

  /** Its code point. */
  public CipherSuiteId id() {
    return id;
  }

  /** Whose implementations it uses. */
  public CryptoProvider provider() {
    return provider;
  }

  /** {@code KDF.Nh}: the length of hashes, MACs and most secrets, in bytes. */
  public int hashLength() {
    return algorithms.hash().length();
  }

  /** {@code AEAD.Nk} in bytes. */
  public int aeadKeyLength() {
    return algorithms.aead().keyLength();
  }

  /** {@code AEAD.Nn} in bytes. */
  public int aeadNonceLength() {
    return AeadAlgorithm.NONCE_LENGTH;
  }

  // Hash and MAC

  /** {@code Hash}. */
  public Bytes hash(Bytes input) {
    return Bytes.wrap(digest(input));
  }

  /** {@code Hash}, for who keeps very many of them. */
  public byte[] digest(Bytes input) {
    return hash.digest(input);
  }

  /** {@code MAC}: HMAC with the suite's hash. */
  public Bytes mac(Secret key, Bytes data) {
    byte[] bytes = data.toByteArray();
    return key.use(k -> Bytes.wrap(hash.hmac(k, bytes)));
  }

  /** Whether {@code tag} is the MAC of the data: of full length, and compared in constant time. */
  public boolean verifyMac(Secret key, Bytes data, Bytes tag) {
    return mac(key, data).equalsConstantTime(tag);
  }

  /** {@code RefHash}; here the label is the whole one, as in the RFC. */
  public Bytes refHash(String label, Bytes value) {
    return hash(new RefHashInput(Bytes.ofUtf8(label), value).encode());
  }

  /** {@code MakeKeyPackageRef}; {@code this} is the suite of the key package. */
  public KeyPackageRef keyPackageRef(KeyPackage keyPackage) {
    return new KeyPackageRef(refHash(LABEL_PREFIX + "KeyPackage Reference", keyPackage.encode()));
  }

  /** {@code MakeProposalRef}. */
  public ProposalRef proposalRef(AuthenticatedContent content) {
    return new ProposalRef(refHash(LABEL_PREFIX + "Proposal Reference", content.encode()));
  }

  // Key derivation

  /** {@code KDF.Extract}. */
  public Secret extract(Secret salt, Secret inputKeyingMaterial) {
    return salt.use(s -> inputKeyingMaterial.use(ikm -> Secret.takeOver(kdf.extract(s, ikm))));
  }

  /**
   * {@code ExpandWithLabel} (RFC 9420 §8).
   *
   * @throws IllegalArgumentException if {@code length} is not from 0 to the lesser of 65535 and 255
   *     hash lengths
   */
  public Secret expandWithLabel(Secret secret, String label, Bytes context, int length) {
    if (length < 0 || length > Math.min(MAX_KDF_LENGTH, kdf.maxLength())) {
      throw new IllegalArgumentException("no secret of " + length + " bytes can be derived");
    }
    byte[] info = new KDFLabel(length, label(label), context).encode().toByteArray();
    return secret.use(prk -> Secret.takeOver(kdf.expand(prk, info, length)));
  }

  /** {@code DeriveSecret} (RFC 9420 §8). */
  public Secret deriveSecret(Secret secret, String label) {
    return expandWithLabel(secret, label, Bytes.EMPTY, hashLength());
  }

  /** {@code DeriveTreeSecret} (RFC 9420 §9); the generation is a uint32. */
  public Secret deriveTreeSecret(Secret secret, String label, long generation, int length) {
    return expandWithLabel(
        secret, label, new TlsWriter(Integer.BYTES).uint32(generation).takeBytes(), length);
  }

  // Signatures

  /** A fresh signature key pair. */
  public SignatureKeyPair generateSignatureKeyPair(SecureRandom random) {
    return signatures.generate(random);
  }

  /**
   * A signer with a private key that was made elsewhere, in the encoding of {@link
   * SignatureKeyPair#serializePrivateKey}.
   *
   * @throws IllegalArgumentException if it is no private key of the suite, or not that of {@code
   *     publicKey}
   */
  public SignatureKeyPair signer(Secret privateKey, SignaturePublicKey publicKey) {
    return signatures.privateKey(privateKey, publicKey);
  }

  /** Decodes a signature public key for any number of verifications. */
  public VerifyingKey verifyingKey(SignaturePublicKey key) throws RefusedInput {
    return signatures.publicKey(key);
  }

  /**
   * A key that {@link #verifyingKey} has taken before, and that comes back from where it was
   * stored. Whether there is such a point on the curve, which takes long to see, is left until a
   * signature is verified: with a key that is none, no signature is.
   *
   * @throws RefusedInput as {@link #verifyingKey}, but not {@link Reason#NOT_ON_CURVE} of EdDSA
   *     keys
   */
  public VerifyingKey storedVerifyingKey(SignaturePublicKey key) throws RefusedInput {
    return signatures.storedPublicKey(key);
  }

  /** {@code SignWithLabel} (RFC 9420 §5.1.2). */
  public Bytes signWithLabel(Signer signer, String label, Bytes content) {
    return signWithLabel(signer, label, (WireStruct) out -> out.fixed(content));
  }

  /** As {@link #signWithLabel(Signer, String, Bytes)}, of a struct's encoding. */
  public Bytes signWithLabel(Signer signer, String label, WireStruct content) {
    return signer.sign(signContent(label, content));
  }

  /** {@code VerifyWithLabel}; false also for whatever is not even formed like a signature. */
  public boolean verifyWithLabel(VerifyingKey key, String label, Bytes content, Bytes signature) {
    return verifyWithLabel(key, label, (WireStruct) out -> out.fixed(content), signature);
  }

  /** As {@link #verifyWithLabel(VerifyingKey, String, Bytes, Bytes)}, of a struct's encoding. */
  public boolean verifyWithLabel(
      VerifyingKey key, String label, WireStruct content, Bytes signature) {
    return signatures.verify(key, signContent(label, content), signature);
  }

  /** The encoding of {@link SignContent}, without one of its content alone: that may be long. */
  private static Bytes signContent(String label, WireStruct content) {
    Bytes prefixed = label(label);
    int size = TlsWriter.sizeOf(content);
    int room = TlsWriter.vectorSize(prefixed.size()) + TlsWriter.vectorSize(size);
    return new TlsWriter(room).opaque(prefixed).vectorLength(size).put(content).takeBytes();
  }

  // Public key encryption

  /** {@code GenerateKeyPair} (RFC 9180 §4). */
  public KemKeyPair generateKemKeyPair(SecureRandom random) {
    return new KemKeyPair(new KemPrivateKey(this, hpke.generateKeyPair(random)));
  }

  /** {@code KEM.DeriveKeyPair} (RFC 9180 §7.1.3). */
  public KemKeyPair deriveKeyPair(Secret inputKeyingMaterial) {
    return new KemKeyPair(
        inputKeyingMaterial.use(ikm -> new KemPrivateKey(this, hpke.deriveKeyPair(ikm))));
  }

  /** Decodes and validates an HPKE public key for any number of encryptions. */
  public KemPublicKey kemPublicKey(HPKEPublicKey key) throws RefusedInput {
    hpke.publicKey(key.value());
    return new KemPublicKey(this, key.value());
  }

  /** Decodes a key again that has been validated before. */
  Hpke.PublicKey decoded(Bytes kemPublicKey) {
    try {
      return hpke.publicKey(kemPublicKey);
    } catch (RefusedInput e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code DeserializePrivateKey}. */
  public KemPrivateKey kemPrivateKey(Secret serialized) throws RefusedInput {
    byte[] bytes = serialized.reveal();
    try {
      return new KemPrivateKey(this, hpke.privateKey(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  KemPrivateKey copyOf(KemPrivateKey key) {
    try (Secret serialized = key.serialize()) {
      return kemPrivateKey(serialized);
    } catch (RefusedInput e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encrypts to many recipients under one label and context. */
  public LabeledSealer sealer(String label, Bytes context, SecureRandom random) {
    return new LabeledSealer(this, hpke.sealer(encryptContext(label, context)), random);
  }

  /** {@code EncryptWithLabel} (RFC 9420 §5.1.3). */
  public HPKECiphertext encryptWithLabel(
      KemPublicKey key, String label, Bytes context, Secret plaintext, SecureRandom random) {
    return sealer(label, context, random).seal(key, plaintext);
  }

  /** {@code DecryptWithLabel} (RFC 9420 §5.1.3). */
  public Secret decryptWithLabel(
      KemPrivateKey key, String label, Bytes context, HPKECiphertext ciphertext)
      throws RefusedInput {
    return Secret.takeOver(
        hpke.open(key.decodedFor(this), encryptContext(label, context), ciphertext));
  }

  /** The joiner's side of external initialization (RFC 9420 §8.3). */
  public ExternalInitSecret sendExternalInit(KemPublicKey externalPub, SecureRandom random) {
    Hpke.Exported exported =
        hpke.sendExport(
            externalPub.decodedFor(this), Bytes.EMPTY, EXTERNAL_INIT, hashLength(), random);
    return new ExternalInitSecret(exported.kemOutput(), Secret.takeOver(exported.secret()));
  }

  /** The group's side of external initialization (RFC 9420 §8.3): the {@code init_secret}. */
  public Secret receiveExternalInit(KemPrivateKey externalPriv, Bytes kemOutput)
      throws RefusedInput {
    return Secret.takeOver(
        hpke.receiveExport(
            externalPriv.decodedFor(this), Bytes.EMPTY, kemOutput, EXTERNAL_INIT, hashLength()));
  }

  // AEAD

  /**
   * {@code AEAD.Seal}: the ciphertext with the tag at its end.
   *
   * @throws IllegalArgumentException if key or nonce are not of the AEAD's length
   */
  public Bytes seal(Secret key, Bytes nonce, Bytes aad, Bytes plaintext) {
    requireLengths(key, nonce);
    byte[] bytes = plaintext.toByteArray();
    byte[] iv = nonce.toByteArray();
    try {
      return key.use(k -> aead.seal(k, iv, aad, bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(iv, (byte) 0);
    }
  }

  /**
   * {@code AEAD.Open}.
   *
   * @throws IllegalArgumentException if key or nonce are not of the AEAD's length
   */
  public Secret open(Secret key, Bytes nonce, Bytes aad, Bytes ciphertext) throws RefusedInput {
    requireLengths(key, nonce);
    byte[] iv = nonce.toByteArray();
    byte @Nullable [] plaintext = key.use(k -> aead.open(k, iv, aad, ciphertext));
    Arrays.fill(iv, (byte) 0);
    if (plaintext == null) {
      throw new RefusedInput(Reason.AUTHENTICATION, "ciphertext that does not authenticate");
    }
    return Secret.takeOver(plaintext);
  }

  private void requireLengths(Secret key, Bytes nonce) {
    if (key.size() != aeadKeyLength() || nonce.size() != aeadNonceLength()) {
      throw new IllegalArgumentException(
          "AEAD key of " + key.size() + " and nonce of " + nonce.size() + " bytes");
    }
  }

  void requireSame(CipherSuite other, String what) {
    if (!equals(other)) {
      throw new IllegalArgumentException(what + " of " + other + ", used with " + this);
    }
  }

  private static Bytes label(String label) {
    return Bytes.ofUtf8(LABEL_PREFIX + label);
  }

  private static Bytes encryptContext(String label, Bytes context) {
    return new EncryptContext(label(label), context).encode();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof CipherSuite s && id.equals(s.id) && provider.equals(s.provider);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, provider);
  }

  /** The RFC's name of the suite, and the provider's. */
  @Override
  public String toString() {
    return id + " (" + provider.name() + ")";
  }
}
