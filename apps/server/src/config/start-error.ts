/** Why something did not start, in words for the person who started it. */
export class StartError extends Error {
  readonly code:
    | "already-running"
    | "data-folder"
    | "database"
    | "engine"
    | "port"
    | "tls"
    | "backup"
    | "keys"
    | "account"
    | "geo"
    | "sources-file"
    | "location"
    | "stopped";
  constructor(code: StartError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
