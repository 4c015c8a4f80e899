package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.rules.Place;
import io.github.mls4j.validation.KeyPackageValidator;
import io.github.mls4j.validation.Occasion;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.KeyPackage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Key packages, made by their client and checked by whoever is about to add it. */
public class KeyPackageBenchmark extends PairedBenchmark {

  private static final int TIMES = 8;

  private final CipherSuite suite =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
  private final GroupConfig config = Client.settings().build();

  @SuppressWarnings("NullAway.Init")
  private Joiner client;

  @Setup
  public void generate() {
    client = Joiner.generate(suite, config);
  }

  @Benchmark
  public void generateKeyPackage(PairedTime time) throws Exception {
    Floor floor = once(() -> new Floors(suite).generateKeyPackage());
    time.measure(TIMES, () -> KeyPackageBundle.generate(config, client.identity()).close(), floor);
  }

  /** From its bytes. */
  @Benchmark
  public void validateKeyPackage(PairedTime time) throws Exception {
    Bytes encoded = client.keyPackage().keyPackage().encode();
    KeyPackageValidator validator = new KeyPackageValidator(suite, config.validation());
    Floor floor = once(() -> new Floors(suite).validateKeyPackage());
    time.measure(
        TIMES,
        () ->
            validator.validate(
                TlsReader.decode(encoded, KeyPackage::readFrom),
                Occasion.SENDING,
                Place.of("key_package")),
        floor);
  }
}
