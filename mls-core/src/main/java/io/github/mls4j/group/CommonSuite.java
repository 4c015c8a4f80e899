package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9420 §11: the cipher suite of a new group is the best that all its members support. Which is
 * better is the application's to say: {@link GroupConfig#preferredSuites()}.
 */
public final class CommonSuite {

  private CommonSuite() {}

  /**
   * The first of the preferred suites that all clients support, by the capabilities in their key
   * packages; empty if there is none, or nothing is preferred.
   *
   * @param keyPackages of the clients, of whatever suite, each in an MLSMessage; nothing else in
   *     them is looked at
   */
  public static Optional<CipherSuiteId> best(GroupConfig config, List<Bytes> keyPackages)
      throws DecodeException, RuleViolation {
    List<Capabilities> clients = new ArrayList<>();
    for (Bytes keyPackage : keyPackages) {
      clients.add(PublishedKeyPackage.read(keyPackage).leafNode().capabilities());
    }
    return bestOf(config, clients);
  }

  /** The same for the members of a group: what it may be reinitialized to. */
  static Optional<CipherSuiteId> best(GroupConfig config, RatchetTree tree) {
    List<Capabilities> members = new ArrayList<>();
    tree.members().forEach(member -> members.add(member.leaf().leafNode().capabilities()));
    return bestOf(config, members);
  }

  private static Optional<CipherSuiteId> bestOf(GroupConfig config, List<Capabilities> clients) {
    return config.preferredSuites().stream()
        .filter(suite -> clients.stream().allMatch(client -> client.cipherSuites().contains(suite)))
        .findFirst();
  }
}
