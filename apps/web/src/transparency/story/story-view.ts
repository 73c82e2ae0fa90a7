import type { Story } from "@graticule/api/transparency";
import type { Day } from "@graticule/ledger/day";
import type { EntryKind, EntryOf } from "@graticule/ledger/entry";
import { tookThree } from "@graticule/ledger/signed-terms";
import { caseOf } from "@graticule/ledger/story";
import { committedText, type ReadableText } from "../entry/committed-texts.ts";
import type { ParsedEntry } from "../entry/parsed-entry.ts";

type ToldOf<K extends EntryKind> = ParsedEntry & { readonly entry: EntryOf<K> };
type Answer = EntryOf<"request-closed">["answers"][number];
type DemandView = Pick<Answer, "demand"> & Partial<Pick<Answer, "answer" | "ground">>;

export type StoryView = ReturnType<typeof viewStory>;
export type PublishedWords = NonNullable<ReturnType<typeof wordsOf>>;
export type OrderView = ReturnType<typeof viewOrder>;
export type AppealView = ReturnType<typeof viewAppeals>[number];
export type LinkedAct = ReturnType<typeof actsOf>[number];

/**
 * A request as it is told to a reader who was not there. INVARIANT: it holds days and places, never a number of people.
 * @param entries all of the request, in the order of the log
 */
export function viewStory(
  { request, through, orders }: Pick<Story, "request" | "through" | "orders">,
  entries: readonly ParsedEntry[],
) {
  const received = ofKind(entries, "request-received")[0];
  const corrected = ofKind(entries, "request-corrected").at(-1);
  const closed = ofKind(entries, "request-closed")[0];
  const asked = corrected ?? received;
  const demands: readonly DemandView[] =
    closed?.entry.answers ?? (asked?.entry.demands ?? []).map((demand) => ({ demand }));
  return {
    received,
    closed,
    isCorrected: corrected !== undefined,
    asker: askerOf(received, corrected, entries),
    branch: asked?.entry.branch,
    isRepeated: ofKind(entries, "repeated-requests").length > 0,
    named: namedOf(entries),
    demands,
    words: wordsOf(entries),
    orders: ofKind(entries, "order-approved").map((one) =>
      viewOrder(one, entries, orders[one.entry.order]),
    ),
    acts: actsOf(request, entries),
    /** The last day of which effects, ends, appeals and corrections are told; null: none is over yet. */
    through,
  };
}

/** Each demand with its answer once, and how often. */
export function groupEqual(demands: readonly DemandView[]) {
  const found = new Map<string, DemandView & { readonly times: number }>();
  for (const one of demands) {
    const key = [one.demand, one.answer, one.ground].join(" ");
    found.set(key, { ...one, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()];
}

function ofKind<K extends EntryKind>(
  entries: readonly ParsedEntry[],
  kind: K,
): readonly ToldOf<K>[] {
  return entries.filter((one): one is ToldOf<K> => one.entry.kind === kind);
}

/** Who asked: told at once, later, not yet, or taken down; or no authority that the desk knows. */
function askerOf(
  received: ToldOf<"request-received"> | undefined,
  corrected: ToldOf<"request-corrected"> | undefined,
  entries: readonly ParsedEntry[],
):
  | ReadableText
  | { readonly kind: "sealed"; readonly until: Day }
  | { readonly kind: "not-in-register" } {
  const opened = ofKind(entries, "sealed-opened").find(
    ({ entry }) => entry.held.kind === "request-told",
  );
  const source = opened ?? received;
  if (received !== undefined && received.entry.authority === undefined) {
    return { kind: "not-in-register" };
  }
  if (opened === undefined && typeof received?.entry.authority === "object") {
    // A seal is made shorter, never longer.
    const until = received.entry.authority.sealedUntil;
    const sooner = corrected?.entry.sealedUntil;
    return { kind: "sealed", until: sooner !== undefined && sooner < until ? sooner : until };
  }
  const name = source && committedText(source, "authority", entries);
  return name ?? { kind: "absent", why: "", isFault: false };
}

function wordsOf(entries: readonly ParsedEntry[]) {
  const shown = ofKind(entries, "demand-shown")[0];
  if (shown === undefined) return undefined;
  const { language, redacted } = shown.entry;
  return {
    index: shown.index,
    language,
    redacted,
    demand: committedText(shown, "demand", entries),
    translation: committedText(shown, "translation", entries),
  };
}

/** Meetings whose hosts let the log name them, each by its last name; earlier ones were taken down. */
function namedOf(entries: readonly ParsedEntry[]) {
  const last = new Map(
    ofKind(entries, "meeting-named").map((one) => [one.entry.meeting, one] as const),
  );
  return [...last.values()].flatMap((one) => {
    const title = committedText(one, "title", entries);
    return title === undefined ? [] : [{ index: one.index, title }];
  });
}

function viewOrder(
  approved: ToldOf<"order-approved">,
  entries: readonly ParsedEntry[],
  state: Story["orders"][string] = "over",
) {
  const { order } = approved.entry;
  const own = entries.filter(({ entry }) => "order" in entry && entry.order === order);
  const opened = ofKind(entries, "sealed-opened").find(
    ({ entry: { held } }) => held.kind === "order-told" && held.order === order,
  );
  const ended = ofKind(own, "order-ended")[0];
  const source = opened ?? approved;
  const { beyond } = approved.entry;
  return {
    approved,
    ended,
    state,
    reason: committedText(source, "reason", entries),
    law: committedText(source, "law", entries),
    beyondWhy: beyond && committedText(approved, "beyondWhy", entries),
    /** Days, ascending. */
    effects: ofKind(own, "order-effect").map(({ entry }) => entry.day),
    /** Days on which people were let in who were not there. */
    upheld: [...new Set(ofKind(own, "contest-upheld").map(({ entry }) => entry.day))],
    /** Days on which the desk answered someone that they stay out. */
    denied: [...new Set(ofKind(own, "contest-denied").map(({ entry }) => entry.day))],
    appeals: viewAppeals(own),
  } as const;
}

/** The cases of one order, by their numbers, since entries of one day have no order among them. */
function viewAppeals(own: readonly ParsedEntry[]) {
  const decisions = ofKind(own, "appeal-decided");
  return ofKind(own, "appeal-made")
    .toSorted((one, other) => caseOf(one.entry) - caseOf(other.entry))
    .map((made) => ({
      made,
      decided: decisions.find(({ entry }) => caseOf(entry) === caseOf(made.entry)),
    }));
}

/** Each act once, by its first entry, though one that was linked later has several. */
function actsOf(request: number, entries: readonly ParsedEntry[]) {
  const all = ofKind(entries, "terms-act");
  const linked = all.filter(({ entry }) => entry.requests.includes(request));
  const links = new Map(linked.map(({ entry }) => [entry.act, entry]));
  return [...links].flatMap(([id, link]) => {
    const act = all.find(({ entry }) => entry.act === id);
    if (act === undefined) return [];
    const review = ofKind(entries, "terms-review").find(
      ({ entry }) => entry.act === act.entry.act && entry.request === request,
    );
    // The third of three people knew of the requests that this entry names.
    const approved = tookThree(link) ? ("approved" as const) : undefined;
    return { act, review: review?.entry.outcome ?? approved };
  });
}
