package io.github.mls4j.group;

import io.github.mls4j.schedule.RatchetLimits;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.spi.GroupStore;
import io.github.mls4j.spi.KeyPackageStore;
import io.github.mls4j.spi.PaddingPolicy;
import io.github.mls4j.spi.PskStore;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a client runs its groups: where randomness and time come from, whom it believes, how it sends
 * and what it keeps. Immutable; {@link #toBuilder()} starts a changed copy.
 */
public final class GroupConfig {

  private final SecureRandom random;
  private final ValidationPolicy validation;
  private final PskStore psks;
  private final @Nullable GroupStore store;
  private final @Nullable KeyPackageStore keyPackages;
  private final boolean encryptHandshake;
  private final PaddingPolicy padding;
  private final int pastEpochs;
  private final Duration pastEpochAge;
  private final RatchetLimits ratchetLimits;
  private final int resumptionEpochs;
  private final boolean treeInWelcome;
  private final boolean commitBeforeSending;
  private final Duration keyPackageLifetime;
  private final List<CipherSuiteId> cipherSuites;
  private final List<CipherSuiteId> preferredSuites;
  private final long messagesPerEpoch;
  private final List<CredentialType> credentialTypes;
  private final List<CustomProposalType> proposals;
  private final List<CustomExtension<?>> extensions;
  private final Registrations registrations;
  private final List<Extension> leafExtensions;
  private final List<Extension> groupInfoExtensions;
  private final boolean grease;

  private GroupConfig(Builder b) {
    random = b.random;
    validation = b.validation;
    psks = b.psks;
    store = b.store;
    keyPackages = b.keyPackages;
    encryptHandshake = b.encryptHandshake;
    padding = b.padding;
    pastEpochs = b.pastEpochs;
    pastEpochAge = b.pastEpochAge;
    ratchetLimits = new RatchetLimits(b.maxForward, b.maxSkippedPerSender, b.maxSkipped);
    resumptionEpochs = b.resumptionEpochs;
    treeInWelcome = b.treeInWelcome;
    commitBeforeSending = b.commitBeforeSending;
    keyPackageLifetime = b.keyPackageLifetime;
    cipherSuites = List.copyOf(b.cipherSuites);
    preferredSuites = List.copyOf(b.preferredSuites);
    messagesPerEpoch = b.messagesPerEpoch;
    credentialTypes =
        List.copyOf(
            b.credentialTypes == null
                ? validation.authentication().credentialTypes()
                : b.credentialTypes);
    proposals = List.copyOf(b.proposals);
    extensions = List.copyOf(b.extensions);
    registrations = new Registrations(credentialTypes, proposals, extensions);
    leafExtensions =
        OwnExtensions.check(b.leafExtensions, CustomExtension.Place.LEAF_NODE, registrations);
    groupInfoExtensions =
        OwnExtensions.check(b.groupInfoExtensions, CustomExtension.Place.GROUP_INFO, registrations);
    grease = b.grease;
  }

  /** Everything at its default, around the application's authentication service. */
  public static GroupConfig of(AuthenticationService authentication) {
    return builder(authentication).build();
  }

  /** A configuration to fill in. */
  public static Builder builder(AuthenticationService authentication) {
    return new Builder(ValidationPolicy.of(authentication));
  }

  /** A builder that starts from this configuration. */
  public Builder toBuilder() {
    return new Builder(validation)
        .random(random)
        .psks(psks)
        .store(store)
        .keyPackages(keyPackages)
        .encryptHandshake(encryptHandshake)
        .padding(padding)
        .pastEpochs(pastEpochs)
        .pastEpochAge(pastEpochAge)
        .maxForward(maxForward())
        .maxSkippedPerSender(maxSkippedPerSender())
        .maxSkipped(maxSkipped())
        .resumptionEpochs(resumptionEpochs)
        .treeInWelcome(treeInWelcome)
        .commitBeforeSending(commitBeforeSending)
        .keyPackageLifetime(keyPackageLifetime)
        .cipherSuites(cipherSuites)
        .preferredSuites(preferredSuites)
        .messagesPerEpoch(messagesPerEpoch)
        .credentialTypes(credentialTypes)
        .proposals(proposals)
        .extensions(extensions)
        .leafExtensions(leafExtensions)
        .groupInfoExtensions(groupInfoExtensions)
        .grease(grease);
  }

  /** The one source of randomness. */
  public SecureRandom random() {
    return random;
  }

  /** What the application decides about what others send: credentials, proposals, lifetimes. */
  public ValidationPolicy validation() {
    return validation;
  }

  /** External pre-shared keys. */
  public PskStore psks() {
    return psks;
  }

  /** Where groups are kept, step by step; null if there is no such place. */
  public @Nullable GroupStore store() {
    return store;
  }

  /** Where key packages are kept until they are used; null if there is no such place. */
  public @Nullable KeyPackageStore keyPackages() {
    return keyPackages;
  }

  /** Whether handshake messages go out as PrivateMessage; both forms are always understood. */
  public boolean encryptHandshake() {
    return encryptHandshake;
  }

  /** How PrivateMessages are padded. */
  public PaddingPolicy padding() {
    return padding;
  }

  /** How many past epochs stay open for late application messages. */
  public int pastEpochs() {
    return pastEpochs;
  }

  /** How long a past epoch stays open for late application messages. */
  public Duration pastEpochAge() {
    return pastEpochAge;
  }

  /** How many messages of one sender may be missing before one that still opens (§15.3). */
  public int maxForward() {
    return ratchetLimits.maxForward();
  }

  /** How many keys of messages that are late are kept for one sender in one epoch (§15.3). */
  public int maxSkippedPerSender() {
    return ratchetLimits.maxSkippedPerSender();
  }

  /** How many keys of messages that are late are kept for one epoch in all (§15.3). */
  public int maxSkipped() {
    return ratchetLimits.maxSkipped();
  }

  RatchetLimits ratchetLimits() {
    return ratchetLimits;
  }

  /** How many past epochs can still be proved by a resumption PSK (§8.6). */
  public int resumptionEpochs() {
    return resumptionEpochs;
  }

  /** Whether a Welcome carries the ratchet tree (§12.4.3.3). */
  public boolean treeInWelcome() {
    return treeInWelcome;
  }

  /** Whether application data is held back while received proposals wait for a commit (§12.4). */
  public boolean commitBeforeSending() {
    return commitBeforeSending;
  }

  /** How long a new key package is good. */
  public Duration keyPackageLifetime() {
    return keyPackageLifetime;
  }

  /** The cipher suites that this client says it supports, its identity's aside (§7.2). */
  public List<CipherSuiteId> cipherSuites() {
    return cipherSuites;
  }

  /**
   * Cipher suites for new groups, best first. A group that this client creates has the first of
   * them that all its first members support, or its first commit is refused (§11). Empty, as by
   * default: the application sees to that itself ({@link CommonSuite}).
   */
  public List<CipherSuiteId> preferredSuites() {
    return preferredSuites;
  }

  /** How many messages other than commits this client encrypts in one epoch (§15.2). */
  public long messagesPerEpoch() {
    return messagesPerEpoch;
  }

  /** The credential types, and the proposal types and extensions beyond the RFC's own (§13). */
  public Registrations registrations() {
    return registrations;
  }

  /** What stands in each leaf of this client, GREASE aside. */
  public List<Extension> leafExtensions() {
    return leafExtensions;
  }

  /** What stands in each GroupInfo of this client, beside what the RFC and GREASE put there. */
  public List<Extension> groupInfoExtensions() {
    return groupInfoExtensions;
  }

  /** Whether random unknown values stand among what this client sends, where §13.5 wants them. */
  public boolean grease() {
    return grease;
  }

  /** Collects a {@link GroupConfig}; each method is named after what it sets. */
  public static final class Builder {

    /**
     * By default a member sends at most 2^24 messages in an epoch. Each has a key of its own, so
     * that no key comes near its bounds; this keeps what all keys of an epoch encrypt together far
     * below those for many keys at once (draft-irtf-cfrg-aead-limits).
     */
    private static final long MESSAGES_PER_EPOCH = 1L << 24;

    private SecureRandom random = new SecureRandom();
    private ValidationPolicy validation;
    private PskStore psks = PskStore.empty();
    private @Nullable GroupStore store;
    private @Nullable KeyPackageStore keyPackages;
    private boolean encryptHandshake = true;
    private PaddingPolicy padding = PaddingPolicy.padme();
    private int pastEpochs = 3;
    private Duration pastEpochAge = Duration.ofDays(1);
    private int maxForward = RatchetLimits.DEFAULT.maxForward();
    private int maxSkippedPerSender = RatchetLimits.DEFAULT.maxSkippedPerSender();
    private int maxSkipped = RatchetLimits.DEFAULT.maxSkipped();
    private int resumptionEpochs = 16;
    private boolean treeInWelcome = true;
    private boolean commitBeforeSending = true;
    private Duration keyPackageLifetime = Duration.ofDays(90);
    private List<CipherSuiteId> cipherSuites = CipherSuiteId.REGISTERED;
    private List<CipherSuiteId> preferredSuites = List.of();
    private long messagesPerEpoch = MESSAGES_PER_EPOCH;
    private @Nullable List<CredentialType> credentialTypes;
    private List<? extends CustomProposalType> proposals = List.of();
    private List<? extends CustomExtension<?>> extensions = List.of();
    private List<Extension> leafExtensions = List.of();
    private List<Extension> groupInfoExtensions = List.of();
    private boolean grease = true;

    private Builder(ValidationPolicy validation) {
      this.validation = validation;
    }

    public Builder random(SecureRandom value) {
      random = value;
      return this;
    }

    public Builder validation(ValidationPolicy value) {
      validation = value;
      return this;
    }

    /** Null for none: the application keeps what {@link Group#save} returns. */
    public Builder store(@Nullable GroupStore value) {
      store = value;
      return this;
    }

    /** Null for none: the application keeps what {@link KeyPackageBundle#save} returns. */
    public Builder keyPackages(@Nullable KeyPackageStore value) {
      keyPackages = value;
      return this;
    }

    public Builder psks(PskStore value) {
      psks = value;
      return this;
    }

    public Builder encryptHandshake(boolean value) {
      encryptHandshake = value;
      return this;
    }

    public Builder padding(PaddingPolicy value) {
      padding = value;
      return this;
    }

    public Builder pastEpochs(int value) {
      pastEpochs = notNegative(value);
      return this;
    }

    public Builder pastEpochAge(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException(value + " is negative");
      }
      pastEpochAge = value;
      return this;
    }

    public Builder maxForward(int value) {
      maxForward = notNegative(value);
      return this;
    }

    public Builder maxSkippedPerSender(int value) {
      maxSkippedPerSender = notNegative(value);
      return this;
    }

    public Builder maxSkipped(int value) {
      maxSkipped = notNegative(value);
      return this;
    }

    public Builder resumptionEpochs(int value) {
      resumptionEpochs = notNegative(value);
      return this;
    }

    public Builder treeInWelcome(boolean value) {
      treeInWelcome = value;
      return this;
    }

    public Builder commitBeforeSending(boolean value) {
      commitBeforeSending = value;
      return this;
    }

    public Builder keyPackageLifetime(Duration value) {
      keyPackageLifetime = value;
      return this;
    }

    public Builder cipherSuites(List<CipherSuiteId> value) {
      cipherSuites = value;
      return this;
    }

    public Builder preferredSuites(List<CipherSuiteId> value) {
      preferredSuites = value;
      return this;
    }

    public Builder messagesPerEpoch(long value) {
      if (value < 1) {
        throw new IllegalArgumentException(value + " is not positive");
      }
      messagesPerEpoch = value;
      return this;
    }

    /** Those that the authentication service can judge, unless set. */
    public Builder credentialTypes(List<CredentialType> value) {
      credentialTypes = value;
      return this;
    }

    public Builder proposals(List<? extends CustomProposalType> value) {
      proposals = value;
      return this;
    }

    public Builder extensions(List<? extends CustomExtension<?>> value) {
      extensions = value;
      return this;
    }

    public Builder leafExtensions(List<Extension> value) {
      leafExtensions = value;
      return this;
    }

    public Builder groupInfoExtensions(List<Extension> value) {
      groupInfoExtensions = value;
      return this;
    }

    public Builder grease(boolean value) {
      grease = value;
      return this;
    }

    /**
     * @throws IllegalArgumentException if a type is registered twice or not one for applications to
     *     define, or an extension is set that is malformed or not registered for its place
     */
    public GroupConfig build() {
      return new GroupConfig(this);
    }

    private static int notNegative(int value) {
      if (value < 0) {
        throw new IllegalArgumentException(value + " is negative");
      }
      return value;
    }
  }
}
