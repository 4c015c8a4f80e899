// The calls of the MLSClient service, each as a function from request to response.
import {
  ciphersuites,
  createCommit,
  createGroup,
  encodeExternalSender,
  joinGroup,
  joinGroupExternal,
  makePskIndex,
  mlsExporter,
  proposeAddExternal,
} from "ts-mls"
import { createGroupInfo, createGroupInfoWithRatchetTree } from "ts-mls/createCommit.js"
import { ratchetTreeFromExtension } from "ts-mls/groupInfo.js"
import { protectExternalProposalPublic } from "ts-mls/messageProtectionPublic.js"
import { UsageError } from "ts-mls/mlsError.js"
import { encodeRatchetTree } from "ts-mls/ratchetTree.js"
import { makeResumptionPsk } from "ts-mls/resumption.js"
import { NotFound, Unimplemented } from "./errors.js"
import { clientConfig, Member, Psks, welcomeOf } from "./member.js"
import { leafOf, newUpdate, proposalOf } from "./proposals.js"
import { keyPackage, rawSignatureKey, signatureKeys, suiteIds, suiteOf } from "./suites.js"
import {
  extensionsOf,
  externalPub,
  externalSendersIn,
  readExternalPub,
  readExternalSender,
  readGroupInfo,
  readKeyPackage,
  readTree,
  readWelcome,
  withExternalSenders,
  writeGroupInfo,
  writeKeyPackage,
  writeMessage,
  writePublicMessage,
} from "./wire.js"

/** Someone who has a key package out, and may be added by it. */
class Joiner {
  psks = new Psks()

  constructor(keys, suite) {
    this.keys = keys
    this.suite = suite
  }

  join(welcome, tree, resumed, psks = this.psks.secrets) {
    const { publicPackage, privatePackage } = this.keys
    const index = makePskIndex(resumed, psks)
    return joinGroup(welcome, publicPackage, privatePackage, index, this.suite, tree, resumed, clientConfig)
  }

  privateKeys() {
    const { initPrivateKey, hpkePrivateKey, signaturePrivateKey } = this.keys.privatePackage
    return {
      init_priv: initPrivateKey,
      encryption_priv: hpkePrivateKey,
      signature_priv: rawSignatureKey(signaturePrivateKey, this.suite),
    }
  }
}

class Signer {
  constructor(keys, suite) {
    this.keys = keys
    this.suite = suite
  }
}

/** A member whose group has been closed by a ReInit, with a key package for the next one. */
class Reinit extends Joiner {
  constructor(keys, suite, member) {
    super(keys, suite)
    this.member = member
  }
}

const things = new Map()
let lastId = 0

function added(thing) {
  things.set(++lastId, thing)
  return lastId
}

function found(id, ...kinds) {
  const thing = things.get(id)
  if (!kinds.some((kind) => thing instanceof kind)) throw new NotFound(`no ${kinds[0].name} ${id}`)
  return thing
}

const bytes = (buffer) => new Uint8Array(buffer)
const sameBytes = (a, b) => Buffer.compare(a, b) === 0
const suiteOfName = (name) => suiteOf(ciphersuites[name])

async function newJoiner(suiteId, identity) {
  const suite = await suiteOf(suiteId)
  return new Joiner(await keyPackage(suite, bytes(identity)), suite)
}

/** A member proposes: the request's own fields are those that a ProposalDescription has for the type. */
const proposes = (type) => async (request) => {
  const member = found(request.state_id, Member)
  return { proposal: await member.propose(proposalOf(type, request, member.group)) }
}

async function reinited(member) {
  const { groupActiveState } = member.state
  if (groupActiveState.kind !== "suspendedPendingReinit") throw new UsageError("The commit held no ReInit")
  const suite = await suiteOfName(groupActiveState.reinit.cipherSuite)
  const reinit = new Reinit(await keyPackage(suite, member.identity), suite, member)
  return {
    reinit_id: added(reinit),
    key_package: writeKeyPackage(reinit.keys.publicPackage),
    epoch_authenticator: member.authenticator,
  }
}

// ts-mls takes the data of external_pub for the key: here the KEM is given the key that is inside instead.
function readingExternalPub(suite, groupInfo) {
  const { data, key } = readExternalPub(groupInfo)
  const importPublicKey = (bytes) => suite.hpke.importPublicKey(bytes === data ? key : bytes)
  return { ...suite, hpke: { ...suite.hpke, importPublicKey } }
}

/** RFC 9420 sections 11.2 and 11.3: a new group, whose first commit adds all others and injects the old one's PSK. */
async function subgroup({ member, keys, suite, groupId, extensions, usage, keyPackages, externalTree }) {
  const state = await createGroup(groupId, keys.publicPackage, keys.privatePackage, extensions, suite, clientConfig)
  const adds = keyPackages.map((bytes) => ({ proposalType: "add", add: { keyPackage: readKeyPackage(bytes) } }))
  const psk = { proposalType: "psk", psk: { preSharedKeyId: makeResumptionPsk(member.state, usage, suite).id } }
  const result = await createCommit(
    { state, cipherSuite: suite, pskIndex: makePskIndex(member.state, {}) },
    { extraProposals: [...adds, psk], ratchetTreeExtension: !externalTree },
  )
  const next = new Member(result.newState, suite, member.encryptHandshake)
  return { state_id: added(next), epoch_authenticator: next.authenticator, ...welcomeOf(result, externalTree) }
}

export const handlers = {
  Name: async () => ({ name: "ts-mls" }),

  SupportedCiphersuites: async () => ({ ciphersuites: suiteIds }),

  CreateGroup: async (request) => {
    const { keys, suite } = await newJoiner(request.cipher_suite, request.identity)
    const { publicPackage, privatePackage } = keys
    const state = await createGroup(bytes(request.group_id), publicPackage, privatePackage, [], suite, clientConfig)
    return { state_id: added(new Member(state, suite, request.encrypt_handshake)) }
  },

  CreateKeyPackage: async (request) => {
    const joiner = await newJoiner(request.cipher_suite, request.identity)
    return {
      transaction_id: added(joiner),
      key_package: writeKeyPackage(joiner.keys.publicPackage),
      ...joiner.privateKeys(),
    }
  },

  JoinGroup: async (request) => {
    const joiner = found(request.transaction_id, Joiner)
    const state = await joiner.join(readWelcome(request.welcome), readTree(request.ratchet_tree))
    things.delete(request.transaction_id)
    const member = new Member(state, joiner.suite, request.encrypt_handshake, joiner.psks)
    return { state_id: added(member), epoch_authenticator: member.authenticator }
  },

  ExternalJoin: async (request) => {
    if (request.psks.length > 0) throw new Unimplemented("ts-mls makes no external commits with PSKs")
    const groupInfo = readGroupInfo(request.group_info)
    const suite = await suiteOfName(groupInfo.groupContext.cipherSuite)
    const tree = ratchetTreeFromExtension(groupInfo) ?? readTree(request.ratchet_tree)
    const { publicPackage, privatePackage } = await keyPackage(suite, bytes(request.identity))
    // To ts-mls the prior appearance is the leaf with the same signature key, unless told otherwise.
    const prior = request.remove_prior ? tree[2 * leafOf(tree, request.identity)].leaf : undefined
    const keyPackageEqualityConfig = {
      ...clientConfig.keyPackageEqualityConfig,
      compareKeyPackageToLeafNode: (_, leaf) => sameBytes(leaf.signaturePublicKey, prior.signaturePublicKey),
    }
    const { publicMessage, newState } = await joinGroupExternal(
      groupInfo,
      publicPackage,
      privatePackage,
      request.remove_prior,
      readingExternalPub(suite, groupInfo),
      tree,
      { ...clientConfig, keyPackageEqualityConfig },
    )
    const member = new Member({ ...newState, clientConfig }, suite, request.encrypt_handshake)
    return {
      state_id: added(member),
      commit: writePublicMessage(publicMessage),
      epoch_authenticator: member.authenticator,
    }
  },

  // Not by ts-mls's own functions for external joins, which write external_pub in a form of their own.
  GroupInfo: async (request) => {
    const { state, suite } = found(request.state_id, Member)
    const { groupContext, confirmationTag, ratchetTree, keySchedule } = state
    const { publicKey } = await suite.hpke.deriveKeyPair(keySchedule.externalSecret)
    const extensions = [externalPub(await suite.hpke.exportPublicKey(publicKey))]
    if (request.external_tree) {
      const groupInfo = await createGroupInfo(groupContext, confirmationTag, state, extensions, suite)
      return { group_info: writeGroupInfo(groupInfo), ratchet_tree: encodeRatchetTree(ratchetTree) }
    }
    const groupInfo = await createGroupInfoWithRatchetTree(
      groupContext,
      confirmationTag,
      state,
      ratchetTree,
      extensions,
      suite,
    )
    return { group_info: writeGroupInfo(groupInfo), ratchet_tree: new Uint8Array() }
  },

  StateAuth: async (request) => ({ state_auth_secret: found(request.state_id, Member).authenticator }),

  Export: async (request) => {
    const { state, suite } = found(request.state_id, Member)
    const { exporterSecret } = state.keySchedule
    const { label, context, key_length } = request
    return { exported_secret: await mlsExporter(exporterSecret, label, bytes(context), key_length, suite) }
  },

  Protect: async (request) => {
    const member = found(request.state_id, Member)
    return { ciphertext: await member.protect(bytes(request.plaintext), bytes(request.authenticated_data)) }
  },

  Unprotect: async (request) => found(request.state_id, Member).unprotect(request.ciphertext),

  StorePSK: async (request) => {
    found(request.state_or_transaction_id, Member, Joiner).psks.store(request.psk_id, request.psk_secret)
    return {}
  },

  AddProposal: proposes("add"),
  RemoveProposal: proposes("remove"),
  ExternalPSKProposal: proposes("externalPSK"),
  ResumptionPSKProposal: proposes("resumptionPSK"),
  GroupContextExtensionsProposal: proposes("groupContextExtensions"),
  ReInitProposal: proposes("reinit"),

  UpdateProposal: async (request) => {
    const member = found(request.state_id, Member)
    const { proposal, leafKey } = await newUpdate(member.state, member.suite)
    return { proposal: await member.propose(proposal, leafKey) }
  },

  // ts-mls puts a path into commits that need one; it cannot be made to otherwise: force_path has no effect.
  Commit: async (request) => {
    const member = found(request.state_id, Member)
    const byValue = request.by_value.map((d) => proposalOf(String(d.proposal_type), d, member.group))
    return member.commit(request.by_reference, byValue, request.external_tree)
  },

  HandleCommit: async (request) => {
    const member = found(request.state_id, Member)
    await member.handleCommit(request.proposal, request.commit)
    return { state_id: request.state_id, epoch_authenticator: member.authenticator }
  },

  HandlePendingCommit: async (request) => {
    const member = found(request.state_id, Member)
    member.handlePending()
    return { state_id: request.state_id, epoch_authenticator: member.authenticator }
  },

  ReInitCommit: async (request) => handlers.Commit(request),

  HandleReInitCommit: async (request) => {
    const member = found(request.state_id, Member)
    await member.handleCommit(request.proposal, request.commit)
    return reinited(member)
  },

  HandlePendingReInitCommit: async (request) => {
    const member = found(request.state_id, Member)
    member.handlePending()
    return reinited(member)
  },

  ReInitWelcome: async (request) => {
    const { keys, suite, member } = found(request.reinit_id, Reinit)
    const { groupId, extensions } = member.state.groupActiveState.reinit
    const [keyPackages, externalTree] = [request.key_package, request.external_tree]
    return subgroup({ member, keys, suite, groupId, extensions, usage: "reinit", keyPackages, externalTree })
  },

  HandleReInitWelcome: async (request) => {
    const reinit = found(request.reinit_id, Reinit)
    const { member } = reinit
    const state = await reinit.join(readWelcome(request.welcome), readTree(request.ratchet_tree), member.state)
    const next = new Member(state, reinit.suite, member.encryptHandshake)
    return { state_id: added(next), epoch_authenticator: next.authenticator }
  },

  CreateBranch: async (request) => {
    const member = found(request.state_id, Member)
    const { suite } = member
    return subgroup({
      member,
      suite,
      keys: await keyPackage(suite, member.identity),
      groupId: bytes(request.group_id),
      extensions: extensionsOf(request.extensions),
      usage: "branch",
      keyPackages: request.key_packages,
      externalTree: request.external_tree,
    })
  },

  HandleBranch: async (request) => {
    const member = found(request.state_id, Member)
    const joiner = found(request.transaction_id, Joiner)
    const state = await joiner.join(readWelcome(request.welcome), readTree(request.ratchet_tree), member.state)
    things.delete(request.transaction_id)
    const next = new Member(state, joiner.suite, member.encryptHandshake)
    return { state_id: added(next), epoch_authenticator: next.authenticator }
  },

  NewMemberAddProposal: async (request) => {
    const groupInfo = readGroupInfo(request.group_info)
    const joiner = await newJoiner(ciphersuites[groupInfo.groupContext.cipherSuite], request.identity)
    const { publicPackage, privatePackage } = joiner.keys
    const proposal = await proposeAddExternal(groupInfo, publicPackage, privatePackage, joiner.suite)
    return { transaction_id: added(joiner), proposal: writeMessage(proposal), ...joiner.privateKeys() }
  },

  CreateExternalSigner: async (request) => {
    const suite = await suiteOf(request.cipher_suite)
    const keys = await signatureKeys(suite)
    const credential = { credentialType: "basic", identity: bytes(request.identity) }
    const sender = { signaturePublicKey: keys.publicKey, credential }
    return { signer_id: added(new Signer(keys, suite)), external_sender: encodeExternalSender(sender) }
  },

  AddExternalSigner: async (request) => {
    const member = found(request.state_id, Member)
    const { extensions } = member.state.groupContext
    const senders = [...externalSendersIn(extensions), readExternalSender(request.external_sender)]
    return {
      proposal: await member.propose({
        proposalType: "group_context_extensions",
        groupContextExtensions: { extensions: withExternalSenders(extensions, senders) },
      }),
    }
  },

  // Not by ts-mls's proposeExternal, which looks for the sender in a form that the extension does not have.
  ExternalSignerProposal: async (request) => {
    const { keys, suite } = found(request.signer_id, Signer)
    const { groupContext, ...groupInfo } = readGroupInfo(request.group_info)
    const senderIndex = externalSendersIn(groupContext.extensions).findIndex(
      ({ signaturePublicKey }) => sameBytes(signaturePublicKey, keys.publicKey),
    )
    if (senderIndex === -1) throw new NotFound("the group does not have this external sender")
    const proposal = proposalOf(String(request.description.proposal_type), request.description, {
      suite,
      groupId: groupContext.groupId,
      tree: () => ratchetTreeFromExtension(groupInfo) ?? readTree(request.ratchet_tree) ?? [],
    })
    const sender = { senderType: "external", senderIndex }
    const none = new Uint8Array()
    const signed = await protectExternalProposalPublic(keys.signKey, groupContext, none, proposal, sender, suite)
    return { proposal: writePublicMessage(signed.publicMessage) }
  },

  Free: async (request) => {
    if (!things.delete(request.state_id)) throw new NotFound(`no state ${request.state_id}`)
    return {}
  },
}
