export class NotFound extends Error {
  name = "NotFound"
}

/** What ts-mls has no function for; the message says what. */
export class Unimplemented extends Error {
  name = "Unimplemented"
}
