package io.github.mls4j.cli.view;

import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.Sender;
import org.jspecify.annotations.Nullable;

/**
 * The field that a {@code select} of the RFC depends on.
 *
 * @param name of the field
 * @param value the RFC's name of the case
 */
record Selector(String name, String value) {

  /** The selector of a value that is one case of a select; null for any other value. */
  static @Nullable Selector of(Record value) {
    if (value instanceof Credential credential) {
      return new Selector("credential_type", credential.credentialType().toString());
    }
    if (value instanceof Content content) {
      return new Selector("content_type", content.contentType().toString());
    }
    if (value instanceof Proposal proposal) {
      return new Selector("proposal_type", proposal.proposalType().toString());
    }
    if (value instanceof ProposalOrRef) {
      return new Selector(
          "type", value instanceof ProposalOrRef.ByReference ? "reference" : "proposal");
    }
    if (value instanceof Sender) {
      return new Selector("sender_type", caseName(value));
    }
    if (value instanceof PreSharedKeyID) {
      return new Selector("psktype", caseName(value));
    }
    if (value instanceof LeafNodeSource) {
      return new Selector("leaf_node_source", caseName(value));
    }
    if (value instanceof Node) {
      return new Selector("node_type", caseName(value));
    }
    return null;
  }

  private static String caseName(Record value) {
    return Names.snakeCase(value.getClass().getSimpleName());
  }
}
