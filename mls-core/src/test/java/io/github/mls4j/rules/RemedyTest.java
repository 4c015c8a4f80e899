package io.github.mls4j.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Remedy;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every refusal says what to do, and the three kinds of it can be caught as one. */
class RemedyTest {

  private static Remedy remedyOf(MlsException thrown) {
    try {
      throw thrown;
    } catch (MlsException e) {
      return e.remedy();
    }
  }

  @Test
  void eachRuleHasOne() {
    for (Rule rule : Rule.values()) {
      assertThat(rule.remedy()).isNotNull();
      assertThat(remedyOf(new RuleViolation(rule, "somewhere"))).isEqualTo(rule.remedy());
    }
  }

  @Test
  void eachMissingInputHasOne() {
    Map<MissingInput, Remedy> expected =
        Map.of(
            MissingInput.preSharedKeys(List.of()), Remedy.WAIT,
            MissingInput.ratchetTree(), Remedy.WAIT,
            MissingInput.keyPackage(List.of()), Remedy.DROP,
            MissingInput.proposals(List.of()), Remedy.WAIT,
            MissingInput.identity(new SignaturePublicKey(Bytes.EMPTY)), Remedy.WAIT,
            MissingInput.pastEpoch(1), Remedy.DROP,
            MissingInput.futureEpoch(1), Remedy.WAIT);
    expected.forEach((missing, remedy) -> assertThat(remedyOf(missing)).isEqualTo(remedy));
    assertThat(expected.keySet())
        .extracting(MissingInput::kind)
        .containsExactlyInAnyOrder(MissingInput.Kind.values());
  }

  @Test
  void whatDoesNotDecodeIsDropped() {
    assertThat(remedyOf(new DecodeException(0, "", "empty"))).isEqualTo(Remedy.DROP);
  }

  private static Set<Rule> rulesWith(Remedy remedy) {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.remedy() == remedy)
        .collect(Collectors.toSet());
  }

  @Test
  void nobodyIsBlamedBeforeASignatureProvesWhoItWas() {
    assertThat(rulesWith(Remedy.DROP))
        .contains(
            Rule.CONTENT_SIGNATURE_VALID,
            Rule.MEMBERSHIP_TAG_VALID,
            Rule.PRIVATE_CONTENT_OPENS,
            Rule.SENDER_DATA_OPENS,
            Rule.COMMIT_EPOCH_CURRENT,
            Rule.PROPOSAL_EPOCH_CURRENT,
            Rule.GROUP_INFO_SIGNATURE_VALID,
            Rule.TREE_HASH_MATCHES);
  }

  @Test
  void whoSignedAProposalListIsBlamedForIt() {
    assertThat(
            Arrays.stream(Rule.values())
                .filter(rule -> rule.section().equals("12.2"))
                .map(Rule::remedy))
        .isNotEmpty()
        .containsOnly(Remedy.REPORT_SENDER);
  }

  @Test
  void whereSecretsDifferThisClientCannotFollow() {
    assertThat(rulesWith(Remedy.RESYNC))
        .containsExactlyInAnyOrder(
            Rule.CONFIRMATION_TAG_VALID, Rule.PATH_SECRET_OPENS, Rule.PATH_SECRET_FITS_PATH);
  }

  @Test
  void whatIsOnlyTooEarlyWaits() {
    assertThat(rulesWith(Remedy.WAIT)).containsExactly(Rule.GENERATION_WITHIN_REACH);
  }
}
