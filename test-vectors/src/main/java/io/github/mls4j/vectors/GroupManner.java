package io.github.mls4j.vectors;

import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.Extension;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How a {@link VectorGroup} goes about things.
 *
 * @param settings of all members
 * @param extensions of the group context, from the start
 * @param keyPackageExtensions of all clients' key packages
 * @param issuing credentials by name
 * @param authentication what members make of them
 */
record GroupManner(
    UnaryOperator<GroupConfig.Builder> settings,
    List<Extension> extensions,
    List<Extension> keyPackageExtensions,
    Function<String, ClientKeys.Issuer> issuing,
    AuthenticationService authentication) {

  /** Handshakes are PublicMessages. */
  static final GroupManner PUBLIC = of(settings -> settings.encryptHandshake(false));

  /** Handshakes are PrivateMessages. */
  static final GroupManner PRIVATE = of(settings -> settings);

  private static GroupManner of(UnaryOperator<GroupConfig.Builder> settings) {
    return new GroupManner(
        settings,
        List.of(),
        List.of(),
        ClientKeys.Issuer::basic,
        AuthenticationService.trustingBasicCredentials());
  }

  GroupManner with(UnaryOperator<GroupConfig.Builder> more) {
    return new GroupManner(
        builder -> more.apply(settings.apply(builder)),
        extensions,
        keyPackageExtensions,
        issuing,
        authentication);
  }

  GroupManner withExtensions(List<Extension> ofContext) {
    return new GroupManner(settings, ofContext, keyPackageExtensions, issuing, authentication);
  }

  GroupManner withKeyPackageExtensions(List<Extension> ofKeyPackages) {
    return new GroupManner(settings, extensions, ofKeyPackages, issuing, authentication);
  }

  GroupManner withCredentials(
      Function<String, ClientKeys.Issuer> issuers, AuthenticationService service) {
    return new GroupManner(settings, extensions, keyPackageExtensions, issuers, service);
  }

  ClientKeys.Issuer issuer(String name) {
    return issuing.apply(name);
  }
}
