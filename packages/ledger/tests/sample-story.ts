import { type Day, daysAfter } from "@graticule/ledger/day";
import type { Entry } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import type { NameAt } from "@graticule/ledger/story";
import { sampleSigners, signaturesOf } from "./sample-desk.ts";
import { entryOf, recordAt } from "./sample-log.ts";

/** Logs of made-up requests, for tests. @internal */

export interface SampleStories {
  readonly entries: readonly Entry[];
  /** Names of authorities, by the entries that tell them. */
  readonly nameAt: NameAt;
  /** Of each entry the run of daily entries that it stands in; undefined: its place is its own. */
  readonly dailyRun: readonly (number | undefined)[];
}

export const start = "2026-11-25" as Day;
const hash = "0123456789abcdef".repeat(4) as Commitment;
/** What becomes of a request; days are counted from the one before. */
export interface SampleStory {
  readonly on: number;
  readonly authority: string;
  readonly sealed: { readonly days: number; readonly isTold: boolean } | null;
  readonly demands: readonly string[];
  readonly corrected: readonly string[] | null;
  readonly looks: number;
  readonly repeated: number;
  readonly closed: { readonly after: number; readonly outcome: string } | null;
  readonly orders: readonly {
    readonly after: number;
    readonly from: number;
    readonly length: number;
    readonly effects: number;
    readonly upheld: number;
    readonly places: readonly string[];
    readonly ended: { readonly after: number; readonly how: string } | null;
    readonly appeal: string | null;
  }[];
  readonly acts: readonly { readonly linked: boolean; readonly review: string }[];
  readonly change: string | null;
}

interface Event {
  readonly day: Day;
  readonly daily?: true;
  readonly name?: string;
  readonly says: { readonly kind: string } & Readonly<Record<string, unknown>>;
}

export function layOutSamples(samples: readonly SampleStory[]): SampleStories {
  return layOut(samples.flatMap(eventsOf));
}

/** Days one after the other; what is daily comes together at the end of its day. */
function layOut(events: readonly Event[]): SampleStories {
  const dayOf = ({ day, daily }: Event) => `${day} ${daily === undefined ? 0 : 1}`;
  const sorted = [...events].sort((one, other) =>
    dayOf(one) < dayOf(other) ? -1 : Number(dayOf(one) > dayOf(other)),
  );
  const runs = [...new Set(sorted.map(dayOf))];
  return {
    entries: sorted.map(({ day, says }) => entryOf({ day, ...says })),
    nameAt: (index) => sorted[index]?.name,
    dailyRun: sorted.map((event) => (event.daily ? runs.indexOf(dayOf(event)) : undefined)),
  };
}

function eventsOf(sample: SampleStory, at: number): readonly Event[] {
  const day = daysAfter(start, sample.on);
  const number = at + 1;
  const { sealed, authority, corrected, closed } = sample;
  const until = sealed && daysAfter(day, sealed.days);
  const given = closed?.outcome === "answered" ? undefined : closed?.outcome;
  const answers = (corrected ?? sample.demands).map((demand) => ({
    demand,
    answer: given ?? answerTo(demand, sample.looks),
  }));
  const about = { request: number, branch: "police", meetings: [hash] };
  return [
    {
      day,
      ...(until === null ? { name: authority } : {}),
      says: {
        ...about,
        kind: "request-received",
        authority: until === null ? hash : { sealedUntil: until },
        demands: sample.demands,
      },
    },
    ...(corrected === null
      ? []
      : [{ day, says: { kind: "request-corrected", ...about, demands: corrected } }]),
    ...times(sample.repeated, () => ({
      day,
      says: { kind: "repeated-requests", request: number, host: hash },
    })),
    ...times(sample.looks, (look) => ({
      day,
      daily: true as const,
      says: { kind: "look", request: number, meeting: hash, ordinal: look === 0 ? 1 : 2 },
    })),
    ...sample.orders.flatMap((order, which) => orderEvents(day, number, { order, which })),
    ...(closed === null
      ? []
      : [
          {
            day: daysAfter(day, closed.after + 3),
            says: { kind: "request-closed", request: number, outcome: closed.outcome, answers },
          },
        ]),
    ...(sealed?.isTold && until !== null
      ? [
          {
            day: daysAfter(until, 1),
            name: authority,
            says: {
              kind: "sealed-opened",
              entry: 0,
              salt: hash,
              held: { kind: "request-told", request: number, authority: hash },
            },
          },
        ]
      : []),
    ...sample.acts.flatMap((act, which) => actEvents(day, number, { act, which })),
    ...changeEvents(day, number, sample.change),
  ];
}

function answerTo(demand: string, how: number): string {
  if (demand === "hand-over-data") return "not-handled-here";
  if (demand !== "withhold-meeting") return "refused";
  return ["met", "narrowed", "refused", "refused"][how] ?? "refused";
}

function orderEvents(
  day: Day,
  request: number,
  { order, which }: { readonly order: SampleStory["orders"][number]; readonly which: number },
): readonly Event[] {
  const id = recordAt(request * 10 + which);
  const approved = daysAfter(day, order.after);
  const from = daysAfter(approved, order.from);
  const daily = (later: number, says: Event["says"]): Event => ({
    day: daysAfter(from, later),
    daily: true,
    says: { order: id, ...says },
  });
  const terms = {
    ...{ request, order: id, meeting: hash, places: order.places },
    ...{ from, until: daysAfter(from, order.length), reason: hash, law: hash },
  };
  // Every other one is from before there were desk keys.
  const signed =
    which % 2 === 0 ? {} : signaturesOf(terms, { ...sampleSigners, proposed: approved, approved });
  return [
    { day: approved, says: { kind: "order-approved", ...terms, ...signed } },
    ...times(order.effects, (later) => daily(later, { kind: "order-effect" })),
    ...times(order.upheld, (later) =>
      daily(later, { kind: "contest-upheld", because: "support", people: "1-or-more" }),
    ),
    ...(order.ended === null
      ? []
      : [daily(order.ended.after, { kind: "order-ended", how: order.ended.how })]),
    ...(order.appeal === null ? [] : [daily(0, { kind: "appeal-made" })]),
    ...(order.appeal === null || order.appeal === "open"
      ? []
      : [daily(1, { kind: "appeal-decided", outcome: order.appeal })]),
  ];
}

function actEvents(
  day: Day,
  request: number,
  { act, which }: { readonly act: SampleStory["acts"][number]; readonly which: number },
): readonly Event[] {
  const about = {
    act: recordAt(request * 10 + which + 5_000),
    what: "suspend-account",
    host: hash,
  };
  const later = { day: daysAfter(day, 1) };
  return [
    { day, says: { kind: "terms-act", ...about, requests: [] } },
    ...(act.linked
      ? [{ ...later, says: { kind: "terms-act", ...about, requests: [request] } }]
      : []),
    ...(act.review === ""
      ? []
      : [
          {
            ...later,
            says: { kind: "terms-review", act: about.act, request, outcome: act.review },
          },
        ]),
  ];
}

function changeEvents(day: Day, request: number, outcome: string | null): readonly Event[] {
  const change = recordAt(request + 9_000);
  if (outcome === null) return [];
  const proposed = { day, says: { kind: "change-proposed", change, what: "staff", says: hash } };
  if (outcome === "open") return [proposed];
  return [proposed, { day, says: { kind: "change-decided", change, outcome } }];
}

function times<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
