// Between the bytes of the protocol and the objects of ts-mls.
import { decodeExternalSender, decodeMlsMessage, defaultExtensionTypes, encodeMlsMessage } from "ts-mls"
import { encode } from "ts-mls/codec/tlsEncoder.js"
import { decodeVarLenData, decodeVarLenType, varLenDataEncoder, varLenTypeEncoder } from "ts-mls/codec/variableLength.js"
import { externalSenderEncoder } from "ts-mls/externalSender.js"
import { CodecError, ValidationError } from "ts-mls/mlsError.js"
import { decodeRatchetTree } from "ts-mls/ratchetTree.js"

/** Decodes with a decoder of ts-mls, which gives undefined for what it cannot read, and does not mind what follows. */
function decoded(decoder, bytes, what) {
  const result = decoder(new Uint8Array(bytes), 0)
  if (result === undefined || result[1] !== bytes.length) throw new CodecError(`Could not decode ${what}`)
  return result[0]
}

export function readMessage(bytes, ...wireformats) {
  const message = decoded(decodeMlsMessage, bytes, "MLSMessage")
  if (!wireformats.includes(message.wireformat)) throw new CodecError(`Did not expect ${message.wireformat}`)
  return message
}

export const readKeyPackage = (bytes) => readMessage(bytes, "mls_key_package").keyPackage
export const readWelcome = (bytes) => readMessage(bytes, "mls_welcome").welcome
export const readGroupInfo = (bytes) => readMessage(bytes, "mls_group_info").groupInfo
export const readTree = (bytes) => (bytes.length === 0 ? undefined : decoded(decodeRatchetTree, bytes, "ratchet tree"))
export const readExternalSender = (bytes) => decoded(decodeExternalSender, bytes, "ExternalSender")

const written = (wireformat, field) => (value) => encodeMlsMessage({ version: "mls10", wireformat, [field]: value })

export const writeMessage = encodeMlsMessage
export const writeKeyPackage = written("mls_key_package", "keyPackage")
export const writeWelcome = written("mls_welcome", "welcome")
export const writeGroupInfo = written("mls_group_info", "groupInfo")
export const writePublicMessage = written("mls_public_message", "publicMessage")
export const writePrivateMessage = written("mls_private_message", "privateMessage")

const extensionNames = new Map(Object.entries(defaultExtensionTypes).map(([name, type]) => [type, name]))

export function extensionsOf(list) {
  return list.map(({ extension_type, extension_data }) => ({
    extensionType: extensionNames.get(extension_type) ?? extension_type,
    extensionData: new Uint8Array(extension_data),
  }))
}

// RFC 9420 section 12.1.8.1: the extension holds a list of senders. (ts-mls itself takes it for a single one.)
const decodeSenders = decodeVarLenType(decodeExternalSender)
const encodeSenders = encode(varLenTypeEncoder(externalSenderEncoder))

export function externalSendersIn(extensions) {
  const extension = extensions.find(({ extensionType }) => extensionType === "external_senders")
  return extension === undefined ? [] : decoded(decodeSenders, extension.extensionData, "external_senders")
}

export function withExternalSenders(extensions, senders) {
  const others = extensions.filter(({ extensionType }) => extensionType !== "external_senders")
  return [...others, { extensionType: "external_senders", extensionData: encodeSenders(senders) }]
}

// RFC 9420 section 12.4.3.2: the extension holds an HPKEPublicKey, which has a length. (ts-mls itself leaves that out.)
export function externalPub(key) {
  return { extensionType: "external_pub", extensionData: encode(varLenDataEncoder)(key) }
}

export function readExternalPub({ extensions }) {
  const extension = extensions.find(({ extensionType }) => extensionType === "external_pub")
  if (extension === undefined) throw new ValidationError("The GroupInfo holds no external_pub")
  const data = extension.extensionData
  return { data, key: decoded(decodeVarLenData, data, "external_pub") }
}
