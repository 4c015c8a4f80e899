package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.tree.PrivateKeys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One story up to the moment at which some secrets have to be gone, and what is expected then. What
 * the story leaves behind stays reachable through this object, as an application would hold it.
 */
final class Deletions {

  /** What must not be, or must be, in the heap. */
  record Expectation(String what, boolean present, List<Bytes> masked) {

    @Override
    public String toString() {
      return what + (present ? " is there" : " is gone");
    }
  }

  final String name;
  final CipherSuite suite;
  final SecretRecorder recorder;
  final List<Expectation> expectations = new ArrayList<>();
  private final int start;
  private final List<TestClient> live = new ArrayList<>();
  private final List<Object> held = new ArrayList<>();

  Deletions(String name, CipherSuite suite, SecretRecorder recorder) {
    this.name = name;
    this.suite = suite;
    this.recorder = recorder;
    this.start = recorder.mark();
  }

  Circle circle(String... names) throws Exception {
    return circle(settings -> settings, names);
  }

  /** A group without memory of past epochs, unless {@code settings} want some. */
  Circle circle(UnaryOperator<GroupConfig.Builder> settings, String... names) throws Exception {
    Circle circle =
        Circle.of(
            suite,
            builder ->
                settings.apply(
                    builder.psks(TestClient::sharedPsk).pastEpochs(0).resumptionEpochs(1)),
            names);
    circle.members.forEach(TestClient::closeKeyPackage);
    return circle;
  }

  /** From here on only these have a group: what the others knew does not count. */
  void only(Circle circle, TestClient... remaining) {
    for (TestClient member : circle.members) {
      if (!List.of(remaining).contains(member)) {
        member.group.close();
      }
    }
    live.addAll(List.of(remaining));
  }

  /** Something that the application still has. */
  <T> T holds(T object) {
    held.add(object);
    return object;
  }

  /** Notes the private keys that a member has now. */
  void noteKeys(String label, TestClient member) {
    PrivateKeys keys = member.group.state.current().keys();
    for (int node : keys.nodes()) {
      try (Secret key = keys.at(node).serialize()) {
        recorder.note(label + " of node " + node, key);
        held.add(label);
      }
    }
  }

  int mark() {
    return recorder.mark();
  }

  /** All that has been noted in this story so far under one of the labels. */
  void gone(String... labels) {
    goneSince(start, labels);
  }

  /** All that has been noted from {@code mark} to now under one of the labels. */
  void goneSince(int mark, String... labels) {
    for (String label : labels) {
      expect(label, false, recorder.since(mark, label));
    }
  }

  void keptSince(int mark, String... labels) {
    for (String label : labels) {
      expect(label, true, recorder.since(mark, label));
    }
  }

  /** What has been noted in this story so far under that label. */
  List<Bytes> noted(String label) {
    return recorder.since(start, label);
  }

  void expect(String what, boolean present, List<Bytes> masked) {
    assertThat(masked).as("noted as " + what).isNotEmpty();
    expectations.add(new Expectation(what, present, masked));
  }

  /** Two secrets of the newest epoch: they show that the search finds what there is. */
  void keepsTheLastEpoch() {
    for (String label : List.of("init", "exporter")) {
      List<Bytes> all = noted(label);
      expect("the last " + label, true, all.subList(all.size() - 1, all.size()));
    }
  }

  /** Of all that was noted in this story there is only what the members write into their state. */
  void nothingElse() throws Exception {
    List<Bytes> noted = recorder.since(start);
    Set<Bytes> gone = new LinkedHashSet<>(noted);
    for (TestClient member : live) {
      try (Secret saved = member.group.save()) {
        byte[] state = saved.reveal();
        gone.removeAll(HeapSearch.inBytes(recorder, noted, state));
        java.util.Arrays.fill(state, (byte) 0);
      }
    }
    expect("all that is not in a state", false, List.copyOf(gone));
  }

  @Override
  public String toString() {
    return name + ", " + suite;
  }
}
