// A client of ts-mls for io.github.mls4j.bench.peers.TsMlsPeer: reads requests and writes answers, one JSON object a line,
// and measures what it does: wall time, and the CPU time of this whole process.
import { createInterface } from "node:readline"
import {
  acceptAll,
  createApplicationMessage,
  createCommit,
  createGroup,
  decodeMlsMessage,
  defaultAuthenticationService,
  defaultCapabilities,
  defaultKeyPackageEqualityConfig,
  defaultKeyRetentionConfig,
  defaultPaddingConfig,
  emptyPskIndex,
  encodeMlsMessage,
  generateKeyPackage,
  getCiphersuiteFromName,
  getCiphersuiteImpl,
  joinGroup,
  processPrivateMessage,
} from "ts-mls"

const suite = await getCiphersuiteImpl(getCiphersuiteFromName("MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519"))
const config = {
  keyRetentionConfig: defaultKeyRetentionConfig,
  lifetimeConfig: { maximumTotalLifetime: 2n ** 63n, validateLifetimeOnReceive: false },
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  paddingConfig: defaultPaddingConfig,
  authService: defaultAuthenticationService,
}

let joiner
let group

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"))
const text = (message) => Buffer.from(encodeMlsMessage({ version: "mls10", ...message })).toString("base64")
const decode = (message) => decodeMlsMessage(message, 0)[0]

async function generate(name) {
  const now = BigInt(Math.floor(Date.now() / 1000))
  const lifetime = { notBefore: now - 3600n, notAfter: now + 80n * 86400n }
  const credential = { credentialType: "basic", identity: new TextEncoder().encode(name) }
  return generateKeyPackage(credential, defaultCapabilities(), lifetime, [], suite)
}

async function measure(task) {
  const cpu = process.cpuUsage()
  const wall = process.hrtime.bigint()
  await task()
  const wallNanos = Number(process.hrtime.bigint() - wall)
  const { user, system } = process.cpuUsage(cpu)
  return { cpuNanos: (user + system) * 1000, wallNanos }
}

async function receive(message) {
  const result = await processPrivateMessage(group, decode(message).privateMessage, emptyPskIndex, suite, acceptAll)
  group = result.newState
}

const operations = {
  async keyPackage() {
    joiner = await generate("ts-mls")
    return { message: text({ wireformat: "mls_key_package", keyPackage: joiner.publicPackage }) }
  },

  async join({ messages }) {
    const [welcome] = messages.map(bytes)
    return measure(async () => {
      group = await joinGroup(
        decode(welcome).welcome,
        joiner.publicPackage,
        joiner.privatePackage,
        emptyPskIndex,
        suite,
        undefined,
        undefined,
        config,
      )
    })
  },

  async createCommit() {
    return measure(async () => encodeMlsMessage((await createCommit({ state: group, cipherSuite: suite })).commit))
  },

  async commit() {
    const made = await createCommit({ state: group, cipherSuite: suite })
    group = made.newState
    return { message: text(made.commit) }
  },

  async receive({ messages }) {
    const all = messages.map(bytes)
    return measure(async () => {
      for (const message of all) await receive(message)
    })
  },

  async protect({ times, bytes }) {
    const data = new Uint8Array(bytes)
    return measure(async () => {
      for (let i = 0; i < times; i++) {
        const { newState, privateMessage } = await createApplicationMessage(group, data, suite)
        group = newState
        encodeMlsMessage({ version: "mls10", wireformat: "mls_private_message", privateMessage })
      }
    })
  },

  async createGroup({ messages }) {
    const all = messages.map(bytes)
    const creator = await generate("creator")
    return measure(async () => {
      const state = await createGroup(
        new TextEncoder().encode("created"),
        creator.publicPackage,
        creator.privatePackage,
        [],
        suite,
        config,
      )
      const extraProposals = all.map((message) => ({ proposalType: "add", add: { keyPackage: decode(message).keyPackage } }))
      const { commit } = await createCommit({ state, cipherSuite: suite }, { extraProposals, ratchetTreeExtension: true })
      encodeMlsMessage(commit)
    })
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  let answer
  try {
    answer = await operations[request.operation](request)
  } catch (error) {
    answer = { error: String(error?.stack ?? error) }
  }
  process.stdout.write(JSON.stringify(answer) + "\n")
}
