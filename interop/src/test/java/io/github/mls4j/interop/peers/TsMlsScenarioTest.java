package io.github.mls4j.interop.peers;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** ts-mls and mls4j in one group, in all roles. */
final class TsMlsScenarioTest {

  /** One without GroupContextExtensions and without PSKs in external commits: it gets far. */
  private static final long STORY = 0;

  private static Conversations conversations;

  @BeforeAll
  static void start() throws Exception {
    conversations = new Conversations(TsMlsPeer.start(), STORY);
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
