import { sampleSitting } from "@graticule/e2ee/attacks/world";
import type { GroupParts } from "@graticule/e2ee/keys";
import { linkKeyOf } from "@graticule/e2ee/link-key";
import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { loadSuite } from "@graticule/e2ee/suite";

export const suite = await loadSuite();
const meeting = { code: "abc-defg-hij", secret: makeLinkSecret(new Uint8Array(32)) };
const link = await linkKeyOf(meeting.secret);
const visits = new Map(
  await Promise.all(
    ["ann", "z", "q1", "q2", ...Array.from({ length: 24 }, (_, at) => `p${at}`)].map(
      async (identity) => [identity, await suite.signature.keygen()] as const,
    ),
  ),
);

/** A page's parts in one sitting of one meeting. */
export function partsOf(identity: string): GroupParts {
  const signature = visits.get(identity);
  if (signature === undefined) throw new Error(`${identity} has no key`);
  return {
    suite,
    meeting,
    link,
    sitting: sampleSitting,
    seat: { identity, name: `Name of ${identity}` },
    signature,
  };
}
