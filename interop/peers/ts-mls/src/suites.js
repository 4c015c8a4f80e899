// Cipher suites and keys.
import { p256, p384, p521 } from "@noble/curves/nist.js"
import { ciphersuites, generateKeyPackageWithKey, getCiphersuiteFromName, getCiphersuiteImpl } from "ts-mls"
import { NotFound } from "./errors.js"

const names = Object.entries(ciphersuites)
  .filter(([, id]) => id <= 7)
  .map(([name]) => name)

export const suiteIds = names.map((name) => ciphersuites[name])

export async function suiteOf(id) {
  const name = names.find((name) => ciphersuites[name] === id)
  if (name === undefined) throw new NotFound(`cipher suite ${id}`)
  return getCiphersuiteImpl(getCiphersuiteFromName(name))
}

// RFC 9420 section 13.5: each list holds values that nobody knows.
const capabilities = {
  versions: ["mls10"],
  ciphersuites: [...names, "2570"],
  extensions: [0x1a1a],
  proposals: [0x2a2a],
  credentials: ["basic", "14906"],
}

const nistCurves = { P256: p256, P384: p384, P521: p521 }

/** What key packages say of themselves: valid from an hour ago, for four weeks. */
function lifetime() {
  const now = BigInt(Math.floor(Date.now() / 1000))
  return { notBefore: now - 3600n, notAfter: now + 28n * 24n * 3600n }
}

// ts-mls makes public keys on NIST curves compressed; RFC 9420 section 5.1.1 asks for the uncompressed form, which ts-mls
// takes too. So they are made here.
export async function signatureKeys(suite) {
  const keys = await suite.signature.keygen()
  const curve = nistCurves[suite.name.split("_").at(-1)]
  return curve === undefined ? keys : { ...keys, publicKey: curve.getPublicKey(keys.signKey, false) }
}

export async function keyPackage(suite, identity) {
  const credential = { credentialType: "basic", identity }
  return generateKeyPackageWithKey(credential, capabilities, lifetime(), [], await signatureKeys(suite), suite)
}

/** A private key as the suite's signature scheme serialises it: of PKCS #8, which ts-mls keeps for Ed25519, the last 32 bytes. */
export function rawSignatureKey(key, suite) {
  return suite.name.endsWith("_Ed25519") ? key.subarray(-32) : key
}
