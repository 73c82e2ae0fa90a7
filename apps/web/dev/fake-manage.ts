import { encryptionOf } from "./fake-join.ts";

/** What the fake API says of managing meetings and of the rules above them; state is in memory. */
type Json = Record<string, unknown>;

interface Asked {
  readonly method: string;
  readonly code: string;
  /** Below `/api/meetings/:code`: `/manage/rule`. */
  readonly rest: string;
  readonly body: Json;
  /** Whether the management secret or a session came with it. */
  readonly allowed: boolean;
}

interface Told {
  readonly status: number;
  readonly body?: unknown;
}

const hour = 3_600_000;
const at = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();
const problem = (status: number, code: string): Told => ({
  status,
  body: { type: `/problems/${code}`, title: code, status, code },
});

const fresh = () => ({
  rule: undefined as Json | undefined,
  version: 0,
  ended: false,
  previews: 0,
  door: { entry: "lobby", locked: false, beacon: "wanted" } as Json,
  details: {
    startsAt: at(20 * hour),
    durationMinutes: 60,
    timeZone: "Europe/Paris",
    repeat: { every: "week", interval: 1 },
  } as Json,
  history: [
    { at: at(-50 * hour), kind: "created" },
    { at: at(-49 * hour), kind: "pass-made", by: "host" },
    { at: at(-2.2 * hour), kind: "co-host-named", by: "host" },
    { at: at(-2 * hour), kind: "pass-made", by: "co-host" },
    { at: at(-1.5 * hour), kind: "lobby-set", by: "co-host" },
  ] as Json[],
  waiting: [
    { joinId: "w1", name: "Amélie Laurent", because: "lobby", since: at(-4 * 60_000) },
    { joinId: "w2", name: "Jun Ito", because: "cannot-tell", since: at(-60_000) },
    {
      joinId: "w3",
      name: "Rosa Prieto",
      because: "knock",
      text: "I am at home in Madrid, my company’s network goes through Frankfurt.",
      says: "not-there",
      since: at(-30_000),
    },
    { joinId: "w4", name: "Leyla Aydın", because: "knock", says: "there", since: at(-20_000) },
  ] as Json[],
  passes: [
    { id: "p1", name: "Prof. Nakamura", createdAt: at(-20 * hour), used: true },
    { id: "p2", name: "Leïla (travels until Friday)", createdAt: at(-2 * hour), used: false },
  ] as Json[],
});

let state = fresh();

/** Code `pst-past-pst` shows a meeting that has ended, `emp-empt-emp` one with nobody inside. */
export function resetManaged(): void {
  state = fresh();
}

const platformRule = {
  tier: "platform",
  ground: "sanctions",
  rule: {
    deny: [{ kind: "place", code: "AQ" }],
    allow: "everyone",
    onDoubt: "admit",
    matches: "established",
    until: at(90 * 24 * hour),
  },
};

/** Holds for code `ord-orde-ord`. */
const orderNow = {
  places: ["DE"],
  excepted: [],
  authority: "Ministry of Meetings",
  until: at(3 * hour),
};

function managed(code: string, title: string): Json {
  const over = state.ended || code === "pst-past-pst";
  const empty = over || code === "emp-empt-emp";
  return {
    code,
    title,
    createdAt: at(-50 * hour),
    joinUrl: `http://localhost/m/${code}`,
    encryption: encryptionOf(code),
    ...(code === "opn-open-opn" ? {} : state.details),
    ...(code === "opn-open-opn" || over ? {} : { nextStartsAt: at(20 * hour) }),
    ...(state.rule === undefined ? {} : { rule: state.rule }),
    ...(over ? { endedAt: at(-hour), deletedAt: at(30 * 24 * hour) } : {}),
    ruleVersion: code === "pst-past-pst" ? 213 : state.version,
    otherLimits: [platformRule],
    orders: code === "ord-orde-ord" ? [orderNow] : [],
    door: state.door,
    secondCheck: "possible",
    inside: empty ? 0 : 31,
    byPlace: empty
      ? []
      : [
          { place: "FR", count: "many" },
          { place: "DE", count: "many" },
          { place: "HK", count: "a-few" },
          { place: "BR", count: "many" },
          { place: "US-CA", count: "a-few" },
        ],
    cannotTell: empty ? "none" : "a-few",
    asOf: at(-20_000),
    inProgress: !empty,
    history: state.history,
  };
}

function changeRule(rule: Json | undefined): Told {
  state.version += 1;
  const changes = state.history.filter(({ kind }) => kind !== "created").length;
  state.rule =
    rule === undefined
      ? undefined
      : {
          ...rule,
          setAt: at(0),
          version: state.version,
          ...(changes >= 3 ? { insideFrom: at(8 * 60_000) } : {}),
        };
  state.history.push({
    at: at(0),
    kind: rule === undefined ? "rule-lifted" : "rule-set",
    ...(rule === undefined ? {} : { rule }),
  });
  return { status: 200, body: {} };
}

/** Whoever looks at these pages is in France. */
/** Whoever asks is in France. */
export function ownEffect(rule: Json): Json {
  const denied = rule["deny"] as { readonly code?: string }[];
  return { you: denied.some(({ code }) => code === "FR") ? "leave" : "stay" };
}

function preview(rule: Json): Told {
  state.previews += 1;
  if (state.previews > 10) return problem(429, "too-many");
  state.history.push({ at: at(0), kind: "previewed", rule });
  const open = rule["allow"] === "everyone" && (rule["deny"] as unknown[]).length === 0;
  const waits = rule["onDoubt"] === "hold" || rule["onDoubt"] === "ask";
  return {
    status: 200,
    body: {
      leave: open ? "none" : "a-few",
      wait: waits ? "a-few" : "none",
      stay: open ? 31 : "most",
      ...ownEffect(rule),
      asOf: at(-20_000),
    },
  };
}

function act(body: Json): Told {
  const { kind, joinId } = body;
  if (kind === "door") state.door = { ...state.door, ...(body["door"] as Json) };
  else if (kind === "admit-all")
    state.waiting = state.waiting.filter(({ because }) => because === "knock");
  else state.waiting = state.waiting.filter((one) => one["joinId"] !== joinId);
  return { status: 204 };
}

const hosting = (): Json => ({
  door: state.door,
  roles: [],
  you: "host",
  hosting: { waiting: state.waiting, successors: [], banned: [], byPass: [] },
  runBy: ["Karim Haddad"],
  passes: state.passes,
});

function makePass(body: Json): Told {
  const made = {
    id: `p${state.passes.length + 1}`,
    name: body["name"],
    createdAt: at(0),
    used: false,
  };
  state.passes = [...state.passes, made];
  return { status: 201, body: { ...made, url: "http://localhost/m/opn-open-opn#pass=3jK2mQ9x" } };
}

function certificate(code: string, title: string): Told {
  const body = {
    meeting: { code, title },
    issuedAt: at(0),
    service: "http://localhost",
    leftOut: 0,
    entries: [],
    otherLimits: [platformRule],
    sources: [],
  };
  return { status: 200, body };
}

/** Answers everything below `/manage` and `/hosting`. */
export function answerManage(asked: Asked, title: string): Told {
  const { method, rest, body, code } = asked;
  if (!asked.allowed) return problem(401, "unauthorized");
  switch (`${method} ${rest}`) {
    case "GET /manage":
      return { status: 200, body: managed(code, title) };
    case "PATCH /manage": {
      if (body["encryption"] !== undefined && code === "opn-open-opn") {
        return problem(409, "conflict");
      }
      const given = Object.entries({ ...state.details, ...body });
      state.details = Object.fromEntries(given.filter(([, value]) => value !== null));
      return { status: 200, body: {} };
    }
    case "DELETE /manage":
      return { status: 204 };
    case "PUT /manage/rule":
      return changeRule(body);
    case "DELETE /manage/rule":
      return changeRule(undefined);
    case "POST /manage/rule/preview":
      return preview(body);
    case "POST /manage/rule/own-effect":
      return { status: 200, body: ownEffect(body) };
    case "GET /manage/certificate":
      return certificate(code, title);
    case "POST /manage/end":
      state.ended = true;
      return { status: 204 };
    case "GET /hosting":
      return { status: 200, body: hosting() };
    case "POST /hosting/acts":
      return act(body);
    case "POST /hosting/passes":
      return makePass(body);
    default:
      break;
  }
  const pass = /^\/hosting\/passes\/(.+)$/.exec(rest)?.[1];
  if (method === "DELETE" && pass !== undefined) {
    state.passes = state.passes.filter(({ id }) => id !== pass);
    return { status: 204 };
  }
  return problem(404, "not-found");
}

/** The account's default, its lists and the service's rules, for the page that makes a meeting. */
export const aboveMeetings: Readonly<Record<string, unknown>> = {
  "GET /api/account/rule": {
    version: 1,
    held: {
      mode: "default",
      setAt: at(-300 * hour),
      rule: {
        deny: [],
        allow: [{ kind: "group", id: "EU" }],
        onDoubt: "ask",
        matches: "probable",
      },
    },
  },
  "GET /api/account/place-sets": [
    {
      id: "partners",
      name: "Partner universities",
      dated: "2026-09-01",
      places: ["FR", "DE", "JP", "BR"].map((code) => ({ kind: "place", code })),
      tier: "account",
    },
    {
      id: "sanctions",
      name: "Sanctions list",
      dated: "2026-11-01",
      places: ["AQ", "BV", "HM", "TF"].map((code) => ({ kind: "place", code })),
      tier: "platform",
    },
  ],
  "GET /api/platform-rules": [
    {
      id: "r1",
      name: "Sanctions",
      ground: "sanctions",
      reviewAt: at(90 * 24 * hour),
      enteredAt: at(-20 * 24 * hour),
      effectiveAt: at(-13 * 24 * hour),
      state: "in-force",
      rule: platformRule.rule,
    },
  ],
};
