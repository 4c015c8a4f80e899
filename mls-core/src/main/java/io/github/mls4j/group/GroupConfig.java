package io.github.mls4j.group;

import io.github.mls4j.crypto.Workers;
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
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * How a client runs its groups: where randomness and time come from, whom it believes, how it sends
 * and what it keeps. Immutable; {@link #toBuilder()} starts a changed copy.
 */
public final class GroupConfig {

  /** What was set; not changed any more. */
  private final Builder set;

  private final RatchetLimits ratchetLimits;
  private final Registrations registrations;
  private final Workers workers;

  private GroupConfig(Builder set) {
    this.set = set;
    workers = Workers.of(set.executor);
    ratchetLimits = new RatchetLimits(set.maxForward, set.maxSkippedPerSender, set.maxSkipped);
    List<CredentialType> credentialTypes =
        set.credentialTypes == null
            ? set.validation.authentication().credentialTypes()
            : set.credentialTypes;
    registrations = new Registrations(credentialTypes, set.proposals, set.extensions);
    OwnExtensions.check(set.leafExtensions, CustomExtension.Place.LEAF_NODE, registrations);
    OwnExtensions.check(set.groupInfoExtensions, CustomExtension.Place.GROUP_INFO, registrations);
  }

  /** Everything at its default, around the application's authentication service. */
  public static GroupConfig of(AuthenticationService authentication) {
    return builder(authentication).build();
  }

  /** A configuration to fill in, with all of {@link ValidationPolicy} at its default. */
  public static Builder builder(AuthenticationService authentication) {
    return builder(ValidationPolicy.of(authentication));
  }

  /** A configuration to fill in. */
  public static Builder builder(ValidationPolicy validation) {
    return new Builder(validation);
  }

  /** A builder that starts from this configuration. */
  public Builder toBuilder() {
    return set.copy();
  }

  /** The one source of randomness. */
  public SecureRandom random() {
    return set.random;
  }

  /**
   * Where the work of a call is done that goes well on several processors: signatures of all
   * members of a group that is joined, of all that a commit adds; encryption to many. The thread
   * that calls does its share and needs no other: a pool may be as small or as busy as it likes,
   * and may refuse, only not wait for room. What the application supplies is called on the calling
   * thread alone, but for the {@link io.github.mls4j.crypto.CryptoProvider}.
   */
  public Executor executor() {
    return set.executor;
  }

  Workers workers() {
    return workers;
  }

  /** What the application decides about what others send: credentials, proposals, lifetimes. */
  public ValidationPolicy validation() {
    return set.validation;
  }

  /** External pre-shared keys. */
  public PskStore psks() {
    return set.psks;
  }

  /** Where groups are kept, step by step; null if there is no such place. */
  public @Nullable GroupStore store() {
    return set.store;
  }

  /** Where key packages are kept until they are used; null if there is no such place. */
  public @Nullable KeyPackageStore keyPackages() {
    return set.keyPackages;
  }

  /** Whether handshake messages go out as PrivateMessage; both forms are always understood. */
  public boolean encryptHandshake() {
    return set.encryptHandshake;
  }

  /** How PrivateMessages are padded. */
  public PaddingPolicy padding() {
    return set.padding;
  }

  /** How many past epochs stay open for late application messages. */
  public int pastEpochs() {
    return set.pastEpochs;
  }

  /** How long a past epoch stays open for late application messages. */
  public Duration pastEpochAge() {
    return set.pastEpochAge;
  }

  /** How many messages of one sender may be missing before one that still opens (§15.3). */
  public int maxForward() {
    return set.maxForward;
  }

  /** How many keys of messages that are late are kept for one sender in one epoch (§15.3). */
  public int maxSkippedPerSender() {
    return set.maxSkippedPerSender;
  }

  /** How many keys of messages that are late are kept for one epoch in all (§15.3). */
  public int maxSkipped() {
    return set.maxSkipped;
  }

  RatchetLimits ratchetLimits() {
    return ratchetLimits;
  }

  /** How many past epochs can still be proved by a resumption PSK (§8.6). */
  public int resumptionEpochs() {
    return set.resumptionEpochs;
  }

  /** Whether a Welcome carries the ratchet tree (§12.4.3.3). */
  public boolean treeInWelcome() {
    return set.treeInWelcome;
  }

  /** Whether application data is held back while received proposals wait for a commit (§12.4). */
  public boolean commitBeforeSending() {
    return set.commitBeforeSending;
  }

  /** How long a new key package is good. */
  public Duration keyPackageLifetime() {
    return set.keyPackageLifetime;
  }

  /** The cipher suites that this client says it supports, its identity's aside (§7.2). */
  public List<CipherSuiteId> cipherSuites() {
    return set.cipherSuites;
  }

  /**
   * Cipher suites for new groups, best first. A group that this client creates has the first of
   * them that all its first members support, or its first commit is refused (§11). Empty, as by
   * default: the application sees to that itself ({@link CommonSuite}).
   */
  public List<CipherSuiteId> preferredSuites() {
    return set.preferredSuites;
  }

  /** How many messages other than commits this client encrypts in one epoch (§15.2). */
  public long messagesPerEpoch() {
    return set.messagesPerEpoch;
  }

  /** The credential types, and the proposal types and extensions beyond the RFC's own (§13). */
  public Registrations registrations() {
    return registrations;
  }

  /** What stands in each leaf of this client, GREASE aside. */
  public List<Extension> leafExtensions() {
    return set.leafExtensions;
  }

  /** What stands in each GroupInfo of this client, beside what the RFC and GREASE put there. */
  public List<Extension> groupInfoExtensions() {
    return set.groupInfoExtensions;
  }

  /** Whether random unknown values stand among what this client sends, where §13.5 wants them. */
  public boolean grease() {
    return set.grease;
  }

  /** Collects a {@link GroupConfig}; each method sets what has its name there. */
  public static final class Builder implements Cloneable {

    /**
     * By default a member sends at most 2^24 messages in an epoch. Each has a key of its own, so
     * that no key comes near its bounds; this keeps what all keys of an epoch encrypt together far
     * below those for many keys at once (draft-irtf-cfrg-aead-limits).
     */
    private static final long MESSAGES_PER_EPOCH = 1L << 24;

    private SecureRandom random = new SecureRandom();
    private Executor executor = ForkJoinPool.commonPool();
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
    private List<CustomProposalType> proposals = List.of();
    private List<CustomExtension<?>> extensions = List.of();
    private List<Extension> leafExtensions = List.of();
    private List<Extension> groupInfoExtensions = List.of();
    private boolean grease = true;

    private Builder(ValidationPolicy validation) {
      this.validation = validation;
    }

    /** {@link GroupConfig#random()}; a {@link SecureRandom} of its own, unless set. */
    public Builder random(SecureRandom value) {
      random = value;
      return this;
    }

    /**
     * {@link GroupConfig#executor()}; the {@link ForkJoinPool#commonPool()}, unless set. {@code
     * Runnable::run} leaves all to the calling thread.
     */
    public Builder executor(Executor value) {
      executor = value;
      return this;
    }

    /** {@link GroupConfig#validation()}. */
    public Builder validation(ValidationPolicy value) {
      validation = value;
      return this;
    }

    /**
     * {@link GroupConfig#store()}. None, unless set: the application keeps what {@link Group#save}
     * returns.
     */
    public Builder store(@Nullable GroupStore value) {
      store = value;
      return this;
    }

    /**
     * {@link GroupConfig#keyPackages()}. None, unless set: the application keeps what {@link
     * KeyPackageBundle#save} returns.
     */
    public Builder keyPackages(@Nullable KeyPackageStore value) {
      keyPackages = value;
      return this;
    }

    /** {@link GroupConfig#psks()}; none, unless set. */
    public Builder psks(PskStore value) {
      psks = value;
      return this;
    }

    /** {@link GroupConfig#encryptHandshake()}; true, unless set. */
    public Builder encryptHandshake(boolean value) {
      encryptHandshake = value;
      return this;
    }

    /** {@link GroupConfig#padding()}; {@link PaddingPolicy#padme()}, unless set. */
    public Builder padding(PaddingPolicy value) {
      padding = value;
      return this;
    }

    /** {@link GroupConfig#pastEpochs()}; 3, unless set. */
    public Builder pastEpochs(int value) {
      pastEpochs = notNegative(value);
      return this;
    }

    /** {@link GroupConfig#pastEpochAge()}; a day, unless set. */
    public Builder pastEpochAge(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException(value + " is negative");
      }
      pastEpochAge = value;
      return this;
    }

    /** {@link GroupConfig#maxForward()}; 1,000, unless set. */
    public Builder maxForward(int value) {
      maxForward = notNegative(value);
      return this;
    }

    /** {@link GroupConfig#maxSkippedPerSender()}; 1,000, unless set. */
    public Builder maxSkippedPerSender(int value) {
      maxSkippedPerSender = notNegative(value);
      return this;
    }

    /** {@link GroupConfig#maxSkipped()}; 10,000, unless set. */
    public Builder maxSkipped(int value) {
      maxSkipped = notNegative(value);
      return this;
    }

    /** {@link GroupConfig#resumptionEpochs()}; 16, unless set. */
    public Builder resumptionEpochs(int value) {
      resumptionEpochs = notNegative(value);
      return this;
    }

    /** {@link GroupConfig#treeInWelcome()}; true, unless set. */
    public Builder treeInWelcome(boolean value) {
      treeInWelcome = value;
      return this;
    }

    /** {@link GroupConfig#commitBeforeSending()}; true, unless set. */
    public Builder commitBeforeSending(boolean value) {
      commitBeforeSending = value;
      return this;
    }

    /** {@link GroupConfig#keyPackageLifetime()}; 90 days, unless set. */
    public Builder keyPackageLifetime(Duration value) {
      keyPackageLifetime = value;
      return this;
    }

    /** {@link GroupConfig#cipherSuites()}; all that the RFC registers, unless set. */
    public Builder cipherSuites(List<CipherSuiteId> value) {
      cipherSuites = List.copyOf(value);
      return this;
    }

    /** {@link GroupConfig#preferredSuites()}; none, unless set. */
    public Builder preferredSuites(List<CipherSuiteId> value) {
      preferredSuites = List.copyOf(value);
      return this;
    }

    /** {@link GroupConfig#messagesPerEpoch()}; 2^24, unless set. */
    public Builder messagesPerEpoch(long value) {
      if (value < 1) {
        throw new IllegalArgumentException(value + " is not positive");
      }
      messagesPerEpoch = value;
      return this;
    }

    /**
     * The credential types among the {@link GroupConfig#registrations()}. Those that the
     * authentication service can judge, unless set.
     */
    public Builder credentialTypes(List<CredentialType> value) {
      credentialTypes = List.copyOf(value);
      return this;
    }

    /** The custom proposal types among the {@link GroupConfig#registrations()}. */
    public Builder proposals(List<? extends CustomProposalType> value) {
      proposals = List.copyOf(value);
      return this;
    }

    /** The custom extensions among the {@link GroupConfig#registrations()}. */
    public Builder extensions(List<? extends CustomExtension<?>> value) {
      extensions = List.copyOf(value);
      return this;
    }

    /** {@link GroupConfig#leafExtensions()}; none, unless set. */
    public Builder leafExtensions(List<Extension> value) {
      leafExtensions = List.copyOf(value);
      return this;
    }

    /** {@link GroupConfig#groupInfoExtensions()}; none, unless set. */
    public Builder groupInfoExtensions(List<Extension> value) {
      groupInfoExtensions = List.copyOf(value);
      return this;
    }

    /** {@link GroupConfig#grease()}; true, unless set. */
    public Builder grease(boolean value) {
      grease = value;
      return this;
    }

    /**
     * The configuration as set so far.
     *
     * @throws IllegalArgumentException if a type is registered twice or not one for applications to
     *     define, or an extension is set that is malformed or not registered for its place
     */
    public GroupConfig build() {
      return new GroupConfig(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone(); // all of its fields are immutable, or the application's
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static int notNegative(int value) {
      if (value < 0) {
        throw new IllegalArgumentException(value + " is negative");
      }
      return value;
    }
  }
}
