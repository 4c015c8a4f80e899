package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureScheme;
import io.github.mls4j.crypto.bc.BcCurves;
import io.github.mls4j.crypto.hpke.BaseHpke;
import io.github.mls4j.crypto.hpke.DhGroup;
import io.github.mls4j.crypto.hpke.DhKem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * A provider that does what another one does and notes all secrets that go in and out: what HKDF
 * derives, by its label, the keys of AEADs, and the private keys and agreements of HPKE.
 */
final class RecordingProvider implements CryptoProvider {

  /** With these HMAC makes a tag, which is public, and no secret. */
  private static final Set<String> MAC_KEYS = Set.of("confirm", "membership");

  private final CryptoProvider real;
  private final SecretRecorder recorder;

  RecordingProvider(CryptoProvider real, SecretRecorder recorder) {
    this.real = real;
    this.recorder = recorder;
  }

  @Override
  public String name() {
    return "recorded " + real.name();
  }

  @Override
  public HashFunction hash(HashAlgorithm algorithm) {
    return new Hash(real.hash(algorithm));
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return new RecordingAead(real.aead(algorithm));
  }

  /** Signature keys are the application's. */
  @Override
  public SignatureScheme signature(SignatureAlgorithm algorithm) {
    return real.signature(algorithm);
  }

  @Override
  public Hpke hpke(KemAlgorithm kem, HashAlgorithm kdf, AeadAlgorithm aead) {
    return new BaseHpke(
        new DhKem(kem, new Group(BcCurves.group(kem)), hash(kem.hash())), hash(kdf), aead(aead));
  }

  private final class Hash implements HashFunction {
    private final HashFunction real;

    Hash(HashFunction real) {
      this.real = real;
    }

    @Override
    public HashAlgorithm algorithm() {
      return real.algorithm();
    }

    @Override
    public byte[] digest(Bytes input) {
      return real.digest(input);
    }

    @Override
    public byte[] hmac(byte[] key, byte[]... message) {
      recorder.note("key of HMAC", key);
      byte[] out = real.hmac(key, message);
      if (message.length == 3 && message[2].length == 1) {
        noteExpanded(message[1], out);
      } else if (message.length == 4) {
        // LabeledExtract: HPKE-v1, the suite, the label, the input.
        String label = new String(message[2], StandardCharsets.US_ASCII);
        if (!label.endsWith("_hash")) {
          recorder.note("hpke input of " + label, message[3]);
          recorder.note("hpke " + label, out);
        }
      } else if (!MAC_KEYS.contains(recorder.label(key))) {
        recorder.note("extract", out);
      }
      return out;
    }

    /** {@code info} is a KDFLabel, or HPKE's counterpart to it. */
    private void noteExpanded(byte[] info, byte[] out) {
      int length = ByteBuffer.wrap(info).getShort() & 0xffff;
      byte[] derived = Arrays.copyOf(out, Math.min(out.length, length));
      recorder.note(label(info), derived);
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static String label(byte[] info) {
    String text = new String(info, StandardCharsets.ISO_8859_1);
    if (text.startsWith("HPKE-v1", 2)) {
      // After the length, HPKE-v1 and the suite_id of a KEM.
      boolean key = text.startsWith("sk", 14) || text.startsWith("candidate", 14);
      return key ? "private key" : "hpke";
    }
    try {
      return TlsReader.decode(
          Bytes.copyOf(info),
          in -> {
            in.uint16("length");
            byte[] label = in.opaque("label").toByteArray();
            Bytes context = in.opaque("context");
            return named(
                new String(label, StandardCharsets.US_ASCII).substring("MLS 1.0 ".length()),
                context);
          });
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  /** Some labels stand for more than one thing: their context tells which. */
  private static String named(String label, Bytes context) {
    return switch (label) {
      case "tree" -> "tree " + new String(context.toByteArray(), StandardCharsets.US_ASCII);
      case "key", "nonce", "secret" ->
          context.size() == Integer.BYTES
              ? label + " " + context.asByteBuffer().getInt()
              : (context.size() == 0 ? "welcome " : "sender data ") + label;
      default -> label;
    };
  }

  private final class RecordingAead implements Aead {
    private final Aead real;

    RecordingAead(Aead real) {
      this.real = real;
    }

    @Override
    public AeadAlgorithm algorithm() {
      return real.algorithm();
    }

    @Override
    public Bytes seal(byte[] key, byte[] nonce, Bytes aad, byte[] plaintext) {
      recorder.note("key of AEAD", key);
      recorder.note("nonce of AEAD", nonce);
      return real.seal(key, nonce, aad, plaintext);
    }

    @Override
    public byte[] open(byte[] key, byte[] nonce, Bytes aad, Bytes ciphertext) {
      recorder.note("key of AEAD", key);
      recorder.note("nonce of AEAD", nonce);
      return real.open(key, nonce, aad, ciphertext);
    }
  }

  private final class Group implements DhGroup {
    private final DhGroup real;

    Group(DhGroup real) {
      this.real = real;
    }

    @Override
    public Bytes publicKey(byte[] privateKey) {
      recorder.note("private key", privateKey);
      return real.publicKey(privateKey);
    }

    @Override
    public Point decode(Bytes publicKey) {
      Point point = real.decode(publicKey);
      return privateKey -> {
        byte[] agreed = point.agree(privateKey);
        recorder.note("agreement", agreed);
        return agreed;
      };
    }
  }
}
