package io.github.mls4j.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {

  @Test
  void aPathAlone() {
    Place place = Place.of("group_info.signer");
    assertThat(place).hasToString("group_info.signer");
    assertThat(place.path()).isEqualTo("group_info.signer");
    assertThat(place.proposal()).isEmpty();
    assertThat(place.leaf()).isEmpty();
    assertThat(place.node()).isEmpty();
  }

  @Test
  void aFieldOfAProposal() {
    Place place = Place.ofProposal(3).field("key_package").field("leaf_node");
    assertThat(place).hasToString("proposals[3].key_package.leaf_node");
    assertThat(place.proposal()).hasValue(3);
    Place extension = place.element("extensions", "0xf001");
    assertThat(extension.path()).isEqualTo("proposals[3].key_package.leaf_node.extensions[0xf001]");
    assertThat(extension.proposal()).hasValue(3);
  }

  @Test
  void numbersFollowTheFieldsBelow() {
    Place place = Place.ofProposal(0).withLeaf(0xffff_ffffL).withNode(6).field("removed");
    assertThat(place.leaf()).hasValue(0xffff_ffffL);
    assertThat(place.node()).hasValue(6);
    assertThat(place.proposal()).hasValue(0);
    assertThat(place).hasToString("proposals[0].removed, leaf 4294967295, node 6");
    assertThat(Place.of("a").withLeaf(0).withNode(0).element("b", 1))
        .hasToString("a.b[1], leaf 0, node 0");
  }

  @Test
  void equality() {
    Place place = Place.ofProposal(1).withLeaf(2).withNode(4);
    assertThat(place)
        .isEqualTo(Place.ofProposal(1).withLeaf(2).withNode(4))
        .hasSameHashCodeAs(Place.ofProposal(1).withLeaf(2).withNode(4))
        .isNotEqualTo(Place.of("proposals[1]").withLeaf(2).withNode(4))
        .isNotEqualTo(Place.ofProposal(1).withNode(4))
        .isNotEqualTo(Place.ofProposal(1).withLeaf(2))
        .isNotEqualTo(place.field("a"))
        .isNotEqualTo("proposals[1]");
  }

  @Test
  void aViolationTellsAll() {
    Throwable cause = new IllegalStateException("why");
    Place place = Place.ofProposal(2);
    RuleViolation violation = new RuleViolation(Rule.REINIT_ALONE, place, cause);
    assertThat(violation.rule()).isEqualTo(Rule.REINIT_ALONE);
    assertThat(violation.place()).isEqualTo(place);
    assertThat(violation).hasCause(cause).hasMessageContaining("REINIT_ALONE", "12.2");
    assertThat(violation).hasMessageContaining("proposals[2]");
    assertThat(new RuleViolation(Rule.REINIT_ALONE, "proposals", cause).place())
        .isEqualTo(Place.of("proposals"));
  }
}
