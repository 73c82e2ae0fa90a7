import type { MeetingCreated } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import {
  fragmentOf,
  type ManageSecrets,
  manageFragment,
  manageSecretsIn,
  withLinkSecret,
} from "./link-fragment.ts";
import { parseMeetingLink } from "./meeting-link.ts";
import { passIn } from "./pass.ts";

/**
 * The links of a meeting as this page shows them and goes to them. INVARIANT: they lead to this page's own origin. Of what the service answers only
 * a code and a secret stand in them, each of its form: an address of its choice would get what stands behind `#`.
 */
type Place = Pick<Location, "origin">;

/** What the service makes for management links and passes. */
const secretForm = /^[\w-]{1,128}$/;

const checked = (secret: string | undefined): string | undefined =>
  secret !== undefined && secretForm.test(secret) ? secret : undefined;

const pathOf = (page: "m" | "manage", code: string): string =>
  `/${page}/${encodeURIComponent(code)}`;

/** The link to join; whole where `secret` is known. */
export function ownJoinLink(
  code: string,
  secret: LinkSecret | undefined,
  { origin }: Place = window.location,
): string {
  return withLinkSecret(`${origin}${pathOf("m", code)}`, secret);
}

/** The management link. */
export function ownManageLink(
  code: string,
  held: { readonly [K in keyof ManageSecrets]: ManageSecrets[K] | undefined },
  { origin }: Place = window.location,
): string {
  return `${origin}${pathOf("manage", code)}#${manageFragment(held)}`;
}

/** The secret in the management link of an answer. Undefined: it is none. */
export const toldManageSecret = (manageUrl: string): string | undefined =>
  checked(manageSecretsIn(manageUrl).secret);

/** The link of a pass, from the service's link `told`. Undefined: there is no pass in it. */
export function ownPassLink(
  told: string,
  { code, secret }: { readonly code: string; readonly secret: LinkSecret | undefined },
  place: Place = window.location,
): string | undefined {
  const pass = checked(passIn(fragmentOf(told)));
  if (pass === undefined) return undefined;
  return withLinkSecret(`${ownJoinLink(code, undefined, place)}#pass=${pass}`, secret);
}

/** A meeting that was just made, with its whole links. Undefined: the service answered no code or no secret. */
export function ownLinksOf(
  { code, manageUrl }: MeetingCreated,
  held: Pick<ManageSecrets, "linkSecret" | "hostSeed">,
  place: Place = window.location,
): MeetingCreated | undefined {
  const secret = toldManageSecret(manageUrl);
  if (secret === undefined || parseMeetingLink(code) !== code) return undefined;
  return {
    code,
    joinUrl: ownJoinLink(code, held.linkSecret, place),
    manageUrl: ownManageLink(code, { ...held, secret }, place),
  };
}
