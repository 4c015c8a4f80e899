package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One refusal vector, as {@code test-vectors/refusals/README.md} tells, before it is JSON.
 *
 * @param requirement the row of the requirements that is broken; null if none says just this
 * @param client what the client is made from
 * @param initialEpochAuthenticator null where the welcome is bad
 */
public record RefusalCase(
    String name,
    String section,
    @Nullable String requirement,
    CipherSuiteId cipherSuite,
    Client client,
    Bytes welcome,
    @Nullable Bytes ratchetTree,
    @Nullable Bytes initialEpochAuthenticator,
    List<Step> steps) {

  public RefusalCase {
    steps = List.copyOf(steps);
  }

  /** The client, with its one PSK and its clock in seconds since 1970. */
  public record Client(
      Bytes pskId,
      Bytes psk,
      Bytes keyPackage,
      Bytes signaturePriv,
      Bytes encryptionPriv,
      Bytes initPriv,
      long now) {}

  /**
   * A message that is delivered.
   *
   * @param expect {@code accept}, {@code refuse} or {@code any}
   */
  public record Step(
      Bytes send,
      String expect,
      @Nullable Bytes epochAuthenticator,
      @Nullable Bytes applicationData,
      @Nullable String note) {}
}
