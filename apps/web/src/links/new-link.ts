import type { HostHash, HostSeed } from "@graticule/e2ee/host-key";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { type HeldLink, hostOf, isOtherHost } from "./held-link.ts";
import { hostHashOfSeed, type NewHost, newHost, newLinkSecret } from "./link-fragment.ts";

type NewLink =
  | {
      readonly kind: "made";
      readonly held: { readonly linkSecret: LinkSecret; readonly hostSeed?: HostSeed };
      readonly told: { readonly linkKey: string; readonly hostHash?: HostHash };
    }
  /** The service names another host key than this device knows, or none: a link made now could switch vouching off, or put another in. */
  | { readonly kind: "another-host" };

/**
 * A new link of an existing meeting. `told`: what the service says about it. A vouched meeting stays vouched:
 * with its host key, or a new one where this device has none. Rejects where this browser knows no Ed25519.
 */
export async function newLinkOf(
  told: { readonly hostHash?: string | undefined },
  held: HeldLink,
): Promise<NewLink> {
  if (isOtherHost(await hostOf(held), told.hostHash)) return { kind: "another-host" };
  const host = told.hostHash === undefined ? undefined : await hostFor(told.hostHash, held);
  const linkSecret = newLinkSecret(host?.hostHash);
  const linkKey = await linkPublicKeyOf(linkSecret);
  if (host === undefined) return { kind: "made", held: { linkSecret }, told: { linkKey } };
  const { hostSeed, hostHash } = host;
  return { kind: "made", held: { linkSecret, hostSeed }, told: { linkKey, hostHash } };
}

async function hostFor(named: string, { hostSeed }: HeldLink): Promise<NewHost> {
  if (hostSeed === undefined) return await newHost();
  const hostHash = await hostHashOfSeed(hostSeed);
  return hostHash === named ? { hostSeed, hostHash } : await newHost();
}
