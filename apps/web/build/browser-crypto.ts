import type { Plugin } from "vite";

const id = "\0browser-crypto";

/** A library asks for Node's module of this name where a browser has none of its own; ours all have one. */
export function browserCrypto(): Plugin {
  return {
    name: "browser-crypto",
    enforce: "pre",
    resolveId: (source) => (source === "crypto" ? id : undefined),
    load: (asked) => (asked === id ? "export const webcrypto = globalThis.crypto;" : undefined),
  };
}
