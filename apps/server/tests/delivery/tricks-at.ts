import type { KeysEvent, KeysMessage } from "@graticule/api/keys";

/** What a hostile seat with the link does on hearing something. */
export type Trick =
  | "does as asked"
  | "is silent"
  | "says broken"
  | "starts over"
  /** The service can read it and accepts it; no member can use it. */
  | "gives a useless commit"
  /** About someone it is to add, an honest one if there is any. */
  | "says bad-change";

/** Only what makes a difference. Staying silent when asked changes nothing, so it costs no act. */
export function tricksAt(event: KeysEvent): readonly Trick[] {
  switch (event.kind) {
    case "please": {
      const adds = event.changes.some(({ kind }) => kind === "add");
      const says = adds ? (["says bad-change"] as const) : [];
      return ["does as asked", "says broken", "starts over", "gives a useless commit", ...says];
    }
    case "begin":
    case "change":
    case "welcome":
      return ["does as asked", "is silent", "says broken", "starts over"];
    case "execute":
      return ["does as asked", "says broken", "starts over"];
    case "start-over":
    case "refused":
    case "sitting":
    case "voucher":
    case "delegation":
      return ["does as asked"];
  }
}

export function broken(event: KeysEvent): readonly KeysMessage[] {
  return "epoch" in event ? [{ kind: "broken", group: event.group, epoch: event.epoch }] : [];
}

/** About one of these, if any of them is to be added. */
export function badChange(event: KeysEvent, honest: readonly string[]): readonly KeysMessage[] {
  if (event.kind !== "please") return [];
  const { group, epoch, changes } = event;
  const additions = changes.filter(({ kind }) => kind === "add");
  const added = additions.find(({ identity }) => honest.includes(identity)) ?? additions[0];
  return added === undefined
    ? []
    : [{ kind: "bad-change", group, epoch, identity: added.identity }];
}
