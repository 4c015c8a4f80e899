package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What comes of damaged messages: a {@link DecodeException}, or a value that encodes to the very
 * bytes it came from; at the cost of a small multiple of the input's size.
 *
 * <p>{@code -Dmls.fuzz.mutations} and {@code -Dmls.fuzz.seed} make a longer or another run.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MessagesFuzzTest {

  private static final int MUTATIONS = Integer.getInteger("mls.fuzz.mutations", 100_000);
  private static final long SEED = Long.getLong("mls.fuzz.seed", 9420L);

  /** Of 100 or so cases of the published file; the others differ in random bytes only. */
  private static final int CASES_DAMAGED_EVERYWHERE = 1;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What decoding costs at most for each byte of the input, and in any case. */
  private static final long MULTIPLE = 64;

  private static final long FIXED = 64 << 10;

  /** A message together with how it is read. */
  private record Sample(String name, Bytes bytes, TlsReader.Decoder<?> decoder) {

    Sample with(Bytes mutant) {
      return new Sample(name, mutant, decoder);
    }
  }

  private static final List<List<Sample>> CASES = new ArrayList<>();
  private static final List<Bytes> ALL = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    for (VectorFile file : Published.files()) {
      if (file.kind() == VectorKind.MESSAGES) {
        for (int i = 0; i < file.size(); i++) {
          CASES.add(samples((MessagesVector) file.read(i)));
        }
      }
    }
    CASES.forEach(samples -> samples.forEach(sample -> ALL.add(sample.bytes())));
    for (Sample sample : CASES.get(0)) {
      assertThat(decodes(sample)).as(sample.name()).isTrue();
    }
  }

  private static List<Sample> samples(MessagesVector v) {
    return List.of(
        message("mls_welcome", v.mlsWelcome()),
        message("mls_group_info", v.mlsGroupInfo()),
        message("mls_key_package", v.mlsKeyPackage()),
        new Sample("ratchet_tree", v.ratchetTree(), RatchetTreeExtension::readFrom),
        new Sample("group_secrets", v.groupSecrets(), GroupSecrets::readFrom),
        proposal(ProposalType.ADD, v.addProposal()),
        proposal(ProposalType.UPDATE, v.updateProposal()),
        proposal(ProposalType.REMOVE, v.removeProposal()),
        proposal(ProposalType.PSK, v.preSharedKeyProposal()),
        proposal(ProposalType.REINIT, v.reInitProposal()),
        proposal(ProposalType.EXTERNAL_INIT, v.externalInitProposal()),
        proposal(ProposalType.GROUP_CONTEXT_EXTENSIONS, v.groupContextExtensionsProposal()),
        new Sample("commit", v.commit(), Commit::readFrom),
        message("public_message_application", v.publicMessageApplication()),
        message("public_message_proposal", v.publicMessageProposal()),
        message("public_message_commit", v.publicMessageCommit()),
        message("private_message", v.privateMessage()));
  }

  private static Sample message(String name, Bytes bytes) {
    return new Sample(name, bytes, MLSMessage::readFrom);
  }

  private static Sample proposal(ProposalType type, Bytes body) {
    return new Sample(type + " proposal", Bytes.concat(type.encode(), body), Proposal::readFrom);
  }

  @Test
  void everyTruncationIsRefused() {
    for (List<Sample> samples : CASES.subList(0, CASES_DAMAGED_EVERYWHERE)) {
      for (Sample sample : samples) {
        for (int length = 0; length < sample.bytes().size(); length++) {
          Sample cut = sample.with(sample.bytes().slice(0, length));
          assertThat(decodes(cut)).as("%s cut to %d bytes", sample.name(), length).isFalse();
        }
      }
    }
  }

  @Test
  void everyAppendedByteIsRefused() {
    for (List<Sample> samples : CASES) {
      for (Sample sample : samples) {
        for (int value : new int[] {0, 1, 0xff}) {
          Bytes longer = Bytes.concat(sample.bytes(), Bytes.copyOf((byte) value));
          assertThat(decodes(sample.with(longer))).as(sample.name()).isFalse();
        }
      }
    }
  }

  /** Every single bit as well as every whole byte. */
  @Test
  void everyFlippedByteIsRefusedOrRead() {
    int refused = 0;
    int read = 0;
    for (List<Sample> samples : CASES.subList(0, CASES_DAMAGED_EVERYWHERE)) {
      for (Sample sample : samples) {
        for (int at = 0; at < sample.bytes().size(); at++) {
          for (int flip = 1; flip <= 0x100; flip <<= 1) {
            byte[] bytes = sample.bytes().toByteArray();
            bytes[at] ^= (byte) (flip == 0x100 ? 0xff : flip);
            if (decodes(sample.with(Bytes.wrap(bytes)))) {
              read++;
            } else {
              refused++;
            }
          }
        }
      }
    }
    report("flips", refused, read);
  }

  @Test
  void randomMutantsAreRefusedOrRead() {
    Random random = new Random(SEED);
    Mutator mutator = new Mutator(random);
    int refused = 0;
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      List<Sample> samples = CASES.get(random.nextInt(CASES.size()));
      Sample sample = samples.get(random.nextInt(samples.size()));
      Sample mutant = sample.with(mutator.mutate(sample.bytes(), ALL));
      if (decodes(mutant)) {
        read++;
      } else {
        refused++;
      }
    }
    report("mutations with seed " + SEED, refused, read);
    assertThat(refused).isGreaterThan(MUTATIONS / 4);
    assertThat(read).isGreaterThan(MUTATIONS / 100);
  }

  /** Something else entirely, from every reader. */
  @Test
  void everyKindReadAsEveryOther() {
    for (Sample reader : CASES.get(0)) {
      for (Sample sample : CASES.get(0)) {
        decodes(reader.with(sample.bytes()));
      }
    }
  }

  /** Whether the bytes are well-formed; fails if that costs too much or is not their encoding. */
  private static boolean decodes(Sample sample) {
    long bound = FIXED + MULTIPLE * sample.bytes().size();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Object value = decode(sample);
    if (THREADS.getCurrentThreadAllocatedBytes() - before > bound) {
      // Loading a class costs as well, but once.
      before = THREADS.getCurrentThreadAllocatedBytes();
      value = decode(sample);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated > bound) {
        fail(describe(sample) + " allocates " + allocated + " bytes");
      }
    }
    if (value == null) {
      return false;
    }
    Bytes again = encode(value);
    if (!again.equals(sample.bytes())) {
      fail(describe(sample) + " encodes back as " + again.toHex());
    }
    return true;
  }

  private static @Nullable Object decode(Sample sample) {
    try {
      return TlsReader.decode(sample.bytes(), sample.decoder());
    } catch (DecodeException e) {
      return null;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(describe(sample), e);
    }
  }

  private static Bytes encode(Object value) {
    if (value instanceof GroupSecrets secrets) {
      try (secrets;
          Secret encoded = secrets.encodeSecret()) {
        return Bytes.wrap(encoded.reveal());
      }
    }
    return ((WireStruct) value).encode();
  }

  private static String describe(Sample sample) {
    return sample.name() + " (seed " + SEED + "): " + sample.bytes().toHex();
  }

  private static void report(String what, int refused, int read) {
    System.out.println(
        "MessagesFuzzTest, " + what + ": " + refused + " refused, " + read + " read");
  }
}
