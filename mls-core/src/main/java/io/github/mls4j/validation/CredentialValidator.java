package io.github.mls4j.validation;

import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.PresentedCredential.Role;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.LeafNode;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 9420 §5.3.1: every credential that is new to a group is put before the application, and no
 * other: what was believed once is not asked about again (§5.3.2).
 */
public final class CredentialValidator {

  private final AuthenticationService authentication;

  public CredentialValidator(AuthenticationService authentication) {
    this.authentication = authentication;
  }

  /** The leaf of a client that is to become a member. */
  void checkJoiner(LeafNode leaf, Place place) throws RuleViolation {
    checkAll(List.of(Entry.of(leaf, Role.JOINER, place)));
  }

  /** A leaf by which a member replaces its own: asked about only if it says or signs otherwise. */
  void checkMember(LeafNode leaf, LeafNode replaced, Place place) throws RuleViolation {
    if (!leaf.credential().equals(replaced.credential())
        || !leaf.signatureKey().equals(replaced.signatureKey())) {
      checkAll(List.of(Entry.of(leaf, Role.MEMBER, place)));
    }
  }

  /** That the client in a new leaf is the one of the old leaf, as far as credentials can tell. */
  void checkSuccessor(LeafNode leaf, LeafNode replaced, Place place) throws RuleViolation {
    if (leaf.credential().equals(replaced.credential())) {
      return;
    }
    Verdict verdict = authentication.validateSuccessor(replaced.credential(), leaf.credential());
    if (!verdict.isAccepted()) {
      throw new RuleViolation(Rule.CREDENTIAL_SUCCESSOR_ACCEPTED, place, verdict.reason());
    }
  }

  /** All members and external senders of a group that is to be joined, in one go. */
  void checkGroup(List<Entry> members, List<Extension> extensions) throws RuleViolation {
    List<Entry> entries = new ArrayList<>(members);
    entries.addAll(externalSenders(extensions, Place.of("group_context")));
    checkAll(entries);
  }

  /**
   * All external senders in the extensions of a new group, or in extensions that are to replace
   * others.
   *
   * @param current those that are in force: an {@code external_senders} that stays is not asked
   *     about
   */
  public void checkExternalSenders(List<Extension> extensions, List<Extension> current, Place place)
      throws RuleViolation {
    ExtensionType type = ExtensionType.EXTERNAL_SENDERS;
    if (!ExtensionLists.find(extensions, type).equals(ExtensionLists.find(current, type))) {
      checkAll(externalSenders(extensions, place));
    }
  }

  private static List<Entry> externalSenders(List<Extension> extensions, Place place)
      throws RuleViolation {
    List<ExternalSender> senders = GroupExtensions.read(extensions, place).externalSenders();
    List<Entry> entries = new ArrayList<>(senders.size());
    for (ExternalSender sender : senders) {
      entries.add(
          new Entry(
              new PresentedCredential(
                  sender.credential(), sender.signatureKey(), Role.EXTERNAL_SENDER),
              Rule.EXTERNAL_SENDER_CREDENTIALS_VALID,
              place.element("external_senders", entries.size())));
    }
    return entries;
  }

  /** A credential that is put before the application, and what is broken if it refuses. */
  record Entry(PresentedCredential presented, Rule rule, Place place) {

    static Entry of(LeafNode leaf, Role role, Place place) {
      return new Entry(
          new PresentedCredential(leaf.credential(), leaf.signatureKey(), role),
          Rule.LEAF_CREDENTIAL_VALID,
          place);
    }
  }

  private void checkAll(List<Entry> entries) throws RuleViolation {
    if (entries.isEmpty()) {
      return;
    }
    List<Verdict> verdicts =
        entries.size() == 1
            ? List.of(authentication.validate(entries.get(0).presented()))
            : authentication.validateAll(entries.stream().map(Entry::presented).toList());
    for (int i = 0; i < Math.min(verdicts.size(), entries.size()); i++) {
      if (!verdicts.get(i).isAccepted()) {
        Entry refused = entries.get(i);
        throw new RuleViolation(refused.rule(), refused.place(), verdicts.get(i).reason());
      }
    }
    if (verdicts.size() < entries.size()) {
      throw new IllegalStateException(
          "the authentication service judged " + verdicts.size() + " of " + entries.size());
    }
  }
}
