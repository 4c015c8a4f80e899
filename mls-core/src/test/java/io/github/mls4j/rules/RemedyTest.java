package io.github.mls4j.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Remedy;
import java.util.Arrays;
import java.util.EnumMap;
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
    Map<MissingInput.Kind, Remedy> expected = new EnumMap<>(MissingInput.Kind.class);
    expected.put(MissingInput.Kind.PRE_SHARED_KEY, Remedy.WAIT);
    expected.put(MissingInput.Kind.RATCHET_TREE, Remedy.WAIT);
    expected.put(MissingInput.Kind.KEY_PACKAGE, Remedy.DROP);
    expected.put(MissingInput.Kind.PROPOSAL, Remedy.WAIT);
    expected.put(MissingInput.Kind.PAST_EPOCH, Remedy.DROP);
    expected.put(MissingInput.Kind.FUTURE_EPOCH, Remedy.WAIT);
    for (MissingInput.Kind kind : MissingInput.Kind.values()) {
      assertThat(remedyOf(new MissingInput(kind, "it"))).isEqualTo(expected.get(kind));
    }
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
