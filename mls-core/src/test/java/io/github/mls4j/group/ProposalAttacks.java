package io.github.mls4j.group;

import static io.github.mls4j.group.RefusalClients.TOPIC;
import static io.github.mls4j.group.RefusalClients.UNHEARD_OF;
import static io.github.mls4j.group.RefusalClients.nonce;
import static io.github.mls4j.group.RefusalClients.topic;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.List;

/** Proposals that are not valid by themselves (§12.1), in a commit and by reference. */
final class ProposalAttacks {

  private ProposalAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    removes(topic);
    psks(topic);
    reInits(topic);
    extensions(topic);
    return topic.attacks();
  }

  private static Attack.Steps remove(long leaf) {
    return s -> s.refuseProposal(new Proposal.Remove(new LeafIndex(leaf)));
  }

  private static void removes(Attack.Topic topic) {
    String row = "12.1.3-1";
    topic
        .steps(row, "remove-outside-the-tree", remove(4))
        .steps(row, "remove-far-outside-the-tree", remove(0xffff_ffffL))
        .steps(row, "remove-at-the-sign-bit", remove(0x8000_0001L))
        .steps(
            row,
            "remove-of-a-blank-leaf",
            s -> {
              s.commit(s.bob, c -> c.remove(s.dave.leaf()));
              s.refuseProposal(new Proposal.Remove(new LeafIndex(3)));
              s.accept(s.insider().commit(), s.carol);
            });
  }

  private static PreSharedKeyID resumption(
      RefusalScene s, ResumptionPSKUsage usage, String group, long epoch) {
    return new PreSharedKeyID.Resumption(
        usage, Bytes.ofUtf8(group), epoch, nonce(1, s.suite.hashLength()));
  }

  private static PreSharedKeyID external(String id, int nonceLength) {
    return new PreSharedKeyID.External(Bytes.ofUtf8(id), nonce(1, nonceLength));
  }

  private static void psks(Attack.Topic topic) {
    String nonce = "12.1.4-3";
    topic
        .steps(
            "12.1.4-1",
            "psk-of-usage-reinit",
            s ->
                s.refuseProposal(
                    new Proposal.PreSharedKey(
                        resumption(s, ResumptionPSKUsage.REINIT, "group", 3))))
        .steps(
            "12.1.4-2",
            "psk-of-usage-branch",
            s ->
                s.refuseProposal(
                    new Proposal.PreSharedKey(
                        resumption(s, ResumptionPSKUsage.BRANCH, "group", 3))))
        .steps(
            nonce,
            "psk-nonce-empty",
            s -> s.refuseProposal(new Proposal.PreSharedKey(external("shared", 0))))
        .stepsInAllSuites(
            nonce,
            "psk-nonce-too-short",
            s ->
                s.refuseProposal(
                    new Proposal.PreSharedKey(external("shared", s.suite.hashLength() - 1))))
        .steps(
            nonce,
            "psk-nonce-too-long",
            s ->
                s.refuseProposal(
                    new Proposal.PreSharedKey(external("shared", s.suite.hashLength() + 1))))
        .steps(
            nonce,
            "resumption-psk-nonce-too-short",
            s ->
                s.refuseProposal(
                    new Proposal.PreSharedKey(
                        new PreSharedKeyID.Resumption(
                            ResumptionPSKUsage.APPLICATION,
                            Bytes.ofUtf8("group"),
                            3,
                            nonce(1, 8)))))
        .stepsInAllSuites(
            "8.4-3",
            "psk-in-place-of-another",
            s -> {
              // The key schedule is that of nonce 2.
              InsiderBuilder insider = s.insider().propose(new Proposal.PreSharedKey(s.psk(1)));
              s.refuse(insider.mixing(List.of(s.psk(2))).commit());
              s.accept(s.insider().propose(new Proposal.PreSharedKey(s.psk(1))).commit());
            })
        .steps(
            "8.4-3",
            "psks-mixed-in-another-order",
            s -> {
              InsiderBuilder insider =
                  s.insider()
                      .propose(new Proposal.PreSharedKey(s.psk(1)))
                      .propose(new Proposal.PreSharedKey(s.psk(2)));
              s.refuse(insider.mixing(List.of(s.psk(2), s.psk(1))).commit());
            })
        .steps(
            "8.4-3",
            "psk-not-mixed-in",
            s ->
                s.refuse(
                    s.insider()
                        .propose(new Proposal.PreSharedKey(s.psk(1)))
                        .mixing(List.of())
                        .commit()))
        .steps(
            "12.4.2-6",
            "psk-that-the-client-does-not-have",
            s ->
                s.refuse(
                    s.insider()
                        .propose(
                            new Proposal.PreSharedKey(external("unknown", s.suite.hashLength())))
                        .mixing(List.of())
                        .commit()))
        .steps(
            "12.4.2-6",
            "resumption-psk-from-before-the-client-joined",
            s ->
                s.refuse(
                    s.insider()
                        .propose(
                            new Proposal.PreSharedKey(
                                resumption(s, ResumptionPSKUsage.APPLICATION, "group", 1)))
                        .commit()))
        .steps(
            "12.4.2-6",
            "resumption-psk-of-an-epoch-to-come",
            s ->
                s.refuse(
                    s.insider()
                        .propose(
                            new Proposal.PreSharedKey(
                                resumption(s, ResumptionPSKUsage.APPLICATION, "group", 9)))
                        .mixing(List.of())
                        .commit()))
        .steps(
            "12.4.2-6",
            "resumption-psk-of-an-unknown-group",
            s ->
                s.refuse(
                    s.insider()
                        .propose(
                            new Proposal.PreSharedKey(
                                resumption(s, ResumptionPSKUsage.APPLICATION, "other", 3)))
                        .mixing(List.of())
                        .commit()));
  }

  private static Proposal reInit(RefusalScene s, int version, List<Extension> extensions) {
    return new Proposal.ReInit(
        Bytes.ofUtf8("next"), new ProtocolVersion(version), s.suite.id(), extensions);
  }

  private static void reInits(Attack.Topic topic) {
    topic
        .steps(
            "12.1.5-1", "reinit-to-a-lower-version", s -> s.refuseProposal(reInit(s, 0, List.of())))
        .steps(
            "13.4-5",
            "reinit-with-an-extension-twice",
            s -> s.refuseProposal(reInit(s, 1, List.of(topic().get(0), topic().get(0)))));
  }

  private static Attack.Steps extensions(Extension... extensions) {
    return s -> s.refuseProposal(new Proposal.GroupContextExtensions(List.of(extensions)));
  }

  private static Extension required(RequiredCapabilities required) {
    return new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode());
  }

  private static void extensions(Attack.Topic topic) {
    String unsupported = "12.1.7-1";
    topic
        .steps("13.4-5", "group-extension-twice", extensions(topic().get(0), topic().get(0)))
        .steps(
            "13.4-10",
            "group-extension-that-nobody-supports",
            extensions(new Extension(UNHEARD_OF, Bytes.EMPTY)))
        .steps(
            unsupported,
            "requiring-an-extension-that-nobody-supports",
            extensions(
                required(
                    new RequiredCapabilities(List.of(TOPIC, UNHEARD_OF), List.of(), List.of()))))
        .steps(
            unsupported,
            "requiring-a-proposal-type-that-nobody-supports",
            extensions(
                required(
                    new RequiredCapabilities(
                        List.of(), List.of(ProposalType.of(0xf00d)), List.of()))))
        .steps(
            "11.1-3",
            "requiring-a-credential-type-that-nobody-supports",
            extensions(
                required(
                    new RequiredCapabilities(
                        List.of(), List.of(), List.of(new CredentialType(0xf00d))))))
        .steps(
            unsupported,
            "requiring-what-a-member-added-with-it-lacks",
            s -> {
              TestClient simpleton = s.clients.simpleton("simon");
              s.refuse(
                  s.insider()
                      .propose(
                          new Proposal.GroupContextExtensions(
                              List.of(
                                  required(
                                      new RequiredCapabilities(
                                          List.of(TOPIC), List.of(), List.of())))))
                      .propose(new Proposal.Add(simpleton.published()))
                      .commit());
            })
        .steps(
            "13.4-6",
            "group-extension-that-a-member-added-with-it-lacks",
            s -> {
              TestClient simpleton = s.clients.simpleton("simon");
              s.refuse(
                  s.insider()
                      .propose(new Proposal.GroupContextExtensions(topic()))
                      .propose(new Proposal.Add(simpleton.published()))
                      .commit());
            })
        .steps(
            "2.1.2-6",
            "required-capabilities-of-half-an-entry",
            extensions(
                new Extension(ExtensionType.REQUIRED_CAPABILITIES, Bytes.fromHex("01f00000"))))
        .steps(
            "2.1.2-7",
            "required-capabilities-trailing-byte",
            extensions(
                new Extension(ExtensionType.REQUIRED_CAPABILITIES, Bytes.fromHex("000000ff"))))
        .steps(
            "2.1",
            "external-senders-truncated",
            extensions(new Extension(ExtensionType.EXTERNAL_SENDERS, Bytes.fromHex("01"))))
        .steps(
            "2.1.2-7",
            "external-senders-trailing-byte",
            extensions(new Extension(ExtensionType.EXTERNAL_SENDERS, Bytes.fromHex("0000"))));
  }
}
