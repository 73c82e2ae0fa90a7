import { randomBytes } from "node:crypto";
import { dailyEntries, type PublicEntry } from "@graticule/desk/entry";
import { type Day, daysAfter } from "@graticule/ledger/day";
import {
  type DayEnd,
  endOfDay,
  leavesOf,
  type NewLeaf,
  type WaitingEntry,
} from "@graticule/server/ledger/batch";
import { splitTexts } from "@graticule/server/public-record/translate";
import { caseOf } from "./desk-days.ts";

const casesADay = 60;

/** The leaves of a log of at least this size, in whole days, of every kind except removals. */
export function makeLeaves(count: number, firstDay: Day): readonly Uint8Array[] {
  const leaves: Uint8Array[] = [];
  const contents: DayEnd["contents"][number][] = [];
  const shut = new Map<number, DayEnd["due"][number] & { readonly openOn: Day }>();
  const take = (made: readonly NewLeaf[]): void => {
    for (const { bytes, entryId: id, sealed, slot } of made) {
      const at = leaves.push(bytes) - 1;
      if (slot !== undefined) shut.set(at, { ...slot, id: at, slot: at, entryId: undefined });
      if (sealed === undefined || id === undefined) continue;
      contents.push({ id, held: sealed.content, openOn: sealed.until });
    }
  };
  let request = 0;
  for (let day = firstDay; leaves.length < count; day = daysAfter(day, 1)) {
    const cases = Array.from({ length: casesADay }, () => caseOf(++request, day)).flat();
    const waiting = cases.map((entry, at) => waitingOf(request * 100 + at, day, entry));
    const due = [...shut.values()].filter(({ openOn }) => openOn <= day);
    for (const { id } of due) shut.delete(id);
    take(leavesOf(waiting.filter((one) => !isDaily(one))));
    const daily = waiting.filter(isDaily);
    const end = {
      day,
      today: daysAfter(day, 1),
      due,
      daily,
      contents: contents.splice(0, 8),
      notReadable: [],
    };
    take(endOfDay(end));
  }
  return leaves;
}

type Waiting = Extract<WaitingEntry, { readonly is: "there" }>;
const isDaily = ({ kind }: Waiting) => dailyEntries.has(kind as PublicEntry["kind"]);

function waitingOf(id: number, day: Day, entry: PublicEntry): Waiting {
  const { kind, body, texts } = splitTexts(entry);
  const openings = [...texts].map(([name, value]) => {
    return [name, { salt: randomBytes(32).toString("hex"), value }] as const;
  });
  return { id, is: "there", kind, day, body, texts: new Map(openings) };
}
