package io.github.mls4j.group;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.mls4j.codec.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for secrets in everything that is reachable in this JVM. They are given masked: what they
 * are is worked out once the heap has been written to a file, which is deleted again.
 */
final class HeapSearch {

  /** What a first look at any place goes by. */
  private static final int PREFIX = Long.BYTES;

  private static final int BUFFER = 1 << 20;

  private final SecretRecorder recorder;
  private final Map<Long, List<Pattern>> byPrefix = new HashMap<>();

  /** For a quick first answer: whether any prefix ends in these 16 bits. */
  private final boolean[] endings = new boolean[1 << 16];

  private int longest = PREFIX;

  private record Pattern(Bytes masked, Bytes bytes) {

    boolean isAt(byte[] data, int at, int end) {
      return end - at >= bytes.size() && bytes.equals(Bytes.copyOf(data, at, bytes.size()));
    }
  }

  private HeapSearch(SecretRecorder recorder, Collection<Bytes> masked) {
    this.recorder = recorder;
    masked.forEach(this::add);
  }

  /** Which of the secrets are somewhere in the heap. */
  static Set<Bytes> inHeap(SecretRecorder recorder, Collection<Bytes> masked) throws IOException {
    Path file = Path.of("target", "secrets-" + System.nanoTime() + ".hprof").toAbsolutePath();
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(file.toString(), true);
      try (InputStream in = Files.newInputStream(file)) {
        return new HeapSearch(recorder, masked).search(in);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Which of the secrets are in {@code data}. */
  static Set<Bytes> inBytes(SecretRecorder recorder, Collection<Bytes> masked, byte[] data)
      throws IOException {
    return new HeapSearch(recorder, masked).search(new ByteArrayInputStream(data));
  }

  private void add(Bytes masked) {
    byte[] bytes = recorder.unmasked(masked);
    add(new Pattern(masked, Bytes.copyOf(bytes)));
    // Arrays of words are dumped in big-endian order; some ciphers read theirs as little-endian.
    for (int word : new int[] {Integer.BYTES, Long.BYTES}) {
      if (bytes.length % word == 0) {
        byte[] swapped = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
          swapped[i] = bytes[i ^ (word - 1)];
        }
        add(new Pattern(masked, Bytes.wrap(swapped)));
      }
    }
  }

  private void add(Pattern pattern) {
    long prefix = pattern.bytes.asByteBuffer().getLong();
    byPrefix.computeIfAbsent(prefix, p -> new ArrayList<>()).add(pattern);
    endings[(int) prefix & 0xffff] = true;
    longest = Math.max(longest, pattern.bytes.size());
  }

  private Set<Bytes> search(InputStream in) throws IOException {
    Set<Bytes> found = new LinkedHashSet<>();
    byte[] data = new byte[BUFFER];
    int end = 0;
    for (boolean last = false; !last; ) {
      int read = in.readNBytes(data, end, data.length - end);
      last = read < data.length - end;
      end += read;
      // What starts further on may go on in the next part.
      int stop = last ? end : end - longest;
      search(data, stop, end, found);
      System.arraycopy(data, stop, data, 0, end - stop);
      end -= stop;
    }
    return found;
  }

  private void search(byte[] data, int stop, int end, Set<Bytes> found) {
    ByteBuffer buffer = ByteBuffer.wrap(data);
    for (int at = 0; at < stop && at <= end - PREFIX; at++) {
      if (endings[buffer.getShort(at + PREFIX - Short.BYTES) & 0xffff]) {
        for (Pattern pattern : byPrefix.getOrDefault(buffer.getLong(at), List.of())) {
          if (pattern.isAt(data, at, end)) {
            found.add(pattern.masked);
          }
        }
      }
    }
  }
}
