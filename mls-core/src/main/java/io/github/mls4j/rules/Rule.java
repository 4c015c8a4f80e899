package io.github.mls4j.rules;

import static io.github.mls4j.codec.Remedy.DROP;
import static io.github.mls4j.codec.Remedy.REPORT_SENDER;
import static io.github.mls4j.codec.Remedy.RESYNC;
import static io.github.mls4j.codec.Remedy.WAIT;

import io.github.mls4j.codec.Remedy;

/**
 * The vocabulary of refusal: one constant for each MUST of RFC 9420 that a message can break, in
 * the order of the RFC. Each is checked in one place and has one test that fails without the check.
 */
public enum Rule {
  // §5 Cryptographic objects
  CREDENTIAL_SUCCESSOR_ACCEPTED(
      "5.3.1",
      REPORT_SENDER,
      "A new credential in a leaf is an acceptable successor of the old one."),
  EXTERNAL_SENDER_CREDENTIALS_VALID(
      "5.3.1", REPORT_SENDER, "The application believes the credentials of the external senders."),

  // §6 Message framing
  MESSAGE_KIND_FITS("6", DROP, "A message is of a kind that is taken where it arrives."),
  MESSAGE_GROUP_MATCHES("6", DROP, "A message names the group that it is delivered to."),
  APPLICATION_DATA_IS_ENCRYPTED("6", DROP, "Application data travels in a PrivateMessage only."),

  // §6.1 Content authentication
  MEMBER_SENDER_IN_TREE("6.1", DROP, "The leaf that a member claims to send from is not blank."),
  EXTERNAL_SENDER_PROPOSES("6.1", DROP, "An external sender sends nothing but proposals."),
  NEW_MEMBER_COMMIT_IS_COMMIT("6.1", DROP, "A new_member_commit sender sends a commit."),
  NEW_MEMBER_PROPOSAL_IS_PROPOSAL("6.1", DROP, "A new_member_proposal sender sends a proposal."),
  SENDER_KEY_USABLE("6.1", DROP, "The sender's signature key is a valid key of the cipher suite."),
  CONTENT_SIGNATURE_VALID("6.1", DROP, "A message is signed with the key of its sender."),
  CONFIRMATION_TAG_VALID(
      "6.1",
      RESYNC,
      "The confirmation tag is the MAC of the confirmed transcript hash in the new epoch."),

  // §6.2 PublicMessage
  MEMBERSHIP_TAG_VALID("6.2", DROP, "A member's PublicMessage carries the epoch's membership tag."),

  // §6.3 PrivateMessage
  PRIVATE_CONTENT_OPENS(
      "6.3.1", DROP, "The ciphertext opens with the key of the sender's ratchet and generation."),
  PADDING_IS_ZERO("6.3.1", DROP, "Padding consists of zero bytes."),
  SENDER_DATA_OPENS("6.3.2", DROP, "The sender data opens with the epoch's sender data secret."),
  SENDER_DATA_LEAF_NOT_BLANK("6.3.2", DROP, "The leaf in the sender data is not blank."),

  // §7 Ratchet tree operations
  PARENT_KEY_FITS_SUITE(
      "7.1", REPORT_SENDER, "The key in a parent node is one of the group's cipher suite."),
  UNMERGED_LEAVES_SORTED(
      "7.1", DROP, "The unmerged leaves of a node are listed in increasing order, none twice."),
  LEAF_LISTS_OWN_CREDENTIAL_TYPE(
      "7.2", REPORT_SENDER, "A leaf lists the type of its own credential in its capabilities."),
  DEFAULTS_NOT_LISTED(
      "7.2", REPORT_SENDER, "Capabilities do not list what is supported by default."),
  LIFETIME_WITHIN_MAXIMUM(
      "7.2", REPORT_SENDER, "The total lifetime of a leaf does not exceed the maximum."),
  LEAF_CREDENTIAL_VALID("7.3", REPORT_SENDER, "The application believes the credential of a leaf."),
  LEAF_SIGNATURE_VALID("7.3", REPORT_SENDER, "A leaf is signed with its own signature key."),
  LEAF_KEYS_FIT_SUITE(
      "7.3", REPORT_SENDER, "The keys in a leaf are keys of the group's cipher suite."),
  LEAF_HAS_REQUIRED_CAPABILITIES(
      "7.3", REPORT_SENDER, "A leaf lists all that the group's required_capabilities demand."),
  LEAF_SUPPORTS_CREDENTIALS_IN_USE(
      "7.3", REPORT_SENDER, "All members support all credential types in use."),
  LEAF_WITHIN_LIFETIME("7.3", DROP, "A leaf is used within its lifetime."),
  LEAF_EXTENSIONS_IN_CAPABILITIES(
      "7.3", REPORT_SENDER, "A leaf lists the types of its own extensions in its capabilities."),
  UPDATE_LEAF_SOURCE(
      "7.3", REPORT_SENDER, "The leaf of an Update says that it comes from an update."),
  REPLACED_LEAF_CHANGES_ENCRYPTION_KEY(
      "7.3", REPORT_SENDER, "A leaf that replaces another has a new encryption key."),
  COMMIT_LEAF_SOURCE(
      "7.3", REPORT_SENDER, "The leaf of an UpdatePath says that it comes from a commit."),
  LEAF_SIGNATURE_KEYS_UNIQUE("7.3", REPORT_SENDER, "No two leaves have the same signature key."),
  LEAF_ENCRYPTION_KEYS_UNIQUE("7.3", REPORT_SENDER, "No two leaves have the same encryption key."),
  UPDATE_PATH_COVERS_FILTERED_DIRECT_PATH(
      "7.5",
      REPORT_SENDER,
      "An UpdatePath has one node for each on the committer's filtered direct path."),
  PATH_SECRET_FITS_PATH(
      "7.5", RESYNC, "The keys that come of a path secret are those in the UpdatePath."),
  UPDATE_PATH_CIPHERTEXTS_MATCH_RESOLUTION(
      "7.6",
      REPORT_SENDER,
      "A path secret is encrypted to each old member's node of the copath resolution."),
  PATH_SECRET_OPENS(
      "7.6", RESYNC, "An encrypted path secret opens with the key that it is meant for."),
  PARENT_HASHES_VALID(
      "7.9.2", DROP, "Each parent node is linked to exactly one descendant by a parent hash."),
  UPDATE_PATH_PARENT_HASH_MATCHES(
      "7.9.2", REPORT_SENDER, "The parent hash in the leaf of an UpdatePath is that of the path."),

  // §8 Key schedule
  EPOCH_COUNTABLE("8.1", REPORT_SENDER, "An epoch has a number that the uint64 for it can say."),
  EXTERNAL_INIT_KEM_OUTPUT_VALID(
      "8.3",
      REPORT_SENDER,
      "The kem_output of an ExternalInit can be decapsulated with the external key."),
  PSKS_COUNTABLE(
      "8.4", REPORT_SENDER, "There are no more PSKs than the uint16 that counts them can say."),

  // §9 Secret tree
  GENERATION_NOT_USED_TWICE("9.1", DROP, "Each generation of a ratchet protects one message only."),

  // §10 Key packages
  KEY_PACKAGE_LEAF_SOURCE(
      "10", REPORT_SENDER, "The leaf of a key package says that it comes from one."),
  KEY_PACKAGE_VERSION_MATCHES(
      "10.1", REPORT_SENDER, "A key package is of the group's protocol version."),
  KEY_PACKAGE_SUITE_MATCHES(
      "10.1", REPORT_SENDER, "A key package is for the group's cipher suite."),
  INIT_KEY_FITS_SUITE(
      "10", REPORT_SENDER, "The init key of a key package is a key of its cipher suite."),
  KEY_PACKAGE_SIGNATURE_VALID(
      "10.1", REPORT_SENDER, "A key package is signed with its leaf's signature key."),
  INIT_KEY_DIFFERS_FROM_ENCRYPTION_KEY(
      "10.1",
      REPORT_SENDER,
      "The init key of a key package is not also its leaf's encryption key."),
  GROUP_SUITE_IS_BEST(
      "11", DROP, "A new group has the best cipher suite that all its first members support."),
  MEMBER_SUPPORTS_SUITE_AND_VERSION(
      "11.1", REPORT_SENDER, "A new member lists the group's cipher suite and protocol version."),
  SUCCESSION_PSK_PRESENT(
      "11.2",
      REPORT_SENDER,
      "A group that starts from another mixes in that one's resumption PSK."),
  SUCCESSOR_MATCHES_REINIT(
      "11.2",
      REPORT_SENDER,
      "A group that takes another's place is what the committed ReInit said it would be."),
  BRANCH_KEEPS_PARAMETERS(
      "11.3", REPORT_SENDER, "A subgroup has the version and cipher suite of its group."),
  BRANCH_MEMBERS_ARE_MEMBERS(
      "11.3", REPORT_SENDER, "All members of a subgroup are members of its group."),

  // §12.1 Proposals
  PROPOSAL_EPOCH_CURRENT("12.1", DROP, "A proposal is sent in the current epoch."),
  UPDATE_SENDER_IS_MEMBER(
      "12.1.2", REPORT_SENDER, "Only a member sends an Update, for its own leaf."),
  REMOVED_LEAF_IS_MEMBER("12.1.3", REPORT_SENDER, "A Remove names a leaf that is not blank."),
  PSK_USAGE_FITS(
      "12.1.4",
      REPORT_SENDER,
      "PSKs of usage reinit or branch appear only where a group starts from another."),
  PSK_NONCE_LENGTH("12.1.4", REPORT_SENDER, "The nonce of a PSK is as long as the suite's hash."),
  REINIT_VERSION_NOT_LOWER(
      "12.1.5", REPORT_SENDER, "A ReInit does not lower the protocol version."),
  NO_EXTERNAL_INIT_BY_MEMBER(
      "12.1.6", REPORT_SENDER, "Only a client that joins by it sends an ExternalInit."),
  GROUP_REQUIREMENTS_SUPPORTED(
      "12.1.7",
      REPORT_SENDER,
      "New required capabilities are those of all members after the commit."),
  EXTERNAL_SENDER_KNOWN("12.1.8", DROP, "An external sender is in the group's external_senders."),
  EXTERNAL_SENDER_PROPOSAL_TYPE(
      "12.1.8", DROP, "An external sender proposes only what outsiders may propose."),
  NEW_MEMBER_PROPOSES_ADD(
      "12.1.8", DROP, "A client that is not a member proposes only its own Add."),

  // §12.2 Proposal lists
  NO_UPDATE_BY_COMMITTER(
      "12.2", REPORT_SENDER, "A commit does not cover an Update of its own sender."),
  NO_REMOVE_OF_COMMITTER("12.2", REPORT_SENDER, "A commit does not remove its own sender."),
  ONE_UPDATE_OR_REMOVE_A_LEAF(
      "12.2", REPORT_SENDER, "At most one Update or Remove applies to a leaf."),
  PROPOSAL_ALLOWED(
      "12.2", REPORT_SENDER, "The application allows the sender of a proposal to make it."),
  COMMIT_ALLOWED(
      "12.2", REPORT_SENDER, "The application allows the committer to commit these proposals."),
  CLIENT_ADDED_ONCE("12.2", REPORT_SENDER, "No client is added twice."),
  ADDED_CLIENT_IS_NO_MEMBER(
      "12.2",
      REPORT_SENDER,
      "No client is added that is a member already, unless it is removed as well."),
  PSK_IDS_UNIQUE("12.2", REPORT_SENDER, "No two PreSharedKey proposals name the same PSK."),
  ONE_GROUP_CONTEXT_EXTENSIONS(
      "12.2", REPORT_SENDER, "At most one proposal replaces the group's extensions."),
  REINIT_ALONE("12.2", REPORT_SENDER, "A ReInit is committed alone."),
  CUSTOM_PROPOSAL_VALID(
      "12.2",
      REPORT_SENDER,
      "A proposal of a registered type passes the checks of its definition."),
  CUSTOM_PROPOSAL_PUBLIC(
      "12.2",
      REPORT_SENDER,
      "A proposal whose type is meant for outsiders, too, is sent as PublicMessage."),
  CUSTOM_PROPOSAL_COMMITTED_AS_DEFINED(
      "12.2",
      REPORT_SENDER,
      "A commit covers a proposal by value or by reference as the definition of its type says."),
  CUSTOM_PROPOSAL_SUPPORTED(
      "12.2",
      REPORT_SENDER,
      "All members that are to process a commit support the types of its proposals."),
  EXTERNAL_COMMIT_ONE_EXTERNAL_INIT(
      "12.2", REPORT_SENDER, "An external commit holds exactly one ExternalInit."),
  EXTERNAL_COMMIT_ONE_REMOVE("12.2", REPORT_SENDER, "An external commit holds at most one Remove."),
  EXTERNAL_COMMIT_NO_OTHER_PROPOSALS(
      "12.2",
      REPORT_SENDER,
      "An external commit holds no proposals but ExternalInit, Remove and PreSharedKey."),

  // §12.4 Commits and joining
  COMMIT_HAS_REQUIRED_PATH(
      "12.4", REPORT_SENDER, "A commit has a path where its proposals demand one."),
  COMMIT_EPOCH_CURRENT("12.4.2", DROP, "A commit is sent in the current epoch."),
  UPDATE_PATH_KEYS_NEW(
      "12.4.2", REPORT_SENDER, "The keys in an UpdatePath are in no node before it, nor twice."),
  NOTHING_SENT_AFTER_REINIT("12.4.2", DROP, "After a ReInit commit nothing is sent in the group."),
  WELCOME_SUITE_MATCHES("12.4.3.1", DROP, "A Welcome is of the cipher suite of its key package."),
  WELCOME_SECRETS_OPEN("12.4.3.1", DROP, "The group secrets of a Welcome open with the init key."),
  WELCOME_GROUP_INFO_OPENS(
      "12.4.3.1", DROP, "The encrypted GroupInfo opens with the key of the welcome secret."),
  WELCOME_ONE_SUCCESSION_PSK(
      "12.4.3.1", DROP, "A Welcome names at most one PSK of usage reinit or branch."),
  GROUP_ID_UNIQUE("12.4.3.1", DROP, "A client is not in two groups of the same group_id at once."),
  GROUP_INFO_SUITE_MATCHES(
      "12.4.3.1", DROP, "The cipher suite of a GroupInfo is that of the key package or Welcome."),
  GROUP_INFO_VERSION_MATCHES("12.4.3.1", DROP, "The version of a GroupInfo is one that we speak."),
  GROUP_INFO_SIGNER_IS_MEMBER(
      "12.4.3.1", DROP, "The signer of a GroupInfo is a leaf that is not blank."),
  GROUP_INFO_SIGNATURE_VALID("12.4.3.1", DROP, "A GroupInfo is signed by its signer."),
  TREE_HASH_MATCHES("12.4.3.1", DROP, "The ratchet tree has the hash that the GroupContext says."),
  JOINER_IS_IN_TREE(
      "12.4.3.1", DROP, "The joiner's own leaf is in the tree, as in its key package."),
  UNMERGED_LEAVES_BELOW_NODE("12.4.3.1", DROP, "The unmerged leaves of a node are below it."),
  UNMERGED_LEAVES_NOT_BLANK("12.4.3.1", DROP, "The unmerged leaves of a node are members."),
  UNMERGED_LEAVES_UNMERGED_BELOW(
      "12.4.3.1",
      DROP,
      "A leaf that is unmerged in a node is so in all between that are not blank."),
  PARENT_ENCRYPTION_KEYS_UNIQUE(
      "12.4.3.1", REPORT_SENDER, "The encryption key of a parent node is in no other node."),
  JOINER_PATH_SECRET_FITS_TREE(
      "12.4.3.1", DROP, "The keys that come of a joiner's path secret are those in the tree."),
  JOINER_KNOWS_ALL_BUT_UNMERGED(
      "12.4.3.1",
      DROP,
      "A joiner gets the keys of all nodes above it that do not list it as unmerged."),
  SUCCESSOR_KEEPS_MEMBERS(
      "12.4.3.1", REPORT_SENDER, "All members of a group are in the one that takes its place."),
  SUCCESSOR_GROUP_EPOCH(
      "12.4.3.1", REPORT_SENDER, "A group that starts from another is joined in epoch 1."),
  EXTERNAL_PUB_PRESENT(
      "12.4.3.2", DROP, "An external commit starts from a GroupInfo with external_pub."),
  EXTERNAL_PUB_FITS_SUITE("12.4.3.2", DROP, "external_pub is a key of the group's cipher suite."),
  EXTERNAL_COMMIT_HAS_PATH("12.4.3.2", DROP, "An external commit has a path."),
  EXTERNAL_COMMIT_BY_VALUE(
      "12.4.3.2", REPORT_SENDER, "An external commit holds no proposals by reference."),
  RATCHET_TREE_ENDS_WITH_NODE("12.4.3.3", DROP, "The last node of a ratchet_tree is not blank."),
  RATCHET_TREE_NODES_IN_PLACE(
      "12.4.3.3", DROP, "Leaves and parents take turns in a ratchet_tree, leaves first."),
  RATCHET_TREE_WITHIN_LIMIT("12.4.3.3", DROP, "A tree has no more leaves than we keep state for."),

  // §13 Extensibility
  EXTENSION_TYPES_UNIQUE(
      "13.4", REPORT_SENDER, "A list of extensions holds each type at most once."),
  EXTENSION_WELL_FORMED("13.4", REPORT_SENDER, "The content of a known extension is well-formed."),
  MEMBERS_SUPPORT_GROUP_EXTENSIONS(
      "13.4", REPORT_SENDER, "All members support the extensions of the GroupContext."),

  // §13.5 GREASE
  CLIENT_SUPPORTS_GROUP(
      "13.5",
      REPORT_SENDER,
      "What a group uses and requires, a client supports in earnest, not by its GREASE."),

  // §15 Application messages
  GENERATION_WITHIN_REACH("15.3", WAIT, "A generation is not further ahead than the limit."),
  GENERATION_STILL_KEPT(
      "15.3", DROP, "A late message's generation is recent enough for its key to be kept."),

  // §17 IANA considerations
  EXTENSION_IN_PLACE(
      "17.3", REPORT_SENDER, "An extension of the RFC stands where it is registered for."),
  ;

  private final String section;
  private final Remedy remedy;
  private final String statement;

  Rule(String section, Remedy remedy, String statement) {
    this.section = section;
    this.remedy = remedy;
    this.statement = statement;
  }

  /** The section of RFC 9420 that makes the demand, such as {@code 12.4.2}. */
  public String section() {
    return section;
  }

  /** The demand in one sentence. */
  public String statement() {
    return statement;
  }

  /**
   * What the application usually does with a message that breaks this rule. What is checked before
   * a signature proves the sender, or on the way into a group of which nothing is proven yet,
   * blames nobody; what a member has signed is that member's doing; and where a commit is well made
   * as far as all can see but this client comes to other secrets, it cannot follow the group.
   */
  public Remedy remedy() {
    return remedy;
  }
}
