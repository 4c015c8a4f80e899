package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** Decoding and encoding, beside a hash of the same bytes, which most structs are put through. */
public class CodecBenchmark extends PairedBenchmark {

  private static final int TIMES = 16;

  /** What is decoded and encoded. */
  public enum Struct {
    KEY_PACKAGE,
    COMMIT,
    RATCHET_TREE
  }

  /** Of the group that the commit and the tree are of. */
  @Param("1000")
  public int members;

  @Param
  @SuppressWarnings("NullAway.Init")
  public Struct struct;

  private final CipherSuite suite =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  @SuppressWarnings("NullAway.Init")
  private WireStruct decoded;

  @SuppressWarnings("NullAway.Init")
  private TlsReader.Decoder<? extends WireStruct> decoder;

  @SuppressWarnings("NullAway.Init")
  private Bytes encoded;

  @Setup
  public void make() throws Exception {
    GroupConfig config = Client.settings().encryptHandshake(false).build();
    switch (struct) {
      case KEY_PACKAGE -> {
        decoder = KeyPackage::readFrom;
        encoded = Joiner.generate(suite, config).keyPackage().keyPackage().encode();
      }
      case COMMIT -> {
        decoder = Commit::readFrom;
        try (PendingCommit commit = group(config).committer().group().commit().build()) {
          MLSMessage message = TlsReader.decode(commit.message(), MLSMessage::readFrom);
          PublicMessage publicMessage = (PublicMessage) message.body();
          encoded = ((Content.OfCommit) publicMessage.content().content()).commit().encode();
        }
      }
      case RATCHET_TREE -> {
        decoder = RatchetTreeExtension::readFrom;
        encoded = group(config).committer().group().ratchetTree();
      }
    }
    decoded = TlsReader.decode(encoded, decoder);
  }

  private PreparedGroup group(GroupConfig config) throws Exception {
    return PreparedGroup.load(suite, members, TreeShape.FULL, config);
  }

  private void measure(PairedTime time, Blackhole sink, Callable<?> operation) throws Exception {
    time.measure(
        TIMES, () -> sink.consume(operation.call()), () -> sink.consume(suite.hash(encoded)));
  }

  @Benchmark
  public void decode(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, () -> TlsReader.decode(encoded, decoder));
  }

  @Benchmark
  public void encode(PairedTime time, Blackhole sink) throws Exception {
    measure(time, sink, () -> decoded.encode());
  }
}
