import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRuledOut } from "@graticule/admission/location/alibi";
import type { Fix } from "@graticule/admission/location/fix";
import { createConnectionLocator } from "@graticule/server/decision/connection-locator";
import { distancesFrom } from "@graticule/server/location/distances-thread";
import type { Locator } from "@graticule/server/location/locator";
import type { SourceSpec } from "@graticule/server/location/source-spec";
import { randomWords } from "./addresses.ts";

/** Central, so that light rules out some places and not others. */
const server = { latitude: 48.85, longitude: 2.35 };
const prefixesPerList = 20_000;
const lists = ["vpn", "hosting", "shared-egress", "mobile"] as const;

/**
 * Calls `use` with these sources and a list of each kind with random prefixes; then removes the
 * lists.
 */
export function withLists<T>(
  specs: readonly SourceSpec[],
  use: (specs: readonly SourceSpec[]) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), "graticule-lists-"));
  const next = randomWords(7);
  const prefix = () => `${(next() % 222) + 1}.${next() % 256}.${next() % 256}.0/24`;
  try {
    const made = lists.map((kind): SourceSpec => {
      const path = join(folder, `${kind}.txt`);
      writeFileSync(path, Array.from({ length: prefixesPerList }, () => `${prefix()}\n`).join(""));
      return {
        id: kind,
        maker: kind,
        basis: "registration",
        kind: "list",
        path,
        licence: "",
        attribution: "",
        maxAgeMs: 86_400_000,
        lists: kind,
        download: undefined,
      };
    });
    return use([...specs, ...made]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * A fix by all the evidence the service uses: the signalling address, one media address (a
 * different one in one of sixteen cases), the smallest round trip, and what light rules out for it.
 */
export async function fixByAllEvidence(
  locator: Pick<Locator, "fixOf">,
  addresses: readonly string[],
  now: number,
): Promise<(address: string) => Fix> {
  const distances = await distancesFrom(server);
  let at = 0;
  const whereabouts = createConnectionLocator({
    locator,
    directory: { find: () => ({ door: {} }) as never, now: () => now },
    media: {
      of(_room, identity) {
        at += 1;
        const other = at % 16 === 0 ? addresses[(at * 31) % addresses.length] : undefined;
        return { state: "live", addresses: [other ?? identity], roundTripMs: at % 200 };
      },
    },
    afterContest: (_room, _identity, fix) => fix,
    isRuledOut: (place, roundTripMs) => isRuledOut(distances, place, roundTripMs),
  });
  return (address) => whereabouts.locate({ room: "room", address, identity: address }).fix;
}
