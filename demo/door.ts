import { isIPv4 } from "node:net";
import { parseArgs } from "node:util";
import { forwardFrom } from "@graticule/server/tests/forward";

/**
 * Several places on one machine: forwards a port to a running service from each loopback address,
 * and prints the command of a browser that uses it. The service's own geofeed places the addresses.
 */

const usage = `npm run door -- [--url http://localhost:8080] 127.0.0.2 [127.0.0.3 …]

For each address, opens a way into the service at that URL that comes from the address.`;

/** Chromium does not start as root otherwise. */
const asRoot = process.getuid?.() === 0 ? " --no-sandbox" : "";

const { url, addresses } = readWords();
const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
for (const address of addresses) {
  const door = await forwardFrom(address, port);
  console.log(`From ${address}
  chromium --user-data-dir=/tmp/graticule-${address}${asRoot} \\
    --host-resolver-rules="MAP ${url.hostname}:${port} ${new URL(door.url).host}" ${url.origin}
`);
}
console.log("Ctrl-C closes these ways in; the browsers stay open.");

function readWords(): { readonly url: URL; readonly addresses: readonly string[] } {
  try {
    const options = { url: { type: "string", default: "http://localhost:8080" } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const isLoopback = (word: string): boolean => isIPv4(word) && word.startsWith("127.");
    if (positionals.length === 0 || !positionals.every(isLoopback)) throw new Error();
    return { url: new URL(values.url), addresses: positionals };
  } catch {
    console.error(usage);
    process.exit(2);
  }
}
