import type { CDPSession } from "playwright-core";

/** One answer that came over the network. */
export interface Loaded {
  /** Its path on our own server, or else its full address. */
  readonly path: string;
  /** As its header says; empty if unencoded. */
  readonly encoding: string;
  /** Headers and body as sent, compressed. */
  readonly bytes: number;
}

/**
 * Watches what a page loads from now on. What the browser cached or made itself weighs nothing.
 */
export async function watchLoad(devtools: CDPSession) {
  const begun = new Map<string, Omit<Loaded, "bytes">>();
  const loaded: Loaded[] = [];
  await devtools.send("Network.enable");
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    const headers = new Headers(Object.entries(response.headers));
    const { pathname, protocol } = new URL(response.url);
    if (!protocol.startsWith("http")) return;
    begun.set(requestId, { path: pathname, encoding: headers.get("content-encoding") ?? "" });
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const what = begun.get(requestId);
    if (what !== undefined) loaded.push({ ...what, bytes: encodedDataLength });
  });
  return { soFar: (): readonly Loaded[] => [...loaded] };
}

export const bytesOf = (loaded: readonly Loaded[]): number =>
  loaded.reduce((sum, { bytes }) => sum + bytes, 0);

/** Every file with its weight, the heaviest first. */
export function sayFiles(loaded: readonly Loaded[], say: (line: string) => void): void {
  for (const { path, encoding, bytes } of loaded.toSorted((a, b) => b.bytes - a.bytes)) {
    say(`${(bytes / 1_000).toFixed(1).padStart(8)} kB  ${encoding.padEnd(4)}  ${path}`);
  }
}
