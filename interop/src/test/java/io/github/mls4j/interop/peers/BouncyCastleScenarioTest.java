package io.github.mls4j.interop.peers;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** BouncyCastle and mls4j in one group, in all roles. */
final class BouncyCastleScenarioTest {

  /** One where nobody proposes a Remove: BouncyCastle's names the wrong leaf if one is blank. */
  private static final long STORY = 62;

  private static Conversations conversations;

  @BeforeAll
  static void start() throws Exception {
    conversations = new Conversations(new BouncyCastlePeer(), STORY);
  }

  @AfterAll
  static void stop() {
    if (conversations != null) {
      conversations.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> conversations() {
    return conversations.tests(STORY);
  }
}
