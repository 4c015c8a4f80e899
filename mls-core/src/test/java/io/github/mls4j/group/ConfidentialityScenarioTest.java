package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * RFC 9420 §2: keys and secrets stay inside. Nothing that can be printed shows one: not an object
 * that a group hands out or is made of, and not what it throws.
 */
class ConfidentialityScenarioTest {

  private final SecretRecorder recorder = new SecretRecorder();
  private final CipherSuite suite =
      CipherSuite.of(
          CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519,
          new RecordingProvider(CryptoProviders.defaultProvider(), recorder));
  private final List<Object> handedOut = new ArrayList<>();
  private final List<Throwable> thrown = new ArrayList<>();

  @Test
  void nothingThatIsPrintedShowsASecret() throws Exception {
    Circle circle =
        Circle.of(
            suite, builder -> builder.psks(TestClient::sharedPsk), "alice", "bob", "carol", "dave");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    TestClient erin = circle.outsider("erin");
    bob.say("not delivered");
    handedOut.add(alice.group.receive(bob.say("hello")));
    damage(bob, alice.say("refused"));
    handedOut.add(circle.propose(bob, Proposer::update));
    PendingCommit commit =
        alice.group.commit().add(erin.published()).externalPsk(TestClient.PSK_ID).build();
    StagedCommit staged = (StagedCommit) bob.group.receive(commit.message());
    PendingJoin join =
        Group.joinExternally(erin.config, erin.identity, bob.group.groupInfo(true)).build();
    handedOut.addAll(List.of(commit, staged, join, alice.group.export("label", Bytes.EMPTY, 32)));
    handedOut.add(alice.group.save());
    handedOut.add(erin.keyPackage.save());
    damage(bob, commit.message());
    for (Bytes welcome : damaged(commit.welcome().orElseThrow())) {
      attempt(() -> Group.join(erin.config, erin.identity, erin.keyPackage, welcome));
    }
    handedOut.addAll(circle.members);
    handedOut.add(erin);
    handedOut.add(alice.group.epochAuthenticator());

    List<String> printed = new ArrayList<>();
    for (Object object : reachable(handedOut)) {
      printed.add(object.toString());
    }
    for (Throwable e : thrown) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      printed.add(text.toString());
    }
    assertThat(printed).hasSizeGreaterThan(500);
    assertThat(thrown).hasSizeGreaterThan(50);
    assertNoSecretIn(String.join("\n", printed));
  }

  private void damage(TestClient receiver, Bytes message) {
    for (Bytes damaged : damaged(message)) {
      attempt(() -> receiver.group.receive(damaged));
    }
  }

  /** One bit is wrong here and there. */
  private static List<Bytes> damaged(Bytes message) {
    List<Bytes> all = new ArrayList<>();
    for (int at = 0; at < message.size(); at += 11) {
      byte[] bytes = message.toByteArray();
      bytes[at] ^= 4;
      all.add(Bytes.wrap(bytes));
    }
    return all;
  }

  private void attempt(Witness.Attempt<?> attempt) {
    try {
      handedOut.add(attempt.run());
    } catch (Exception e) {
      thrown.add(e);
    }
  }

  private void assertNoSecretIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<Bytes> noted = recorder.since(0);
    assertThat(noted).hasSizeGreaterThan(200);
    Set<String> shown = new TreeSet<>();
    for (Bytes masked : noted) {
      byte[] secret = recorder.unmasked(masked);
      if (lower.contains(HexFormat.of().formatHex(secret))
          || text.contains(base64(secret))
          || text.contains(listed(secret))) {
        shown.add(recorder.label(masked));
      }
    }
    // The epoch authenticator is made to be shown (§8.7), and so that the search is seen to work.
    assertThat(shown).containsExactly("authentication");
  }

  private static String base64(byte[] secret) {
    String whole = Base64.getEncoder().encodeToString(secret);
    return whole.substring(0, secret.length / 3 * 4);
  }

  private static String listed(byte[] secret) {
    String list = Arrays.toString(secret);
    return list.substring(1, list.length() - 1);
  }

  /** All objects of ours that can be reached, and those that are not ours on the way to them. */
  private static Set<Object> reachable(List<?> roots) throws IllegalAccessException {
    Set<Object> ours = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> waiting = new ArrayDeque<>(roots);
    while (!waiting.isEmpty()) {
      Object object = waiting.pop();
      if (!seen.add(object)) {
        continue;
      }
      if (object instanceof Iterable<?> elements && !isOurs(object)) {
        elements.forEach(element -> push(waiting, element));
      } else if (object instanceof Map<?, ?> map) {
        map.keySet().forEach(key -> push(waiting, key));
        map.values().forEach(value -> push(waiting, value));
      } else if (object instanceof Optional<?> optional) {
        push(waiting, optional.orElse(null));
      } else if (object instanceof Object[]) {
        for (int i = 0; i < Array.getLength(object); i++) {
          push(waiting, Array.get(object, i));
        }
      } else if (isOurs(object)) {
        ours.add(object);
        for (Class<?> c = object.getClass(); c != Object.class; c = c.getSuperclass()) {
          for (Field field : c.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
              field.setAccessible(true);
              push(waiting, field.get(object));
            }
          }
        }
      }
    }
    return ours;
  }

  private static void push(Deque<Object> waiting, Object object) {
    if (object != null) {
      waiting.push(object);
    }
  }

  private static boolean isOurs(Object object) {
    Class<?> type = object.getClass();
    return type.getName().startsWith("io.github.mls4j.")
        && !type.isEnum()
        && !type.isHidden()
        && !type.isAnonymousClass();
  }
}
