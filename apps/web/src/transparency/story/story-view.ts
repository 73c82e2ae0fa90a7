import type { Story } from "@graticule/api/transparency";
import type { Day } from "@graticule/ledger/day";
import type { EntryKind, EntryOf } from "@graticule/ledger/entry";
import { caseOf } from "@graticule/ledger/story";
import { type TextBeside, textBeside } from "../entry/texts-beside.ts";
import type { ToldEntry } from "../entry/told-entry.ts";

/** A request as it is told to someone who was not there. INVARIANT: it knows days and places, and nobody's number. */
export interface StoryView {
  readonly received: ToldOf<"request-received"> | undefined;
  /** Who asked: told at once, later, not yet, or taken down. */
  readonly asker: TextBeside | { readonly kind: "sealed"; readonly until: Day };
  readonly branch: EntryOf<"request-received">["branch"] | undefined;
  readonly closed: ToldOf<"request-closed"> | undefined;
  readonly isCorrected: boolean;
  readonly isRepeated: boolean;
  /** Meetings that it names and whose hosts let the log say which. */
  readonly named: readonly NamedMeeting[];
  readonly demands: readonly AskedDemand[];
  readonly words: PublicWords | undefined;
  readonly orders: readonly OrderView[];
  readonly acts: readonly LinkedAct[];
  /** The last day of which effects, ends, appeals and corrections are told; null: none is over yet. */
  readonly through: string | null;
}

type ToldOf<K extends EntryKind> = ToldEntry & { readonly entry: EntryOf<K> };
type Answer = EntryOf<"request-closed">["answers"][number];
export type AskedDemand = Pick<Answer, "demand"> & Partial<Pick<Answer, "answer" | "ground">>;

interface NamedMeeting {
  readonly index: number;
  readonly title: TextBeside;
}

export interface PublicWords {
  readonly index: number;
  readonly language: string;
  readonly demand: TextBeside | undefined;
  readonly translation: TextBeside | undefined;
  readonly redacted: EntryOf<"demand-shown">["redacted"];
}

export interface OrderView {
  readonly approved: ToldOf<"order-approved">;
  readonly state: "ahead" | "in-force" | "over";
  readonly reason: TextBeside | undefined;
  readonly law: TextBeside | undefined;
  /** Why it goes beyond something, if it does. */
  readonly beyondWhy: TextBeside | undefined;
  /** Days, ascending. */
  readonly effects: readonly Day[];
  /** Days on which someone was let in who was not there. */
  readonly upheld: readonly Day[];
  readonly ended: ToldOf<"order-ended"> | undefined;
  /** One after another. */
  readonly appeals: readonly AppealView[];
}

/** A case: the appeals that were decided together. */
export interface AppealView {
  readonly made: ToldOf<"appeal-made">;
  readonly decided: ToldOf<"appeal-decided"> | undefined;
}

export interface LinkedAct {
  readonly act: ToldOf<"terms-act">;
  readonly review: EntryOf<"terms-review">["outcome"] | undefined;
}

/** @param entries all of the request, in the order of the log  @param today of UTC */
export function viewStory(
  { request, through }: Pick<Story, "request" | "through">,
  entries: readonly ToldEntry[],
  today: Day,
): StoryView {
  const received = ofKind(entries, "request-received")[0];
  const corrected = ofKind(entries, "request-corrected").at(-1);
  const closed = ofKind(entries, "request-closed")[0];
  const asked = corrected ?? received;
  return {
    ...{ received, closed, isCorrected: corrected !== undefined },
    asker: askerOf(received, corrected, entries),
    branch: asked?.entry.branch,
    isRepeated: ofKind(entries, "repeated-requests").length > 0,
    named: namedOf(entries),
    demands: closed?.entry.answers ?? (asked?.entry.demands ?? []).map((demand) => ({ demand })),
    words: wordsOf(entries),
    orders: ofKind(entries, "order-approved").map((one) => viewOrder(one, entries, today)),
    acts: actsOf(request, entries),
    through,
  };
}

function ofKind<K extends EntryKind>(entries: readonly ToldEntry[], kind: K): readonly ToldOf<K>[] {
  return entries.filter((one): one is ToldOf<K> => one.entry.kind === kind);
}

function askerOf(
  received: ToldOf<"request-received"> | undefined,
  corrected: ToldOf<"request-corrected"> | undefined,
  entries: readonly ToldEntry[],
): StoryView["asker"] {
  const opened = ofKind(entries, "sealed-opened").find(
    ({ entry }) => entry.held.kind === "request-told",
  );
  const told = opened ?? received;
  if (opened === undefined && typeof received?.entry.authority === "object") {
    // A seal is made shorter, never longer.
    const until = received.entry.authority.sealedUntil;
    const sooner = corrected?.entry.sealedUntil;
    return { kind: "sealed", until: sooner !== undefined && sooner < until ? sooner : until };
  }
  const beside = told && textBeside(told, "authority", entries);
  return beside ?? { kind: "absent", why: "", isFault: false };
}

function wordsOf(entries: readonly ToldEntry[]): PublicWords | undefined {
  const shown = ofKind(entries, "demand-shown")[0];
  return (
    shown && {
      ...{ index: shown.index, language: shown.entry.language, redacted: shown.entry.redacted },
      demand: textBeside(shown, "demand", entries),
      translation: textBeside(shown, "translation", entries),
    }
  );
}

/** A meeting that was named again by the last of its names; the others were taken down. */
function namedOf(entries: readonly ToldEntry[]): readonly NamedMeeting[] {
  const last = new Map(
    ofKind(entries, "meeting-named").map((one) => [one.entry.meeting, one] as const),
  );
  return [...last.values()].flatMap((one) => {
    const title = textBeside(one, "title", entries);
    return title === undefined ? [] : [{ index: one.index, title }];
  });
}

function viewOrder(
  approved: ToldOf<"order-approved">,
  entries: readonly ToldEntry[],
  today: Day,
): OrderView {
  const { order, from, until } = approved.entry;
  const own = entries.filter(({ entry }) => "order" in entry && entry.order === order);
  const opened = ofKind(entries, "sealed-opened").find(
    ({ entry: { held } }) => held.kind === "order-told" && held.order === order,
  );
  const ended = ofKind(own, "order-ended")[0];
  const told = opened ?? approved;
  const running = today < from ? "ahead" : today <= until ? "in-force" : "over";
  return {
    ...{ approved, ended, state: ended === undefined ? running : "over" },
    reason: textBeside(told, "reason", entries),
    law: textBeside(told, "law", entries),
    beyondWhy:
      approved.entry.beyond === undefined ? undefined : textBeside(approved, "beyondWhy", entries),
    effects: ofKind(own, "order-effect").map(({ entry }) => entry.day),
    upheld: [...new Set(ofKind(own, "contest-upheld").map(({ entry }) => entry.day))],
    appeals: viewAppeals(own),
  };
}

/** Of one order. What is told of one day has no order of its own; the number of a case has. */
function viewAppeals(own: readonly ToldEntry[]): readonly AppealView[] {
  const decisions = ofKind(own, "appeal-decided");
  return [...ofKind(own, "appeal-made")]
    .sort((one, other) => caseOf(one.entry) - caseOf(other.entry))
    .map((made) => ({
      made,
      decided: decisions.find(({ entry }) => caseOf(entry) === caseOf(made.entry)),
    }));
}

/** An act has several entries where it was linked later; each once. */
function actsOf(request: number, entries: readonly ToldEntry[]): readonly LinkedAct[] {
  const linked = ofKind(entries, "terms-act").filter(({ entry }) =>
    entry.requests.includes(request),
  );
  const acts = new Map(linked.map((one) => [one.entry.act, one]));
  return [...acts.values()].map((act) => {
    const review = ofKind(entries, "terms-review").find(
      ({ entry }) => entry.act === act.entry.act && entry.request === request,
    );
    return { act, review: review?.entry.outcome };
  });
}
