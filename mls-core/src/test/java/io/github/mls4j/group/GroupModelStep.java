package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What can happen in a {@link GroupModel}, each with how often it does. */
enum GroupModelStep {
  DELIVER(280) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member = model.any(ModelMember::isIn);
      model.deliver(member, 1 + model.chance.nextInt(12));
      return true;
    }
  },
  CATCH_UP(120) {
    @Override
    boolean take(GroupModel model) throws Exception {
      List<ModelMember> removed = model.leaving.stream().filter(ModelMember::isIn).toList();
      if (!removed.isEmpty()) {
        model.catchUp(removed.get(0));
      }
      for (int i = 0; i < 3; i++) {
        model.catchUp(model.any(ModelMember::isIn));
      }
      return true;
    }
  },
  SAY(140) {
    @Override
    boolean take(GroupModel model) {
      ModelMember sender = model.any(ModelMember::isIn);
      for (int i = model.chance.nextInt(3); i >= 0; i--) {
        model.say(sender);
      }
      return true;
    }
  },
  PROPOSE(90) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member = model.any(ModelMember::isIn);
      Proposer proposer = member.client.group.propose();
      Bytes message =
          switch (model.chance.nextInt(8)) {
            case 0 ->
                mayGrow(model, member)
                    ? proposer.add(model.outsider(member).client.published())
                    : proposer.update();
            case 1 ->
                mayShrink(member) ? proposer.remove(another(model, member)) : proposer.update();
            case 2 -> proposer.externalPsk(TestClient.PSK_ID);
            case 3 -> proposer.groupContextExtensions(extensions(model));
            case 4 -> proposer.custom(Vote.TYPE, Vote.of("lunch", model.chance.nextInt(2)));
            default -> proposer.update();
          };
      model.propose(member, member.epoch(), message, "");
      return true;
    }
  },
  LEAVE(15) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member = model.any(m -> m.isIn() && mayShrink(m) && !isAboutToLeave(m));
      if (member == null) {
        return false;
      }
      Bytes message = SelfRemove.propose(member.client.group);
      model.propose(member, member.epoch(), message, GroupModel.SELF_REMOVE);
      return true;
    }
  },
  OUTSIDER_PROPOSES(30) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member = model.current();
      if (member == null || !mayGrow(model, member) || !mayShrink(member)) {
        return false;
      }
      OutsideProposer proposer = new OutsideProposer(GroupModel.SUITE, model.groupId, model.head);
      TestClient outsider = model.outsider(member).client;
      Bytes message =
          switch (model.chance.nextInt(5)) {
            case 0 ->
                proposer.add(0, model.server.identity.signer(), outsider.keyPackage.message());
            case 1 -> proposer.remove(0, model.server.identity.signer(), another(model, member));
            case 2 ->
                proposer.externalPsk(
                    0, model.server.identity.signer(), TestClient.PSK_ID, model.keys);
            case 3 ->
                proposer.groupContextExtensions(
                    0, model.server.identity.signer(), extensions(model));
            default -> proposer.join(outsider.keyPackage.message(), outsider.identity.signer());
          };
      model.propose(null, model.head, message, "");
      return true;
    }
  },
  COMMIT(160) {
    @Override
    boolean take(GroupModel model) throws Exception {
      boolean late = model.happens(20);
      ModelMember member = model.any(m -> m.mayCommit() && (late || m.epoch() == model.head));
      return member != null && model.submit(member, commit(model, member));
    }
  },
  COMMIT_FOR_LATER(40) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member = model.any(m -> m.mayCommit() && m.epoch() == model.head);
      if (member == null) {
        return false;
      }
      member.pending.add(commit(model, member));
      return true;
    }
  },
  SUBMIT(60) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member =
          model.any(m -> m.isIn() && m.epoch() == model.head && !m.pending.isEmpty());
      if (member == null) {
        return false;
      }
      PendingCommit commit = member.pending.remove(model.chance.nextInt(member.pending.size()));
      boolean addsOutsiders =
          commit.changes().added().stream()
              .allMatch(
                  added ->
                      model.outside.stream()
                          .anyMatch(o -> o.credential().equals(added.credential())));
      if (addsOutsiders) {
        return model.submit(member, commit);
      }
      commit.close();
      return false;
    }
  },
  DISCARD(20) {
    @Override
    boolean take(GroupModel model) {
      ModelMember member =
          model.any(m -> m.isIn() && m.epoch() == model.head && !m.pending.isEmpty());
      if (member == null) {
        return false;
      }
      member.pending.remove(model.chance.nextInt(member.pending.size())).close();
      return true;
    }
  },
  DROP_PROPOSAL(20) {
    @Override
    boolean take(GroupModel model) {
      ModelMember member = model.any(ModelMember::isIn);
      List<PendingProposal> known = member.client.group.pendingProposals();
      if (known.isEmpty()) {
        return false;
      }
      PendingProposal dropped = known.get(model.chance.nextInt(known.size()));
      if (dropped.sender() instanceof Sender.Member sender) {
        Member proposer = member.client.group.member(sender.leafIndex());
        boolean own = proposer.index().equals(member.client.leaf());
        if (own
            || dropped.proposal() instanceof Proposal.Custom
            || model.encrypts(proposer.credential())) {
          // Could not be received again if a commit needs it.
          return false;
        }
      }
      return member.client.group.drop(dropped.reference());
    }
  },
  JOIN(60) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember joiner = model.any(m -> m.welcome != null);
      if (joiner == null) {
        return false;
      }
      model.join(joiner);
      return true;
    }
  },
  JOIN_EXTERNALLY(20) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member = model.current();
      if (member == null || model.members.size() >= model.most) {
        return false;
      }
      ModelMember joiner = model.outsider(member);
      ExternalJoin join = startJoin(joiner, member);
      List<ModelMember> leavers = new ArrayList<>();
      for (ModelMember.Mail selfRemove : model.selfRemoves()) {
        join.covering(selfRemove.message());
        leavers.add(selfRemove.from());
      }
      finishJoin(model, joiner, join, leavers);
      return true;
    }
  },
  RESYNC(12) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember member = model.current();
      ModelMember lost = model.any(m -> m != member && m.welcome == null);
      if (member == null || lost == null) {
        return false;
      }
      ExternalJoin join = startJoin(lost, member);
      LeafIndex older =
          join.members().stream()
              .filter(m -> m.credential().equals(lost.credential()))
              .findFirst()
              .orElseThrow()
              .index();
      finishJoin(model, lost, join.replacing(older), List.of());
      return true;
    }
  },
  RESTART(50) {
    @Override
    boolean take(GroupModel model) throws Exception {
      model.any(ModelMember::isIn).restart();
      return true;
    }
  },
  SHUT_OUT(20) {
    @Override
    boolean take(GroupModel model) throws Exception {
      if (model.ghosts.isEmpty()) {
        return false;
      }
      model.assertShutOut(model.ghosts.get(model.chance.nextInt(model.ghosts.size())));
      return true;
    }
  },
  SETTLE(8) {
    @Override
    boolean take(GroupModel model) throws Exception {
      model.settle();
      return true;
    }
  },
  BRANCH(5) {
    @Override
    boolean take(GroupModel model) throws Exception {
      ModelMember creator = model.current();
      ModelMember other = model.any(m -> m != creator && m.isIn() && m.epoch() == model.head);
      if (creator == null || other == null) {
        return false;
      }
      TestClient joiner = new TestClient(other.client, "branch");
      FoundedGroup founded =
          creator.client.group.branch(
              Bytes.ofUtf8("branch"), List.of(), List.of(joiner.keyPackage.message()));
      joiner.group =
          Group.joinByWelcome(joiner.config, joiner.identity, founded.welcome())
              .keyPackage(joiner.keyPackage)
              .origin(other.client.group)
              .join();
      assertThat(joiner.read(founded.group().protect(Bytes.ofUtf8("here")))).isEqualTo("here");
      founded.group().delete();
      joiner.group.delete();
      return true;
    }
  },
  REINIT(2) {
    @Override
    boolean take(GroupModel model) throws Exception {
      model.settle();
      reInitialize(model);
      return true;
    }
  };

  final int weight;

  GroupModelStep(int weight) {
    this.weight = weight;
  }

  /** Takes the step if it is possible now; whether it was. */
  abstract boolean take(GroupModel model) throws Exception;

  /** As {@link #take}; all chances come from {@code seed}. */
  boolean take(GroupModel model, long seed) {
    model.chance = new Random(seed);
    try {
      if (model.server == null) {
        model.open();
      }
      return take(model);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static boolean mayGrow(GroupModel model, ModelMember member) {
    return member.client.group.members().size() < model.most;
  }

  private static boolean mayShrink(ModelMember member) {
    return member.client.group.members().size() > GroupModel.FEWEST;
  }

  /** A member asks to leave once an epoch. */
  private static boolean isAboutToLeave(ModelMember member) {
    Sender own = new Sender.Member(member.client.leaf());
    return member.client.group.pendingProposals().stream()
        .anyMatch(p -> p.sender().equals(own) && p.proposal() instanceof Proposal.Custom);
  }

  private static LeafIndex another(GroupModel model, ModelMember member) {
    List<Member> others =
        member.client.group.members().stream()
            .filter(m -> !m.index().equals(member.client.leaf()))
            .toList();
    return others.get(model.chance.nextInt(others.size())).index();
  }

  private static List<Extension> extensions(GroupModel model) {
    List<Extension> extensions = new ArrayList<>(model.extensions());
    if (model.chance.nextBoolean()) {
      extensions.add(
          new Extension(
              ExtensionType.REQUIRED_CAPABILITIES,
              new RequiredCapabilities(List.of(), List.of(), List.of()).encode()));
    }
    return extensions;
  }

  /** A commit with anything in it. */
  private static PendingCommit commit(GroupModel model, ModelMember member) throws Exception {
    CommitBuilder commit = member.client.group.commit();
    boolean adds = mayGrow(model, member) && model.happens(40);
    if (adds) {
      commit.add(model.outsider(member).client.published());
    }
    if (mayShrink(member) && model.happens(25)) {
      commit.remove(another(model, member));
    }
    if (model.happens(10)) {
      commit.externalPsk(TestClient.PSK_ID);
    }
    if (model.happens(10)) {
      commit.groupContextExtensions(extensions(model));
    }
    if (model.happens(20)) {
      commit.withoutPath();
    }
    if (model.happens(20)) {
      commit.withoutPending();
      if (!adds && model.happens(50)) {
        // New members would not have it.
        commit.resumptionPsk(member.epoch());
      }
    }
    if (model.happens(10)) {
      commit.preview();
    }
    return commit.build();
  }

  private static ExternalJoin startJoin(ModelMember joiner, ModelMember member) throws Exception {
    return Group.joinExternally(
        joiner.client.config, joiner.client.identity, member.client.group.groupInfo(true));
  }

  private static void finishJoin(
      GroupModel model, ModelMember joiner, ExternalJoin join, List<ModelMember> leavers)
      throws Exception {
    if (model.happens(30)) {
      join.externalPsk(TestClient.PSK_ID);
    }
    if (model.happens(20)) {
      join.build().close();
    }
    model.members.remove(joiner);
    joiner.leave();
    model.welcome(joiner, join.build(), leavers);
  }

  /** §11.2: one more group, with all members in it. */
  private static void reInitialize(GroupModel model) throws Exception {
    ModelMember committer = model.any(ModelMember::isIn);
    List<Extension> extensions = model.extensions();
    List<TestClient> old = model.members.stream().map(m -> m.client).toList();
    try (PendingCommit commit =
        committer
            .client
            .group
            .commit()
            .withoutPending()
            .reInit(
                Bytes.ofUtf8("group " + model.groups),
                ProtocolVersion.MLS10,
                GroupModel.SUITE.id(),
                extensions)
            .build()) {
      for (TestClient client : old) {
        if (client != committer.client) {
          client.follow(commit.message());
        }
      }
      committer.client.group.merge(commit);
    }
    for (ModelMember member : model.members) {
      assertThat(member.client.group.isActive()).isFalse();
      member.pending.forEach(PendingCommit::close);
      member.pending.clear();
      member.inbox.clear();
      member.opened.clear();
      member.client = new TestClient(member.client, member.client.name);
    }
    int creator = model.chance.nextInt(old.size());
    List<Bytes> keyPackages = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (i != creator) {
        keyPackages.add(model.members.get(i).client.keyPackage.message());
      }
    }
    FoundedGroup founded =
        old.get(creator).group.reInitialize(old.get(creator).identity, keyPackages);
    for (int i = 0; i < old.size(); i++) {
      TestClient client = model.members.get(i).client;
      client.group =
          i == creator
              ? founded.group()
              : Group.joinByWelcome(client.config, client.identity, founded.welcome())
                  .keyPackage(client.keyPackage)
                  .origin(old.get(i).group)
                  .join();
    }
    old.forEach(client -> client.group.delete());
    model.startedAnew();
  }
}
