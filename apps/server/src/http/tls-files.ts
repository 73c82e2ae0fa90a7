import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";

/** The certificate and its key, as PEM. Throws {@link StartError} where they can't be used together. */
export function readTlsFiles(files: NonNullable<Config["tls"]>): { cert: Buffer; key: Buffer } {
  try {
    const pair = { cert: readFileSync(files.certFile), key: readFileSync(files.keyFile) };
    createSecureContext(pair);
    return pair;
  } catch (cause) {
    throw new StartError(
      "tls",
      `TLS_CERT and TLS_KEY can't be used: ${(cause as Error).message}. ` +
        "Set them to a certificate with its chain and its private key, in PEM.",
      { cause },
    );
  }
}
