import {
  type HostHash,
  type HostSeed,
  hostHashOf,
  hostKeyOf,
  hostSeedBytes,
  makeHostSeed,
  parseHostSeed,
} from "@graticule/e2ee/host-key";
import {
  type LinkSecret,
  linkSecretBytes,
  makeLinkSecret,
  parseLinkSecret,
} from "@graticule/e2ee/link-secret";

/**
 * What stands behind `#` in a meeting's links, which no browser sends to a service:
 *
 *     join and check link   SECRET · pass=PASS · SECRET&pass=PASS
 *     management link       MANAGEMENT · MANAGEMENT.SECRET · .SECRET · MANAGEMENT.SECRET.HOSTSEED
 *
 * SECRET is that of the encryption, SEED or, of a vouched meeting, SEED~HOST, and goes in no request; its public key does, and HOST. HOSTSEED is the
 * private part of the key that HOST names, and goes in no request. PASS and MANAGEMENT are what the service knows someone by.
 */

/** A new link secret. `host`: of a vouched meeting. */
export const newLinkSecret = (host?: HostHash): LinkSecret =>
  makeLinkSecret(crypto.getRandomValues(new Uint8Array(linkSecretBytes)), host);

/** A host key: its private part, and what the link ends in. */
export interface NewHost {
  readonly hostSeed: HostSeed;
  readonly hostHash: HostHash;
}

/** A new host key. Rejects where this browser knows no Ed25519. */
export async function newHost(): Promise<NewHost> {
  const hostSeed = makeHostSeed(crypto.getRandomValues(new Uint8Array(hostSeedBytes)));
  return { hostSeed, hostHash: await hostHashOfSeed(hostSeed) };
}

/** What a link ends in that names this host key. Rejects where this browser knows no Ed25519. */
export async function hostHashOfSeed(seed: HostSeed): Promise<HostHash> {
  return await hostHashOf((await hostKeyOf(seed)).publicKey);
}

/** What stands behind the first `#`; empty: nothing. */
export const fragmentOf = (link: string): string => /#(.*)$/s.exec(link)?.[1] ?? "";

const partsOf = (link: string): readonly string[] => fragmentOf(link).split("&");

/** The secret in a join or check link, or in the fragment of one. */
export function linkSecretIn(link: string): LinkSecret | undefined {
  return partsOf(link)
    .map(parseLinkSecret)
    .find((secret) => secret !== undefined);
}

/** The same link with this secret, and with the pass that it has. */
export function withLinkSecret(link: string, secret: LinkSecret | undefined): string {
  if (secret === undefined) return link;
  const others = partsOf(link).filter((part) => part.startsWith("pass="));
  return `${link.split("#", 1)[0]}#${[secret, ...others].join("&")}`;
}

export interface ManageSecrets {
  /** By which the service knows a manager of the meeting. */
  readonly secret?: string;
  readonly linkSecret?: LinkSecret;
  /** Of a vouched meeting: with which a page vouches as its host. */
  readonly hostSeed?: HostSeed;
}

/** What a management link, or the fragment of one, holds. */
export function manageSecretsIn(link: string): ManageSecrets {
  const [secret = "", rest = "", seed = ""] = fragmentOf(link).split(".", 3);
  const linkSecret = parseLinkSecret(rest);
  const hostSeed = linkSecret === undefined ? undefined : parseHostSeed(seed);
  return {
    ...(secret !== "" && { secret }),
    ...(linkSecret !== undefined && { linkSecret }),
    ...(hostSeed !== undefined && { hostSeed }),
  };
}

/** What stands behind `#` in a management link; empty: nothing. */
export function manageFragment({
  secret = "",
  linkSecret,
  hostSeed,
}: {
  readonly [K in keyof ManageSecrets]: ManageSecrets[K] | undefined;
}): string {
  if (linkSecret === undefined) return secret;
  return [secret, linkSecret, hostSeed].filter((part) => part !== undefined).join(".");
}

/** The secret in what someone pasted for this meeting: one of its links, alone or within an invitation. */
export function secretInPaste(text: string, code: string): LinkSecret | undefined {
  return linksIn(text, code)
    .map(({ link, isManage }) => (isManage ? manageSecretsIn(link).linkSecret : linkSecretIn(link)))
    .find((found) => found !== undefined);
}

/** The host key's seed in it, of a vouched meeting's management link. */
export function hostSeedInPaste(text: string, code: string): HostSeed | undefined {
  return linksIn(text, code)
    .map(({ link, isManage }) => (isManage ? manageSecretsIn(link).hostSeed : undefined))
    .find((found) => found !== undefined);
}

/** This meeting's links in a text. */
function linksIn(text: string, code: string) {
  const found = text.matchAll(/\/(m|check|manage)\/([a-z-]+)\/?(?:\?\S*?)?#\S+/gi);
  return [...found].flatMap(([link, kind, of]) =>
    of?.toLowerCase() === code ? [{ link, isManage: kind?.toLowerCase() === "manage" }] : [],
  );
}
