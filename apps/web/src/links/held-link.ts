import type { HostHash, HostSeed } from "@graticule/e2ee/host-key";
import { hostHashIn, type LinkSecret } from "@graticule/e2ee/link-secret";
import { hostHashOfSeed, type ManageSecrets } from "./link-fragment.ts";

/** What a host's device has of a meeting that the service never gets. */
export type HeldLink = Pick<ManageSecrets, "linkSecret" | "hostSeed">;

/** Whether this is the host key that the link names. A browser that knows no such keys can't tell: no. */
export async function isHostOf(
  secret: LinkSecret | undefined,
  seed: HostSeed | undefined,
): Promise<boolean> {
  const host = secret && hostHashIn(secret);
  if (host === undefined || seed === undefined) return false;
  return (await hashOf(seed)) === host;
}

/** Who vouches in the meeting, by the link, or where that lost its ending, by the host key. Undefined: no one, or unknown. */
export async function hostOf({ linkSecret, hostSeed }: HeldLink): Promise<HostHash | undefined> {
  return (linkSecret && hostHashIn(linkSecret)) ?? (hostSeed && (await hashOf(hostSeed)));
}

const hashOf = (seed: HostSeed): Promise<HostHash | undefined> =>
  hostHashOfSeed(seed).catch(() => undefined);

/** What a management link brings, against what is kept. `another-host`: the host decides. */
type BroughtLink =
  | { readonly kind: "taken"; readonly held: HeldLink }
  /** `named`: the host key of the link that was opened; undefined: it names none. */
  | {
      readonly kind: "another-host";
      readonly held: HeldLink;
      readonly named: HostHash | undefined;
    };

/**
 * A link that was opened counts, unless it names another host key than the one known here, or none: anyone
 * can make up such a link. Its host key is taken only where the link names it.
 */
export async function judgeBrought(kept: HeldLink, brought: HeldLink): Promise<BroughtLink> {
  const { linkSecret } = brought;
  if (linkSecret === undefined) return { kind: "taken", held: kept };
  const hostSeed = (await isHostOf(linkSecret, brought.hostSeed)) ? brought.hostSeed : undefined;
  const [before, named] = [await hostOf(kept), hostHashIn(linkSecret)];
  if (before !== undefined && named !== before) {
    return { kind: "another-host", held: heldLink(linkSecret, hostSeed), named };
  }
  return { kind: "taken", held: heldLink(linkSecret, hostSeed ?? kept.hostSeed) };
}

/** Both, where they are known. */
export const heldLink = (
  linkSecret: LinkSecret | undefined,
  hostSeed: HostSeed | undefined,
): HeldLink => ({
  ...(linkSecret !== undefined && { linkSecret }),
  ...(hostSeed !== undefined && { hostSeed }),
});

/** Whether the service names another host key, or none, than this device knows. */
export const isOtherHost = (known: HostHash | undefined, told: string | undefined): boolean =>
  known !== undefined && known !== told;

/** Which of two links of a meeting counts: `brought`, unless it names another host key than the kept one, or none. */
export function linkThatCounts(
  kept: LinkSecret | undefined,
  brought: LinkSecret | undefined,
): LinkSecret | undefined {
  if (brought === undefined) return kept;
  return isOtherHost(kept && hostHashIn(kept), hostHashIn(brought)) ? kept : brought;
}
