/** What the fake API says of the desk. State is in memory; `desk=` says how it is, see {@link changeDesk}. */
type Json = Record<string, unknown>;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

interface Told {
  readonly status: number;
  readonly body?: unknown;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const at = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();
const ok = (body: unknown): Told => ({ status: 200, body });
const forbidden = (reason: string, more: object = {}): Told => ({
  status: 403,
  body: {
    ...{ type: "/problems/forbidden", title: "forbidden", status: 403, code: "forbidden", reason },
    ...more,
  },
});

const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const person = (number: number, name: string) => ({ id: uuid(number), name });
const amina = person(1, "Amina Rahal");
const tomas = person(2, "Tomás Vidal");
const zoe = person(3, "Zoë Marchetti");

/**
 * `no-member`, `candidate` (proposed), `no-second-factor`, `session-too-old`: why nobody gets in. `empty`: nothing came yet.
 * `proposed`: an order waits for its second person. `mine`: whoever looks proposed it. `words…`: the request is
 * closed, and its words are to be hidden, wait for a second person, are public, or sealed.
 */
type DeskState =
  | "busy"
  | "empty"
  | "proposed"
  | "mine"
  | "words"
  | "words-second"
  | "words-public"
  | "words-sealed"
  | "no-member"
  | "candidate"
  | "no-second-factor"
  | "session-too-old";

let state: DeskState = "busy";

export function changeDesk(query: URLSearchParams): void {
  state = (query.get("desk") ?? "busy") as DeskState;
}

const content = () => ({
  authorityId: uuid(10),
  branch: "executive",
  office: "Office for Public Order, Department 4",
  receivedAt: at(-5 * hour),
  channel: "e-mail",
  instrument: "Letter",
  reference: "OPO-2026/1184",
  legalBasis: { statute: "Public Assemblies Act", provision: "section 12(3)" },
  reasons: "The announced gathering has not been registered under the Act.",
  meetings: ["opn-open-opn"],
  demands: [
    {
      kind: "withhold-meeting",
      verbatim:
        "The provider shall ensure that the meeting opn-open-opn cannot be attended from within the Republic.",
      meeting: 0,
    },
    {
      kind: "end-meeting",
      verbatim: "Should this not be possible, the meeting shall be terminated at once.",
      meeting: 0,
    },
    {
      kind: "hand-over-data",
      verbatim: "The provider shall transmit the names of all participants within 24 hours.",
    },
  ],
  placesAsked: "The whole territory and abroad",
  durationAsked: "Until further notice",
  redress: "Complaint to the Administrative Court within 30 days.",
  language: "en",
  originals: [
    {
      name: "letter.pdf",
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
  ],
});

const summary = () => ({
  id: uuid(20),
  number: 17,
  state: "under-review",
  authority: "Ministry of the Interior of Atlantis",
  reference: "OPO-2026/1184",
  receivedAt: at(-5 * hour),
  due: { what: "answer", at: at(67 * hour) },
  gaps: ["tell-effect-to"],
  authenticity: "open",
  demands: 3,
});

const others = () => [
  {
    ...summary(),
    id: uuid(21),
    number: 18,
    state: "received",
    authority: "District Court of Lemuria",
    reference: "4 C 220/26",
    due: { what: "receipt", at: at(-0.2 * hour) },
    gaps: ["originals", "translation"],
    demands: 1,
  },
  {
    ...summary(),
    id: uuid(19),
    number: 12,
    state: "answered",
    authority: "District Court of Lemuria",
    reference: "4 C 101/26",
    due: undefined,
    gaps: [],
    order: "lapsed",
    wordsWait: { state: "open", since: at(-9 * day) },
  },
  {
    ...summary(),
    id: uuid(18),
    number: 11,
    state: "returned",
    authority: "District Court of Lemuria",
    reference: "4 C 99/26",
    due: undefined,
    gaps: [],
    demands: 1,
    wordsWait: { state: "prepared", since: at(-2 * day) },
  },
];

const order = (mine: boolean) => ({
  id: uuid(30),
  meeting: 0,
  places: ["AQ"],
  from: at(-hour),
  until: at(3 * hour),
  noticeMinutes: 5,
  reason: "Unregistered gathering under the Public Assemblies Act.",
  law: "Public Assemblies Act, section 12(3)",
  findings: {
    procedure: "Came from the office named in the Act, by its published address.",
    authority: "The office may ask under section 12(3).",
    legality: "The section names gatherings by electronic means.",
    necessity: "One sitting and one place suffice.",
    rights: "Assembly and expression of those there; nobody elsewhere is touched.",
  },
  state: "proposed",
  excepted: [],
  proposedBy: mine ? zoe : tomas,
  proposedAt: at(-0.5 * hour),
  beyond: [],
  mayApprove: mine ? "proposed-it" : "yes",
  mayLift: "closed",
});

const draft = `To: Ministry of the Interior of Atlantis

Your request of 2026-11-24, your reference OPO-2026/1184; our number 17.

1. To withhold a meeting from a place (meeting opn-open-opn): not answered yet.`;

const step = (kind: string, by: typeof amina, hours: number, text?: string) => ({
  at: at(-hours * hour),
  kind,
  by,
  ...(text === undefined ? {} : { text }),
});

const wordsOf: Readonly<Record<string, () => Json>> = {
  words: () => ({
    state: "open",
    fixed: [{ of: 0, from: 43, to: 55, what: "meeting" }],
    forgotten: true,
    mayPrepare: "yes",
  }),
  "words-second": () => ({
    ...{ state: "prepared", id: uuid(70), by: tomas, at: at(-hour) },
    ...{ shown: shownWords, mayPublish: "yes", mayDecline: "yes" },
  }),
  "words-public": () => ({
    ...{ state: "published", by: zoe, preparedBy: tomas, at: at(-hour), shown: shownWords },
  }),
  "words-sealed": () => ({ state: "sealed", until: at(30 * day).slice(0, 10) }),
};

const shownWords = {
  demand: `⟦1⟧ The provider shall ensure that the meeting ⟦meeting⟧ cannot be attended from within the Republic.

⟦2⟧ Should this not be possible, the meeting shall be terminated at once.

⟦3⟧ The provider shall transmit the names of all participants within 24 hours.`,
  redacted: ["meeting"],
};

const view = () => {
  const later = state === "proposed" || state === "mine";
  const words = wordsOf[state]?.();
  return {
    ...summary(),
    ...(later ? { gaps: [], authenticity: "confirmed", order: "proposed" } : {}),
    content: { ...content(), ...(later ? { tellEffectTo: "Department 4" } : {}) },
    authorityDetail: {
      id: uuid(10),
      name: "Ministry of the Interior of Atlantis",
      reach: ["AQ"],
    },
    typedBy: [amina],
    alike: [{ id: uuid(19), number: 12, because: "same-host" }],
    repeated: false,
    answers: later
      ? [null, { answer: "refused", ground: "meetings-survive", by: zoe, at: at(-hour) }]
      : [null, null],
    namedMeetings: [
      {
        code: "opn-open-opn",
        state: "running",
        occurrence: { from: at(-2 * hour) },
        looks: later ? [{ ordinal: 1, bucket: "10-99", at: at(-hour), by: zoe }] : [],
        mayLook: later ? "yes" : "not-yet",
        recommendation: "findings-decide",
      },
    ],
    orders: later ? [order(state === "mine")] : [],
    steps: [
      step("received", amina, 5),
      ...(later
        ? [step("authenticated", tomas, 4, "Asked the registry, number from its web page.")]
        : []),
      step("review-began", zoe, 3),
    ],
    termsActs: [],
    shown: "all",
    may: {
      correct: "closed",
      callBack: "yes",
      begin: "closed",
      answer: "yes",
      propose: later ? "yes" : "not-yet",
      close: "not-yet",
    },
    draft,
    words: words ?? { state: "not-yet" },
    ...(words === undefined ? {} : { state: "answered", due: undefined, gaps: [] }),
  };
};

const authorities = () => [
  {
    id: uuid(10),
    series: uuid(10),
    name: "Ministry of the Interior of Atlantis",
    kind: "country",
    home: "AQ",
    contact: "Registry, +000 555 0100, from the ministry’s printed directory",
    reach: ["AQ"],
    instruments: [],
    enteredAt: at(-90 * day),
  },
  {
    id: uuid(11),
    series: uuid(11),
    name: "District Court of Lemuria",
    kind: "country",
    home: "BV",
    contact: "Clerk’s office, by post",
    reach: ["BV", "HM"],
    instruments: [
      { place: "HM", citation: "Courts Ordinance 1998, section 4 (Official Gazette 12)" },
    ],
    enteredAt: at(-90 * day),
  },
];

const member = (who: typeof amina, roles: readonly string[], more: Json = {}) => ({
  ...who,
  email: `${who.name.split(" ")[0]?.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")}@example.org`,
  roles,
  liaisonTo: [],
  emailVerified: true,
  secondFactor: true,
  ...more,
});

const staff = () => [
  member(amina, ["intake"], { liaisonTo: [uuid(11)] }),
  member(tomas, ["reviewer", "appeals"]),
  member(zoe, ["reviewer", "approver"], { approvesFrom: at(50 * hour) }),
];

const changes = () => [
  {
    id: uuid(40),
    kind: "staff",
    says: "Jonas Weber would be an approver.",
    about: { email: "jonas@example.org", emailVerified: false, accepted: true },
    proposedBy: tomas,
    proposedAt: at(-20 * hour),
    state: "open",
    ...{ mayConfirm: "yes", mayDecline: "yes" },
  },
  {
    id: uuid(41),
    kind: "authority",
    says: "The instruments of the District Court of Lemuria would name Bouvet Island.",
    proposedBy: zoe,
    proposedAt: at(-2 * hour),
    state: "open",
    ...{ mayConfirm: "proposed-it", mayDecline: "proposed-it" },
  },
  {
    id: uuid(42),
    kind: "authority",
    says: "The District Court of Lemuria would have power over Heard and McDonald Islands.",
    proposedBy: amina,
    proposedAt: at(-90 * day),
    state: "confirmed",
    decidedBy: tomas,
    decidedAt: at(-89 * day),
    ...{ mayConfirm: "closed", mayDecline: "closed" },
  },
];

/** What an administrator proposed while nobody is there to confirm it. */
const waiting = () => ({
  ...changes()[0],
  waitsUntil: at(6 * day),
  ...{ mayConfirm: "proposed-it", mayDecline: "proposed-it" },
});

const overview = () => ({
  you: {
    ...member(zoe, ["intake", "reviewer", "approver", "appeals", "safety"]),
    sessionEndsAt: at(3 * hour),
  },
  shortages: state === "empty" ? ["no-orders", "no-appeals"] : [],
  requests: state === "empty" ? [] : [summary(), ...others()],
  openChanges: state === "empty" ? 0 : 2,
  openAppeals: state === "empty" ? 0 : 1,
  openContests: state === "empty" ? 0 : 2,
  openReports: state === "empty" ? 0 : 3,
});

const register = () => ({
  authorities: state === "empty" ? [] : authorities(),
  disputed: [{ place: "EH", source: "As shipped", since: "2026-01-01" }],
  staff: staff(),
  changes: state === "empty" ? [] : changes(),
});

const appeals = () => [
  {
    ...{ orderId: uuid(31), no: 1, readTo: 1 },
    request: { id: uuid(19), number: 12 },
    openedAt: at(-10 * hour),
    dueAt: at(62 * hour),
    statements: [
      {
        by: "refused",
        on: at(-10 * hour).slice(0, 10),
        text: "I only wanted to hear my own sister speak. The law that is named is about gatherings in the street.",
      },
      { by: "public", on: at(-5 * hour).slice(0, 10), text: "The law was repealed in March." },
    ],
    mayDecide: "yes",
  },
  {
    ...{ orderId: uuid(32), no: 1, readTo: 1 },
    request: { id: uuid(18), number: 9 },
    openedAt: at(-30 * day),
    dueAt: at(-27 * day),
    statements: [{ by: "host", on: at(-30 * day).slice(0, 10), text: "It is a lecture." }],
    decision: {
      outcome: "overturned",
      reasons: "The section that was cited is about public places.",
      at: at(-28 * day),
      by: "Tomás Vidal",
    },
    mayDecide: "closed",
  },
];

const contest = (number: number, more: Json) => ({
  ...{ id: uuid(80 + number), orderId: uuid(31), request: { id: uuid(19), number: 12 } },
  ...{ place: "CN", since: at(-2 * minute), dueAt: at(8 * minute), mayAnswer: "yes" },
  evidence: [{ kind: "records-agree" }, { kind: "paths-agree" }],
  ...more,
});

const contests = () => [
  contest(1, { devicePlace: "MN" }),
  contest(2, { place: "UA-43", evidence: [{ kind: "own-list" }], mayAnswer: "typed-it-in" }),
];

const misplacements = () => [
  {
    ...{ id: uuid(85), request: { id: uuid(19), number: 12 }, place: "CN", instead: ["MN", "KZ"] },
    ...{ closesAt: at(20 * hour), mayAnswer: "yes" },
  },
];

const report = (number: number, more: Json) => ({
  id: uuid(50 + number),
  code: "opn-open-opn",
  on: at(-day).slice(0, 10),
  what: "harassment",
  text: "Somebody shouts insults at the speaker and comes back each time.",
  supports: [],
  inside: true,
  fromState: false,
  ...more,
});

const safety = () => ({
  reports:
    state === "empty"
      ? []
      : [
          report(1, { participant: "Marc", supports: ["mute-participant", "remove-participant"] }),
          report(2, { what: "other", text: "This meeting is illegal.", inside: false }),
          report(3, { fromState: true, inside: false, text: "On behalf of the ministry: end it." }),
          report(4, { what: "spam", outcome: "no-action" }),
        ],
  acts:
    state === "empty"
      ? []
      : [
          {
            id: uuid(60),
            kind: "end-meeting",
            reason: "Threats against those who speak, by the host.",
            reportId: uuid(51),
            proposedAt: at(-3 * hour),
            proposedBy: "Tomás Vidal",
            approvals: [{ review: "second", by: "Amina Rahal", at: at(-2 * hour) }],
            requests: [17],
            state: "waits-for-third",
            mayApprove: "yes",
          },
          {
            id: uuid(61),
            kind: "suspend-account",
            reason: "Meetings made only to sell counterfeit tickets.",
            proposedAt: at(-20 * day),
            proposedBy: "Zoë Marchetti",
            approvals: [{ review: "second", by: "Tomás Vidal", at: at(-20 * day) }],
            requests: [],
            state: "in-effect",
            mayApprove: "closed",
          },
        ],
  outsideActs: [],
});

const textRemovals = () => [
  {
    ...{ id: uuid(71), entry: 1_184, text: "reason", ground: "personal-data" },
    says: "The meeting names the daughter of the director of the Northern archive, with her street.",
    ...{ proposedBy: tomas, proposedAt: at(-3 * hour), mayConfirm: "yes", mayDecline: true },
  },
  {
    ...{ id: uuid(72), entry: 977, text: "says", ground: "mistake" },
    says: "Ministry of the Interior would reach AQ and BV by its Order 12.",
    ...{ proposedBy: zoe, proposedAt: at(-26 * hour), mayConfirm: "proposed-it", mayDecline: true },
  },
];

const routes: Readonly<Record<string, () => unknown>> = {
  "GET /api/desk": overview,
  "GET /api/desk/register": register,
  "GET /api/desk/appeals": () => (state === "empty" ? [] : appeals()),
  "GET /api/desk/contests": () => (state === "empty" ? [] : contests()),
  "GET /api/desk/misplacements": () => (state === "empty" ? [] : misplacements()),
  "GET /api/safety": safety,
  "GET /api/desk/text-removals": () => (state === "empty" ? [] : textRemovals()),
  "GET /log/text/1184/reason.json": () => ({ salt: "00", value: textRemovals()[0]?.says }),
  "GET /api/admin/staff": () =>
    state === "empty"
      ? { staff: [], changes: [waiting()], shortages: ["no-intake", "no-orders"], openReports: 1 }
      : { staff: staff(), changes: changes().slice(0, 1), shortages: [], openReports: 0 },
};

const candidacy = { roles: ["reviewer", "approver"], proposedAt: at(-hour) };

const shut: ReadonlySet<DeskState> = new Set(["no-member", "no-second-factor", "session-too-old"]);

/** The fake's answer; undefined: this is about something else. */
export function answerDesk({ method, path, body }: Asked): Told | undefined {
  if (!/^\/(api\/(desk|safety|admin\/staff)|log\/)/.test(path)) return undefined;
  if (state === "candidate") return forbidden("no-member", { proposed: candidacy });
  if (shut.has(state) && !path.startsWith("/api/admin/")) return forbidden(state);
  const route = `${method} ${path}`;
  if (Object.hasOwn(routes, route)) return ok(routes[route]?.());
  if (path.startsWith("/log/")) return { status: 404 };
  if (path.startsWith("/api/desk/requests")) {
    return body["kind"] === "propose" ? forbidden("may-be-inside") : ok(view());
  }
  if (path.endsWith("-changes") || path.includes("/changes")) return ok(changes()[1]);
  return { status: 204 };
}
