import type { MeetingCreated, MeetingInput } from "@graticule/api/meetings";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import type { Answer } from "../../api/client.ts";
import { createMeeting } from "../../api/meetings.ts";
import { manageSecretsIn, newHost, newLinkSecret } from "../../links/link-fragment.ts";
import { isKept, keepMeeting } from "../../links/my-meetings.ts";
import { ownLinksOf } from "../../links/own-links.ts";
import { deviceStorage } from "../../storage/storage.ts";

export interface Making {
  readonly input: MeetingInput;
  /** Whether hosts vouch for keys in it. */
  readonly isVouched: boolean;
  /** Started at once, without a form. */
  readonly atOnce?: true;
}

/** `created` has complete links. */
export type Made =
  | { readonly kind: "made"; readonly created: MeetingCreated }
  | { readonly kind: "failed"; readonly answer: Exclude<Answer<unknown>, { kind: "ok" }> }
  /** The service gave it the code of a meeting that this browser keeps: that one's link and host key would be lost. */
  | { readonly kind: "code-kept" }
  /** This browser can make no keys, and could not join the meeting either. */
  | { readonly kind: "no-keys" };

/** What the service never gets of a new link, and what it is told. */
async function newKeys(isVouched: boolean) {
  const host = isVouched ? await newHost() : undefined;
  const linkSecret = newLinkSecret(host?.hostHash);
  const linkKey = await linkPublicKeyOf(linkSecret);
  return {
    held: { linkSecret, ...(host && { hostSeed: host.hostSeed }) },
    told: { linkKey, ...(host && { hostHash: host.hostHash }) },
  };
}

/** Makes a meeting, and keeps its links in this browser. */
export async function makeMeeting({ input, isVouched, atOnce }: Making): Promise<Made> {
  const none = { held: {}, told: {} };
  const keys =
    input.encryption === "end-to-end" ? await newKeys(isVouched).catch(() => undefined) : none;
  if (keys === undefined) return { kind: "no-keys" };
  const answer = await createMeeting({ ...input, ...keys.told });
  if (answer.kind !== "ok") return { kind: "failed", answer };
  const created = ownLinksOf(answer.value, keys.held);
  if (created === undefined) return { kind: "failed", answer: { kind: "offline" } };
  const { code, manageUrl } = created;
  if (isKept(deviceStorage, code)) return { kind: "code-kept" };
  keepMeeting(deviceStorage, {
    ...{ code, title: input.title, keptAt: Date.now(), ...manageSecretsIn(manageUrl) },
    ...(atOnce && { atOnce }),
  });
  return { kind: "made", created };
}

/** What a new meeting has where its host says nothing else. */
export const usual = { entry: "open", encryption: "end-to-end" } as const;

/** A meeting without a time, as the form would make it with nothing but a title. The service adds the account's rule. */
export const makeMeetingNow = (title: string): Promise<Made> => {
  const { entry, encryption } = usual;
  return makeMeeting({
    input: { title, door: { entry }, encryption },
    isVouched: false,
    atOnce: true,
  });
};
