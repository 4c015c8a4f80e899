// Serves the working group's MLSClient service on loopback, with ts-mls behind it. Prints the port, alone on the first
// line of its output, and ends when its input does: so it never outlives the process that started it.
import { fileURLToPath } from "node:url"
import * as grpc from "@grpc/grpc-js"
import { loadSync } from "@grpc/proto-loader"
import { CodecError, CryptoVerificationError, UsageError, ValidationError } from "ts-mls/mlsError.js"
import { NotFound, Unimplemented } from "./errors.js"
import { handlers } from "./service.js"

const proto = fileURLToPath(new URL("../../../src/main/proto/mls_client.proto", import.meta.url))
const { mls_client } = grpc.loadPackageDefinition(loadSync(proto, { keepCase: true, longs: String, defaults: true }))

function statusOf(error) {
  if (error instanceof Unimplemented) return grpc.status.UNIMPLEMENTED
  if (error instanceof NotFound) return grpc.status.NOT_FOUND
  if (error instanceof UsageError) return grpc.status.FAILED_PRECONDITION
  if (error instanceof CodecError) return grpc.status.INVALID_ARGUMENT
  if (error instanceof ValidationError) return grpc.status.INVALID_ARGUMENT
  if (error instanceof CryptoVerificationError) return grpc.status.INVALID_ARGUMENT
  return grpc.status.INTERNAL
}

// States are read, then written after a wait for cryptography: so one call at a time.
let last = Promise.resolve()
const oneAtATime = (handle) => (call, callback) => {
  last = last
    .then(() => handle(call.request))
    .then(
      (response) => callback(null, response),
      (error) => callback({ code: statusOf(error), details: `${error.name}: ${error.message}` }),
    )
}

const server = new grpc.Server()
server.addService(
  mls_client.MLSClient.service,
  Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, oneAtATime(handle)])),
)
const port = Number(process.argv[2] ?? 0)
server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) => {
  if (error) throw error
  console.log(bound)
})

process.stdin.on("end", () => process.exit(0))
process.stdin.resume()
