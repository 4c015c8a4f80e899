package io.github.mls4j.interop.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeepRandomTest {

  @Test
  void eachSeedHasItsOwnLifeWhichIsAlwaysTheSame() {
    Set<Config> lives = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      lives.add(DeepRandom.config(seed));
    }

    assertThat(lives).hasSize(200).contains(DeepRandom.config(7));
  }

  @Test
  void aLifeHasSomethingOfEverything() {
    Set<String> actions = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (Script.Line line : DeepRandom.config(seed).scripts().get(0).steps()) {
        actions.add(line.action());
      }
    }

    assertThat(actions)
        .contains(
            "createGroup",
            "createKeyPackage",
            "externalJoin",
            "installExternalPSK",
            "addProposal",
            "removeProposal",
            "updateProposal",
            "externalPSKProposal",
            "resumptionPSKProposal",
            "groupContextExtensionsProposal",
            "fullCommit",
            "protect",
            "unprotect",
            "exchange");
  }
}
