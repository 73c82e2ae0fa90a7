import { createHash } from "node:crypto";

/** What happened in the fake log: invented authorities, and places where nobody lives. Days are counted from its first. */
export interface FakeEvent {
  readonly on: number;
  /** It comes with the others of its day, when that is over. */
  readonly daily?: true;
  readonly says: { readonly kind: string } & Readonly<Record<string, unknown>>;
  /** What lies beside it. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Its texts are told when this day is over. */
  readonly sealedUntil?: number;
}

/** The day on which the fake is asked. */
export const lastDay = 82;

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const meeting = (name: string): string => hash(`meeting ${name}`);
const host = (name: string): string => hash(`host ${name}`);

/** A random UUID that is always the same. */
export function fakeId(name: string): string {
  const digits = hash(`id ${name}`);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`];
  return [...parts, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join("-");
}

const court = "District Court of Penguin Bay";
const ministry = "Ministry of the Interior of the Southern Ice";
const police = "Police of Bouvet Harbour";
const prefecture = "Prefecture of the Outer Isles";

interface Received {
  readonly authority: string;
  readonly branch: string;
  readonly demands: readonly string[];
  readonly about?: readonly string[];
  readonly sealedUntil?: number;
}

const received = (on: number, request: number, asked: Received): FakeEvent => ({
  on,
  says: {
    kind: "request-received",
    ...{ request, branch: asked.branch, demands: asked.demands },
    meetings: (asked.about ?? [String(request)]).map(meeting),
  },
  texts: { authority: asked.authority },
  ...(asked.sealedUntil === undefined ? {} : { sealedUntil: asked.sealedUntil }),
});

type Answers = readonly (readonly [demand: string, answer: string, ground?: string])[];

const closed = (on: number, request: number, answers: Answers, outcome = "answered") => ({
  on,
  says: {
    ...{ kind: "request-closed", request, outcome },
    answers: answers.map(([demand, answer, ground]) => ({
      ...{ demand, answer },
      ...(ground === undefined ? {} : { ground }),
    })),
  },
});

interface Order {
  readonly places: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly reason: string;
  readonly law: string;
  readonly sealedUntil?: number;
}

const order = (on: number, request: number, said: Order): FakeEvent => ({
  on,
  says: {
    ...{ kind: "order-approved", request, order: fakeId(`order ${request}`) },
    ...{ meeting: meeting(String(request)), places: said.places },
    ...{ from: said.from, until: said.until },
  },
  texts: { reason: said.reason, law: said.law },
  ...(said.sealedUntil === undefined ? {} : { sealedUntil: said.sealedUntil }),
});

const daily = (on: number, kind: string, request: number, more: object = {}): FakeEvent => ({
  ...{ on, daily: true },
  says: { kind, order: fakeId(`order ${request}`), ...more },
});

const look = (on: number, request: number, ordinal: 1 | 2): FakeEvent => ({
  ...{ on, daily: true },
  says: { kind: "look", request, meeting: meeting(String(request)), ordinal },
});

const change = (on: number, what: string, says: string): FakeEvent => ({
  on,
  says: { kind: "change-proposed", change: fakeId(says), what },
  texts: { says },
});
const decided = (on: number, says: string, outcome: string): FakeEvent => ({
  on,
  says: { kind: "change-decided", change: fakeId(says), outcome },
});

const act = (on: number, name: string, what: string, requests: readonly number[]): FakeEvent => ({
  on,
  says: {
    ...{ kind: "terms-act", act: fakeId(name), what, host: host(name), requests },
    ...(what.endsWith("-account") ? {} : { meeting: meeting(name) }),
  },
});

const withheld = "withhold-meeting";
const assembly = "Assembly Act 1999, section 12";

/** Asked much, granted little, contested, overturned: the one that has everything. */
const longStory: readonly FakeEvent[] = [
  {
    on: 16,
    says: { kind: "meeting-named", meeting: meeting("2") },
    texts: { title: "Reading of the harbour names" },
  },
  received(5, 2, {
    ...{ authority: court, branch: "court" },
    demands: [withheld, "end-meeting", "suspend-account"],
  }),
  {
    on: 5,
    says: {
      ...{ kind: "request-corrected", request: 2, branch: "court", meetings: [meeting("2")] },
      demands: [withheld, "end-meeting", "suspend-account", "hand-over-data", "stay-silent"],
    },
  },
  look(5, 2, 1),
  look(6, 2, 2),
  order(7, 2, {
    ...{ places: ["AQ"], from: 7, until: 10, law: assembly },
    reason: "The court found that an announced assembly there was not registered.",
  }),
  daily(7, "order-effect", 2),
  daily(8, "order-effect", 2),
  daily(8, "contest-upheld", 2, { because: "support", people: "1-or-more" }),
  daily(8, "appeal-made", 2),
  closed(8, 2, [
    [withheld, "narrowed", "not-proportionate"],
    ["end-meeting", "refused", "meetings-survive"],
    ["suspend-account", "refused", "accounts-survive"],
    ["hand-over-data", "not-handled-here", "nothing-handed-over"],
    ["stay-silent", "refused", "told-at-the-door"],
  ]),
  daily(9, "appeal-decided", 2, { outcome: "overturned" }),
  daily(9, "order-ended", 2, { how: "overturned" }),
  act(4, "evening talk", "end-meeting", []),
  act(6, "evening talk", "end-meeting", [2]),
  {
    on: 12,
    says: { kind: "terms-review", act: fakeId("evening talk"), request: 2, outcome: "reversed" },
  },
  {
    on: 14,
    says: {
      ...{ kind: "demand-shown", request: 2, language: "es" },
      redacted: ["link", "meeting", "person"],
    },
    texts: {
      demand:
        "⟦1⟧ Que se impida el acceso a la reunión ⟦meeting⟧ desde todo el territorio.\n\n⟦2⟧ En su defecto, que se ponga fin a la reunión anunciada en ⟦link⟧ por ⟦person⟧.\n\n⟦3⟧ Que se suspenda la cuenta de quien la convoca.\n\n⟦4⟧ Que se entreguen los datos de los asistentes.\n\n⟦5⟧ Que nada de esto se comunique a los afectados.",
      translation:
        "⟦1⟧ That access to the meeting ⟦meeting⟧ be prevented from the whole territory.\n\n⟦2⟧ Failing that, that the meeting announced at ⟦link⟧ by ⟦person⟧ be ended.\n\n⟦3⟧ That the account of whoever convenes it be suspended.\n\n⟦4⟧ That the data of those attending be handed over.\n\n⟦5⟧ That none of this be communicated to those affected.",
    },
  },
];

/** Who asked and why may not be told: not yet, and by now. */
const sealedStories: readonly FakeEvent[] = [
  received(10, 3, {
    ...{ authority: ministry, branch: "executive", sealedUntil: 40 },
    demands: [withheld, "stay-silent"],
  }),
  look(10, 3, 1),
  order(11, 3, {
    ...{ places: ["AQ", "TF"], from: 11, until: 13, sealedUntil: 40, law: "Order 12 on calm" },
    reason: "Rehearsals of a strike were announced for these days.",
  }),
  daily(11, "order-effect", 3),
  closed(12, 3, [
    [withheld, "met"],
    ["stay-silent", "refused", "told-at-the-door"],
  ]),
  daily(13, "order-ended", 3, { how: "occurrence-over" }),
  received(lastDay - 4, 30, {
    ...{ authority: ministry, branch: "executive", sealedUntil: 260 },
    demands: [withheld, "monitor-or-record"],
  }),
  order(lastDay - 2, 30, {
    ...{ places: ["AQ"], from: lastDay - 2, until: lastDay + 3, sealedUntil: 260 },
    ...{ law: "Order 14 on calm", reason: "An assembly was announced for these days." },
  }),
  daily(lastDay - 2, "order-effect", 30),
];

/** Three in thirty days on one host; sent back, rejected, and open. */
const shortStories: readonly FakeEvent[] = [
  received(2, 1, {
    ...{ authority: police, branch: "police" },
    demands: ["end-meeting", "hand-over-data"],
  }),
  closed(3, 1, [
    ["end-meeting", "refused", "meetings-survive"],
    ["hand-over-data", "not-handled-here", "nothing-handed-over"],
  ]),
  {
    on: 5,
    says: { kind: "demand-shown", request: 1, language: "en", redacted: ["contact", "person"] },
    texts: {
      demand:
        "⟦1⟧ The meeting is to be terminated without delay.\n\n⟦2⟧ Name, address and telephone number of ⟦person⟧ are to be sent to ⟦contact⟧.",
    },
  },
  received(14, 4, { authority: police, branch: "police", demands: ["limit-other-meetings"] }),
  closed(15, 4, [["limit-other-meetings", "returned"]], "returned"),
  received(18, 5, { authority: police, branch: "police", demands: ["serve-country-off"] }),
  { on: 18, says: { kind: "repeated-requests", request: 5, host: host("archive") } },
  closed(19, 5, [["serve-country-off", "refused", "no-country-off"]]),
  received(22, 6, { authority: prefecture, branch: "other", demands: ["block-topic", "other"] }),
  closed(
    23,
    6,
    [
      ["block-topic", "rejected"],
      ["other", "rejected"],
    ],
    "rejected",
  ),
  received(lastDay, 31, {
    ...{ authority: court, branch: "court" },
    demands: [withheld, "withhold-person", "weaken-encryption"],
  }),
];

const removed = (on: number, text: string, ground: string): FakeEvent => ({
  on,
  // Its entry is found when the log is built.
  says: { kind: "text-removed", entry: { kind: "of", request: 7, text }, text, ground },
});

const takenDown: readonly FakeEvent[] = [
  received(24, 7, { authority: "Judge of the Ice Shelf", branch: "court", demands: [withheld] }),
  order(25, 7, {
    ...{ places: ["BV"], from: 25, until: 28, law: assembly },
    reason: "The daughter of somebody is named in it.",
  }),
  daily(26, "order-effect", 7),
  closed(26, 7, [[withheld, "met"]]),
  daily(27, "order-ended", 7, { how: "lifted" }),
  removed(33, "authority", "court-order"),
  removed(35, "reason", "personal-data"),
];

const widened =
  "Ministry of the Interior of the Southern Ice would reach AQ and TF, by its Order 12.";
const joined = "Tomás Vidal would be an approver.";

const besides: readonly FakeEvent[] = [
  change(0, "staff", "Zoë Marchetti would be for intake."),
  decided(7, "Zoë Marchetti would be for intake.", "waited"),
  change(1, "authority", widened),
  decided(2, widened, "confirmed"),
  change(16, "disputed-places", "GS would be on the list of disputed places."),
  decided(17, "GS would be on the list of disputed places.", "declined"),
  change(20, "platform-rule", "Nobody from HM could join. Ground: licence. Review by 1 June."),
  decided(20, "Nobody from HM could join. Ground: licence. Review by 1 June.", "alone"),
  change(28, "geofeed", "The operator’s own location data would move 2 ranges into AQ."),
  decided(29, "The operator’s own location data would move 2 ranges into AQ.", "withdrawn"),
  change(lastDay - 1, "staff", joined),
  { on: 44, says: { kind: "platform-rule-lifted", rule: fakeId("rule") } },
  { on: 46, says: { kind: "staff-left", roles: ["intake", "reviewer"] } },
  { on: 50, says: { kind: "authority-withdrawn" }, texts: { authority: prefecture } },
  {
    on: 52,
    says: { kind: "outside-act", onDay: 51 },
    texts: {
      what: "The operator’s office on the ice shelf was sealed for a day.",
      forcedBy: court,
    },
  },
  act(31, "harbour choir", "suspend-account", []),
  act(34, "harbour choir", "reinstate-account", []),
  act(48, "loud guest", "mute-participant", []),
  act(49, "loud guest again", "remove-participant", []),
];

/** A month of one court, as like as eggs. */
const many: readonly FakeEvent[] = Array.from({ length: 22 }, (_, at) => {
  const [request, on] = [8 + at, 30 + 2 * at];
  const asked = received(on, request, {
    ...{
      authority: at % 3 === 0 ? prefecture : court,
      branch: at % 3 === 0 ? "executive" : "court",
    },
    demands: at % 4 === 0 ? [withheld, "end-meeting"] : [withheld],
  });
  const ended: Answers = at % 4 === 0 ? [["end-meeting", "refused", "meetings-survive"]] : [];
  if (at % 5 === 4) {
    return [
      asked,
      look(on, request, 1),
      closed(on + 2, request, [[withheld, "refused", "too-few-there"], ...ended]),
    ];
  }
  return [
    asked,
    order(on + 1, request, {
      ...{ places: at % 3 === 0 ? ["TF"] : ["AQ"], from: on + 1, until: on + 3, law: assembly },
      reason: "An announced assembly there was not registered.",
    }),
    ...(at % 2 === 0 ? [daily(on + 1, "order-effect", request)] : []),
    ...(at % 6 === 0 ? [] : [daily(on + 1, "appeal-made", request)]),
    ...(at % 7 === 3
      ? [
          daily(on + 3, "appeal-decided", request, { outcome: "upheld" }),
          daily(on + 3, "order-ended", request, { how: "occurrence-over" }),
        ]
      : []),
    ...(at % 7 === 1 ? [daily(on + 3, "order-ended", request, { how: "appeal-not-decided" })] : []),
    closed(on + 2, request, [[withheld, at % 2 === 0 ? "met" : "narrowed"], ...ended]),
  ];
}).flat();

export const fakeEvents: readonly FakeEvent[] = [
  ...[...shortStories, ...longStory, ...sealedStories, ...takenDown, ...besides, ...many],
];
