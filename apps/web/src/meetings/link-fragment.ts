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
 *     management link       MANAGEMENT · MANAGEMENT.SECRET · .SECRET
 *
 * SECRET is that of the encryption and goes in no request; its public key does. PASS and MANAGEMENT are what the service knows somebody by.
 */

/** A new one, for a meeting or a link made anew. */
export const newLinkSecret = (): LinkSecret =>
  makeLinkSecret(crypto.getRandomValues(new Uint8Array(linkSecretBytes)));

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
  /** By which the service knows whoever manages the meeting. */
  readonly secret?: string;
  readonly linkSecret?: LinkSecret;
}

/** What a management link, or the fragment of one, holds. */
export function manageSecretsIn(link: string): ManageSecrets {
  const [secret = "", rest = ""] = fragmentOf(link).split(".", 2);
  const linkSecret = parseLinkSecret(rest);
  return {
    ...(secret === "" ? {} : { secret }),
    ...(linkSecret === undefined ? {} : { linkSecret }),
  };
}

/** What stands behind `#` in a management link; empty: nothing. */
export function manageFragment({
  secret = "",
  linkSecret,
}: {
  readonly [K in keyof ManageSecrets]: ManageSecrets[K] | undefined;
}): string {
  return linkSecret === undefined ? secret : `${secret}.${linkSecret}`;
}

/** The secret in what somebody pasted for this meeting: one of its links, alone or within an invitation. */
export function secretInPaste(text: string, code: string): LinkSecret | undefined {
  for (const [link, kind, of] of text.matchAll(
    /\/(m|check|manage)\/([a-z-]+)\/?(?:\?\S*?)?#\S+/gi,
  )) {
    const found =
      kind?.toLowerCase() === "manage" ? manageSecretsIn(link).linkSecret : linkSecretIn(link);
    if (of?.toLowerCase() === code && found !== undefined) return found;
  }
  return undefined;
}
