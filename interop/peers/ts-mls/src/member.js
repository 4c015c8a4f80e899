import {
  createApplicationMessage,
  createCommit,
  createProposal,
  makePskIndex,
  processPrivateMessage,
  processPublicMessage,
} from "ts-mls"
import { defaultClientConfig } from "ts-mls/clientConfig.js"
import { UsageError, ValidationError } from "ts-mls/mlsError.js"
import { updateLeafKey } from "ts-mls/privateKeyPath.js"
import { encodeRatchetTree } from "ts-mls/ratchetTree.js"
import { readMessage, writeMessage, writePrivateMessage, writeWelcome } from "./wire.js"

// Of ts-mls's defaults, only how long the past is kept is changed: the scenarios reach back further.
export const clientConfig = {
  ...defaultClientConfig,
  keyRetentionConfig: { ...defaultClientConfig.keyRetentionConfig, retainKeysForEpochs: 16 },
}

const keyOf = (bytes) => Buffer.from(bytes).toString("base64")

/** The external PSKs of a member, or of one to be, in the form that makePskIndex takes. */
export class Psks {
  secrets = {}

  store(id, secret) {
    this.secrets[keyOf(id)] = new Uint8Array(secret)
  }
}

/** One member's view of a group; `epoch` is what changes from one epoch to the next. */
export class Member {
  sent = new Map()
  pending = undefined

  constructor(state, suite, encryptHandshake, psks = new Psks()) {
    this.state = state
    this.suite = suite
    this.encryptHandshake = encryptHandshake
    this.psks = psks
  }

  get group() {
    return { suite: this.suite, groupId: this.state.groupContext.groupId, tree: () => this.state.ratchetTree }
  }

  get authenticator() {
    return this.state.keySchedule.epochAuthenticator
  }

  get identity() {
    return this.state.ratchetTree[2 * this.state.privatePath.leafIndex].leaf.credential.identity
  }

  enter(state) {
    this.state = state
    this.sent.clear()
    this.pending = undefined
  }

  // ts-mls commits all proposals that its state holds. So they are kept beside it, and put in when a commit refers to them.
  async propose(proposal, leafKey) {
    const { newState, message } = await createProposal(this.state, !this.encryptHandshake, proposal, this.suite)
    const bytes = writeMessage(message)
    this.sent.set(keyOf(bytes), { unapplied: newState.unappliedProposals, leafKey })
    this.state = { ...newState, unappliedProposals: {} }
    return bytes
  }

  /** The state with those proposals in it; an own Update's key is in place, as the committer encrypts to it. */
  async withProposals(messages) {
    let state = this.state
    for (const bytes of messages) {
      const own = this.sent.get(keyOf(bytes))
      if (own === undefined) {
        state = (await this.process(state, bytes)).newState
      } else {
        const privatePath = own.leafKey ? updateLeafKey(state.privatePath, own.leafKey) : state.privatePath
        state = { ...state, privatePath, unappliedProposals: { ...state.unappliedProposals, ...own.unapplied } }
      }
    }
    return state
  }

  async process(state, bytes) {
    const message = readMessage(bytes, "mls_public_message", "mls_private_message")
    const psks = makePskIndex(state, this.psks.secrets)
    return message.wireformat === "mls_public_message"
      ? processPublicMessage(state, message.publicMessage, psks, this.suite)
      : processPrivateMessage(state, message.privateMessage, psks, this.suite)
  }

  async commit(byReference, extraProposals, externalTree) {
    const state = await this.withProposals(byReference)
    const result = await createCommit(
      { state, cipherSuite: this.suite, pskIndex: makePskIndex(state, this.psks.secrets) },
      { wireAsPublicMessage: !this.encryptHandshake, extraProposals, ratchetTreeExtension: !externalTree },
    )
    this.pending = result.newState
    return { commit: writeMessage(result.commit), ...welcomeOf(result, externalTree) }
  }

  async handleCommit(proposals, commit) {
    const { newState } = await this.process(await this.withProposals(proposals), commit)
    if (newState.groupContext.epoch === this.state.groupContext.epoch)
      throw new ValidationError("Was removed, or that was no commit")
    this.enter(newState)
  }

  handlePending() {
    if (this.pending === undefined) throw new UsageError("No commit is pending")
    this.enter(this.pending)
  }

  async protect(plaintext, authenticatedData) {
    const result = await createApplicationMessage(this.state, plaintext, this.suite, authenticatedData)
    this.state = result.newState
    return writePrivateMessage(result.privateMessage)
  }

  async unprotect(bytes) {
    const { privateMessage } = readMessage(bytes, "mls_private_message")
    const result = await this.process(this.state, bytes)
    if (result.kind !== "applicationMessage") throw new ValidationError("Expected an application message")
    this.state = result.newState
    return { plaintext: result.message, authenticated_data: privateMessage.authenticatedData }
  }
}

export function welcomeOf({ welcome, newState }, externalTree) {
  return {
    welcome: welcome === undefined ? new Uint8Array() : writeWelcome(welcome),
    ratchet_tree: externalTree ? encodeRatchetTree(newState.ratchetTree) : new Uint8Array(),
  }
}
