/** A source's data cannot be used; the message says why, in words for the status page. */
export class RejectedSource extends Error {
  readonly code = "rejected-source";
}
