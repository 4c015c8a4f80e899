package io.github.mls4j.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.bc.BcCurves;
import io.github.mls4j.crypto.hpke.DhGroup;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EncodedKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A JCA provider agrees as BouncyCastle does, or is not asked. */
class JcaGroupTest {

  private static final DhGroup OWN = BcCurves.group(KemAlgorithm.X25519);
  private static final byte[] KEY = filled(7);
  private static final Bytes POINT = OWN.publicKey(filled(9));

  private static final List<DestroyableKey> KEYS = new ArrayList<>();
  private static UnaryOperator<byte[]> answer = UnaryOperator.identity();

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @AfterEach
  void forget() {
    KEYS.clear();
    answer = UnaryOperator.identity();
  }

  /** Knows X25519, private keys in bare bytes only. */
  private static final class Foreign extends Provider {

    private static final long serialVersionUID = 1;

    Foreign() {
      super("Foreign", "1", "answers as it is told");
      put("KeyFactory.XDH", Keys.class.getName());
      put("KeyAgreement.XDH", Agreement.class.getName());
    }
  }

  private static DhGroup group() {
    return JcaGroup.of(KemAlgorithm.X25519, OWN, new Foreign());
  }

  @Test
  void itAgreesAndItsKeysAreWiped() {
    DhGroup group = group();
    int tried = KEYS.size();
    byte[] other = filled(3);
    answer = agreed -> other;
    assertThat(group.decode(POINT).agree(KEY)).isSameAs(other);
    assertThat(KEYS).hasSize(tried + 1).allMatch(DestroyableKey::isDestroyed);
    assertThat(group.publicKey(KEY)).isEqualTo(OWN.publicKey(KEY));
  }

  @Test
  void oneThatAgreesOnSomethingElseIsNotTaken() {
    answer = agreed -> filled(3);
    assertThat(group()).isSameAs(OWN);
  }

  @Test
  void oneThatFailsFromTheStartIsNotTaken() {
    answer = JcaGroupTest::failing;
    assertThat(group()).isSameAs(OWN);
    assertThat(KEYS).isNotEmpty().allMatch(DestroyableKey::isDestroyed);
  }

  @Test
  void whereItFailsLaterTheOtherGroupIsAsked() {
    byte[] expected = OWN.decode(POINT).agree(KEY);
    DhGroup group = group();
    answer = JcaGroupTest::failing;
    assertThat(group.decode(POINT).agree(KEY)).isEqualTo(expected);
    answer = agreed -> Arrays.copyOf(agreed, 31);
    assertThat(group.decode(POINT).agree(KEY)).isEqualTo(expected);
    assertThat(KEYS).allMatch(DestroyableKey::isDestroyed);
  }

  private static byte[] failing(byte[] agreed) {
    throw new ProviderException("no slot left");
  }

  /** Made by the JCA. */
  public static final class Keys extends KeyFactorySpi {

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) {
      byte[] encoded = ((EncodedKeySpec) spec).getEncoded();
      return new Point(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
      if (!(spec instanceof EncodedKeySpec bare) || !bare.getFormat().equals("raw")) {
        throw new InvalidKeySpecException("not raw");
      }
      DestroyableKey key = new DestroyableKey(bare.getEncoded());
      KEYS.add(key);
      return key;
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected Key engineTranslateKey(Key key) {
      throw new UnsupportedOperationException();
    }
  }

  private record Point(Bytes value) implements PublicKey {

    private static final long serialVersionUID = 1;

    Point(byte[] value) {
      this(Bytes.wrap(value));
    }

    @Override
    public String getAlgorithm() {
      return "XDH";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  /** Made by the JCA. */
  public static final class Agreement extends KeyAgreementSpi {

    private byte[] ours = {};
    private Bytes theirs = Bytes.EMPTY;

    @Override
    protected void engineInit(Key key, SecureRandom random) {
      ours = ((DestroyableKey) key).value();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected @Nullable Key engineDoPhase(Key key, boolean lastPhase) {
      theirs = ((Point) key).value();
      return null;
    }

    @Override
    protected byte[] engineGenerateSecret() {
      return answer.apply(OWN.decode(theirs).agree(ours));
    }

    @Override
    protected int engineGenerateSecret(byte[] secret, int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SecretKey engineGenerateSecret(String algorithm) {
      throw new UnsupportedOperationException();
    }
  }
}
