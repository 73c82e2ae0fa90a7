/** Why the log is not signed any more, until the operator has looked and restarted the service. */
export type LedgerFaultReason =
  /** The database holds less than was signed: a backup was restored. */
  | "behind"
  /** The database holds another history than was signed. */
  | "forked"
  /** The tree's tiles don't amount to its root. */
  | "damaged"
  /** What was signed last can't be read, is missing, or may not last in the data folder. */
  | "head-file"
  /** The key can't be read or made. */
  | "key"
  /** A newer checkpoint stands in the database that this log's key did not sign. */
  | "signature"
  /** The clock is so far ahead of the log that nobody but a person may believe it. */
  | "clock";

export class LedgerFault extends Error {
  readonly code: LedgerFaultReason;
  constructor(code: LedgerFaultReason, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}
