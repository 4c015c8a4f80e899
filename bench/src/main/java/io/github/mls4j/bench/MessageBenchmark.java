package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.Group;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Application messages of some size. */
public class MessageBenchmark extends PairedBenchmark {

  private static final int TIMES = 8;

  @Param({"32", "1024", "65536"})
  public int bytes;

  @Benchmark
  public void protect(Fixture fixture, PairedTime time) throws Exception {
    Group group = fixture.committer().group();
    Bytes data = Bytes.wrap(new byte[bytes]);
    Floor floor = once(() -> new Floors(fixture.cipherSuite()).protect(bytes));
    time.measure(TIMES, () -> group.protect(data), floor);
  }

  /** From a sender who, but for the first few, has sent before. */
  @Benchmark
  public void unprotect(Fixture fixture, PairedTime time) throws Exception {
    Group group = fixture.group().far().group();
    Bytes data = Bytes.wrap(new byte[bytes]);
    List<Bytes> messages = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      messages.add(fixture.committer().group().protect(data));
    }
    Iterator<Bytes> next = messages.iterator();
    Floor floor = once(() -> new Floors(fixture.cipherSuite()).unprotect(bytes));
    time.measure(TIMES, () -> group.receive(next.next()), floor);
  }
}
