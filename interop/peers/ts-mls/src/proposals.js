// Proposals, made from what a request says.
import { getOwnLeafNode } from "ts-mls/clientState.js"
import { signLeafNodeCommit } from "ts-mls/leafNode.js"
import { nodeToLeafIndex } from "ts-mls/treemath.js"
import { NotFound } from "./errors.js"
import { extensionsOf, readKeyPackage } from "./wire.js"
import { ciphersuites } from "ts-mls"

export function leafOf(tree, identity) {
  const node = tree.findIndex(
    (node) => node?.nodeType === "leaf" && Buffer.compare(node.leaf.credential.identity, identity) === 0,
  )
  if (node === -1) throw new NotFound(`no member is called ${Buffer.from(identity)}`)
  return nodeToLeafIndex(node)
}

const psk = (id, suite) => ({
  proposalType: "psk",
  psk: { preSharedKeyId: { ...id, pskNonce: suite.rng.randomBytes(suite.kdf.size) } },
})

const suiteName = (id) => Object.keys(ciphersuites).find((name) => ciphersuites[name] === id)

/** By the name that a ProposalDescription gives the type: what to make of it, in a group with that tree. */
const makers = {
  add: (d) => ({ proposalType: "add", add: { keyPackage: readKeyPackage(d.key_package) } }),
  remove: (d, { tree }) => ({ proposalType: "remove", remove: { removed: leafOf(tree(), d.removed_id) } }),
  externalPSK: (d, { suite }) => psk({ psktype: "external", pskId: new Uint8Array(d.psk_id) }, suite),
  resumptionPSK: (d, { suite, groupId }) =>
    psk({ psktype: "resumption", usage: "application", pskGroupId: groupId, pskEpoch: BigInt(d.epoch_id) }, suite),
  groupContextExtensions: (d) => ({
    proposalType: "group_context_extensions",
    groupContextExtensions: { extensions: extensionsOf(d.extensions) },
  }),
  reinit: (d) => ({
    proposalType: "reinit",
    reinit: {
      groupId: new Uint8Array(d.group_id),
      version: "mls10",
      cipherSuite: suiteName(d.cipher_suite),
      extensions: extensionsOf(d.extensions),
    },
  }),
}

export function proposalOf(type, description, group) {
  const make = makers[type]
  if (make === undefined) throw new NotFound(`proposal type ${type}`)
  return make(description, group)
}

/** ts-mls takes Updates from others, but has no function that makes one: a leaf with a new key, signed as RFC 9420 section 7.2 says. */
export async function newUpdate(state, suite) {
  const { signaturePublicKey, credential, capabilities, extensions } = getOwnLeafNode(state)
  const keys = await suite.hpke.generateKeyPair()
  const leaf = {
    leafNodeSource: "update",
    hpkePublicKey: await suite.hpke.exportPublicKey(keys.publicKey),
    signaturePublicKey,
    credential,
    capabilities,
    extensions,
    groupId: state.groupContext.groupId,
    leafIndex: state.privatePath.leafIndex,
  }
  const leafNode = await signLeafNodeCommit(leaf, state.signaturePrivateKey, suite.signature)
  const proposal = { proposalType: "update", update: { leafNode } }
  return { proposal, leafKey: await suite.hpke.exportPrivateKey(keys.privateKey) }
}
