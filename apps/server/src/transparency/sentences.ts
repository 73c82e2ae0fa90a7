import type { ShownText } from "@graticule/api/transparency";
import { answerTexts, demandTexts } from "@graticule/desk/demand-texts";
import { placeName } from "@graticule/jurisdiction/names";
import { parsePlace } from "@graticule/jurisdiction/place";
import type { Day } from "@graticule/ledger/day";
import type { Demand, Entry, EntryKind, EntryOf } from "@graticule/ledger/entry";
import { authorityShown, type LoggedAnswer } from "@graticule/ledger/story";
import type { LogView } from "./followed-log.ts";

/** Entries that people follow, each in a plain English sentence. */

const answerWords: { readonly [A in LoggedAnswer]: string } = {
  ...answerTexts,
  returned: "sent back",
  rejected: "rejected",
};
const outcomeWords = {
  answered: "was answered",
  returned: "was sent back as incomplete",
  rejected:
    "was rejected: it wasn’t from an authority, duplicated another request, or was withdrawn",
} as const;
const endWords: { readonly [S in EntryOf<"order-ended">["how"]]: string } = {
  lifted: "it was lifted",
  overturned: "an appeal overturned it",
  "appeal-not-decided": "no one decided an appeal in time",
  "occurrence-over": "the session was over",
};
const actWords: { readonly [W in EntryOf<"terms-act">["what"]]: string } = {
  "end-meeting": "A meeting was ended",
  "suspend-account": "An account was suspended",
  "reinstate-account": "An account was reinstated",
  "mute-participant": "A participant was muted",
  "remove-participant": "A participant was removed",
};

const operatorWords: { readonly [S in EntryOf<"operator-act">["step"]]: string } = {
  announced:
    "The operator acts on someone's account; it takes effect after a day, unless the person stops it.",
  stopped: "What the operator announced about someone's account was stopped.",
  done: "What the operator announced about someone's account took effect.",
};

const missingWords: {
  readonly [B in EntryOf<"entry-set-aside">["why"]]: (day: Day) => string;
} = {
  "not-sayable": (day) =>
    `An entry of ${day} is missing: this service could not enter it in the log, but has kept it.`,
  gone: (day) =>
    `An entry is missing: it was waiting to be entered, and on ${day} it was no longer in the database.`,
  "seal-not-readable": (day) =>
    `Something that was sealed can’t be published: on ${day} this service could not read it.`,
};

type Saying<K extends EntryKind> = (entry: EntryOf<K>, view: LogView) => string;

const sayings = {
  "request-received": ({ request, demands }, view) =>
    `${whoAsked(view, request)} asked this service to ${listed(demands.map((one) => demandTexts[one]))}.`,
  "request-closed": ({ request, outcome, answers }) => {
    const given = answers.map(
      ({ demand, answer }) => `${demandTexts[demand]}: ${answerWords[answer]}`,
    );
    const told =
      outcome === "answered" && given.length > 0 ? `: ${[...new Set(given)].join("; ")}` : "";
    return `Request ${request} ${outcomeWords[outcome]}${told}.`;
  },
  "order-approved": ({ request, places, from, until }) =>
    `An order on request ${request} keeps people who are certain to be in ${placesOf(places)} out of one session of a meeting, ${span(from, until)}.`,
  "order-confirmed": ({ order }, view) =>
    `Two people confirmed an order${onRequest(view, order)} again after the database was restored: it holds once more.`,
  "order-ended": ({ order, how }, view) =>
    `An order${onRequest(view, order)} ended: ${endWords[how]}.`,
  "appeal-decided": ({ order, outcome }, view) =>
    `An appeal against an order${onRequest(view, order)} was decided: the order ${outcome === "upheld" ? "stands" : "is overturned"}.`,
  "terms-act": ({ what, on, requests }) =>
    on === undefined
      ? `${actWords[what]} under the terms of service${linkedTo(requests, "is")}.`
      : `${actWords[what]} under the terms of service on ${on}${linkedTo(requests, "is now")}.`,
  "platform-rule-linked": ({ requests, review }) =>
    review === "waits"
      ? `A rule for the whole service was proposed close in time to ${listed(requests.map((one) => `request ${one}`))}, and touches the territory of the authority that asked. A third person reviews it.`
      : `A third person reviewed a rule for the whole service: it ${review === "stands" ? "stands" : "is lifted"}.`,
  "outside-act": ({ on }) => `Something was done outside this service on ${on}.`,
  "operator-act": ({ step }) => operatorWords[step],
  "entry-set-aside": ({ why, day }) => missingWords[why](day),
  "log-gap": ({ since, day }) =>
    `The log stood still for more than ten minutes, ${span(since, day)}: no order and no rule for the whole service was in force.`,
  restored: ({ since, day }) =>
    `On ${day} the operator said, or the service noticed, that the database had been restored${since === undefined ? "" : `, to what it was on ${since}`}. Orders made before have no effect until two people confirm them again.`,
} as const satisfies { readonly [K in EntryKind]?: Saying<K> };

export const followedKinds = Object.keys(sayings) as readonly (keyof typeof sayings)[];

/** Undefined: no one follows this kind. */
export function sayEntry(entry: Entry, view: LogView): string | undefined {
  const say = new Map<string, unknown>(Object.entries(sayings)).get(entry.kind);
  return (say as Saying<EntryKind> | undefined)?.(entry, view);
}

function whoAsked({ stories, nameAt }: LogView, request: number): string {
  const by = authorityShown(stories, stories.requests.get(request) ?? {}, nameAt);
  switch (by.kind) {
    case "named":
      return by.name;
    case "sealed":
      return `An authority that can’t be named until after ${by.until}`;
    case "not-in-register":
      return "Someone who isn’t in the register of authorities";
    case "taken-down":
      return "An authority whose name was taken down";
  }
}

export function sayDemands(demands: readonly Demand[]): string {
  return listed(demands.map((one) => demandTexts[one]));
}

/** The texts that lie beside an entry, in a line each. */
export function sayTexts(texts: Readonly<Record<string, ShownText>>): string {
  const lines = Object.entries(textWords).flatMap(([name, word]) => {
    const text = texts[name];
    if (text === undefined) return [];
    return [`${word}: ${text === "taken-down" ? "taken down" : text.value}`];
  });
  return lines.join("\n");
}

const textWords = {
  reason: "Reason",
  law: "Law",
  beyondWhy: "Why it goes beyond what was asked or advised",
  what: "What was done",
  forcedBy: "Forced by",
} as const;

function onRequest({ stories }: LogView, order: Parameters<typeof stories.orders.get>[0]): string {
  const request = stories.threads.requestOf.get(order);
  return request === undefined ? "" : ` on request ${request}`;
}

function linkedTo(requests: readonly number[], is: string): string {
  if (requests.length === 0) return "";
  const one = requests.length === 1;
  return `. It ${is} linked to ${one ? "request" : "requests"} ${requests.join(", ")}`;
}

function listed(words: readonly string[]): string {
  const [...each] = new Set(words);
  const last = each.pop() ?? "do nothing on its list of demands";
  return each.length === 0 ? last : `${each.join(", ")} and ${last}`;
}

function placesOf(codes: readonly string[]): string {
  const named = codes.map((code) => {
    const place = parsePlace(code);
    return place === undefined ? code : `${placeName(place, "en")} (${code})`;
  });
  return listed(named);
}

function span(from: Day, until: Day): string {
  return from === until ? `on ${from}` : `from ${from} until ${until}`;
}
