package io.github.mls4j.interop.runner;

import java.util.List;

/** What an actor proposes; numbers are those of the steps that made the thing named. */
public sealed interface Proposal {

  /** Adds whoever made the key package. */
  record Add(int keyPackage) implements Proposal {}

  /** New keys for the proposer's own leaf; by reference only. */
  record Update() implements Proposal {}

  /** Removes the member with that identity. */
  record Remove(String removed) implements Proposal {}

  /** A PSK that was installed. */
  record ExternalPsk(int psk) implements Proposal {}

  /** The resumption PSK of an epoch of this group. */
  record ResumptionPsk(long epoch) implements Proposal {}

  /** Other extensions for the group. */
  record GroupContextExtensions(List<Extension> extensions) implements Proposal {

    public GroupContextExtensions {
      extensions = List.copyOf(extensions);
    }
  }

  /** The group goes on as another one. */
  record ReInit(List<Extension> extensions, boolean changeGroupId, boolean changeCipherSuite)
      implements Proposal {

    public ReInit {
      extensions = List.copyOf(extensions);
    }
  }
}
