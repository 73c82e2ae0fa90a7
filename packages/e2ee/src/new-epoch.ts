import type { ToDelivery } from "./delivery.ts";
import { keyIndexOf } from "./frame-key.ts";
import { authenticatorOf, baseKeyOf, type Group, insidersOf, ownLeafOf } from "./group.ts";
import type { GroupParts } from "./keys.ts";
import { type Inside, type MemberEffect, type MemberStep, say } from "./member.ts";

/** In an epoch that is new to it: it can receive, says so, and sends with the new key once it is told to. */
export async function inside(
  parts: GroupParts,
  now: Pick<Inside, "keyPackage" | "group" | "keyIndex">,
  word: ToDelivery,
): Promise<MemberStep> {
  return {
    member: { kind: "inside", sitting: parts.sitting, ...now, made: undefined, sends: false },
    effects: [...(await shown(parts, now.group, now.keyIndex)), say(word)],
  };
}

/** The keys of this epoch, and what is to be seen. */
async function shown(
  parts: GroupParts,
  group: Group,
  firstIndex: number,
): Promise<readonly MemberEffect[]> {
  const insiders = insidersOf(group);
  const keys = {
    place: keyIndexOf(firstIndex, group.epoch),
    baseKey: await baseKeyOf(parts, group),
    ownLeaf: ownLeafOf(group),
    members: insiders.map(({ leaf, identity }) => ({ leaf, identity })),
  };
  return [
    { kind: "receive", keys },
    { kind: "show", insiders, authenticator: authenticatorOf(group) },
  ];
}
