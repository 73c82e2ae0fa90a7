import { fakeAgreement } from "./fake-agreement.ts";

/**
 * What the fake API says of people: signing in, the account and its meetings, the administration,
 * and what everybody may know. State is in memory.
 */
type Json = Record<string, unknown>;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly signedIn: boolean;
}

interface Told {
  readonly status: number;
  readonly body?: unknown;
}

const hour = 3_600_000;
const day = 24 * hour;
const at = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();
const ok = (body: unknown): Told => ({ status: 200, body });
const made = (body: unknown): Told => ({ status: 201, body });
const done: Told = { status: 204 };
const problem = (status: number, code: string): Told => ({
  status,
  body: { type: `/problems/${code}`, title: code, status, code },
});
/** As better-auth refuses. */
const refused = (status: number, code: string): Told => ({ status, body: { code, message: code } });

const places = (...codes: readonly string[]) => codes.map((code) => ({ kind: "place", code }));
const except = (...codes: readonly string[]): Json => ({
  deny: places(...codes),
  allow: "everyone",
  onDoubt: "admit",
  matches: "probable",
});

/** How the service is: `empty` shows every list without anything in it. */
const fresh = () => ({
  setUp: true,
  empty: false,
  failing: false,
  signUp: "closed",
  mail: "mailbox",
  agreement: "done" as "done" | "none" | "running" | "one",
  person: {
    id: "person-1",
    name: "Zoë Marchetti",
    email: "zoe@example.org",
    emailVerified: false,
    administrator: true,
    secondFactor: false,
    desk: true,
  },
  settings: {
    serviceName: "Meetings of Example University",
    contact: "it-desk@example.org",
    placeNames: { XK: "Kosova" },
  },
});

let state = fresh();

/** `setUp=0`, `signUp=open`, `empty=1`, `failing=1`, `mail=smtp`, `second=1`, `administrator=0`, `comparing=1`, `oneSource=1`. */
export function changePeople(query: URLSearchParams): void {
  state = {
    ...fresh(),
    setUp: query.get("setUp") !== "0",
    empty: query.get("empty") === "1",
    failing: query.get("failing") === "1",
    signUp: query.get("signUp") ?? "closed",
    mail: query.get("mail") ?? "mailbox",
  };
  if (state.empty) state.agreement = "none";
  if (query.get("comparing") === "1") state.agreement = "running";
  if (query.get("oneSource") === "1") state.agreement = "one";
  state.person.secondFactor = query.get("second") === "1";
  state.person.administrator = query.get("administrator") !== "0";
}

/** Whether every list is shown without anything in it. */
export const nothingThere = (): boolean => state.empty;

const sources = [
  {
    id: "own",
    maker: "Example University",
    basis: "operator",
    kind: "geofeed",
    licence: "",
    attribution: "",
    state: "fresh",
    builtAt: at(-3 * day),
  },
  {
    id: "dbip",
    maker: "DB-IP",
    basis: "measured",
    kind: "country",
    licence: "CC BY 4.0",
    attribution: "IP geolocation by DB-IP (https://db-ip.com)",
    state: "stale",
    builtAt: at(-160 * day),
  },
  {
    id: "whois",
    maker: "Regional registries",
    basis: "registration",
    kind: "country",
    licence: "CC BY 4.0",
    attribution: "Made of the registries’ data",
    state: "missing",
  },
];

const counts = [
  { name: "gate-admitted", count: 1_204 },
  { name: "gate-refused-rule", count: 31 },
  { name: "gate-refused-order", count: 0 },
  { name: "gate-bad-request", count: 1 },
  { name: "gate-gone", count: 12 },
  { name: "join-admitted", count: 1_167 },
  { name: "join-refused-rule", count: 42 },
  { name: "join-refused-order", count: 0 },
  { name: "seat-removed-rule", count: 6 },
  { name: "seat-removed-order", count: 0 },
  { name: "seat-removed-host", count: 2 },
  { name: "seat-removed-ended", count: 31 },
];

const status = () => ({
  version: "0.2.0",
  startedAt: at(-9 * day),
  engine: { state: "ok", kind: "embedded", rooms: 4 },
  database: state.failing
    ? { state: "failing", kind: "external", snapshotAgeSeconds: 245 }
    : { state: "ok", kind: "embedded", snapshotAgeSeconds: 1 },
  log: state.failing
    ? { state: "stopped", reason: "behind", since: at(-2 * day), setAside: 0 }
    : { state: "signing", setAside: 0 },
  mail: state.mail,
  sources: state.empty ? [] : sources,
  live: { signalling: 37, pages: 41, meetingsInUse: 4 },
  counts: state.empty ? [] : counts,
});

const platformRules = () => [
  {
    id: "r1",
    name: "Sanctions list of 1 March",
    ground: "sanctions",
    reviewAt: at(100 * day),
    rule: except("AQ", "BV"),
    enteredAt: at(-20 * day),
    effectiveAt: at(-13 * day),
    state: "in-force",
  },
  {
    id: "r2",
    name: "Where our licence for the lecture archive ends",
    ground: "licence",
    reviewAt: at(60 * day),
    rule: except("TF"),
    enteredAt: at(-2 * day),
    effectiveAt: at(5 * day),
    state: "coming",
  },
  {
    id: "r0",
    name: "Sanctions list of 1 October",
    ground: "sanctions",
    reviewAt: at(10 * day),
    rule: except("AQ"),
    enteredAt: at(-90 * day),
    effectiveAt: at(-83 * day),
    liftedAt: at(-20 * day),
    state: "over",
  },
];

const keys = [
  {
    id: "GRk2xP7dQm4t",
    name: "Classroom backend",
    scopes: ["join", "rooms:read"],
    createdAt: at(-40 * day),
    lastUsedOn: at(-day).slice(0, 10),
  },
  {
    id: "GRw8sV1nZc5h",
    name: "Old classroom backend",
    scopes: ["join"],
    createdAt: at(-300 * day),
    lastUsedOn: at(-2 * day).slice(0, 10),
    expiresAt: at(5 * day),
  },
];

const webhooks = [
  {
    id: "w1",
    url: "https://classroom.example.org/hooks/graticule",
    events: ["joined", "rule-changed"],
    createdAt: at(-40 * day),
    last: { at: at(-hour), outcome: "delivered", status: 204 },
  },
  {
    id: "w2",
    url: "https://archive.example.org/in",
    events: ["refused"],
    createdAt: at(-20 * day),
    last: { at: at(-30 * hour), outcome: "given-up", status: 503 },
  },
];

const placeSets = [
  {
    id: "partners",
    name: "Partner universities",
    dated: "2026-09-01",
    places: places("FR", "JP", "BR", "CA", "NZ", "KE", "US-CA", "PT"),
    tier: "account",
  },
  {
    id: "sanctions",
    name: "Sanctions list",
    dated: "2026-03-01",
    places: places("AQ", "BV"),
    tier: "platform",
  },
];

const sessions = [
  {
    id: "s1",
    token: "t1",
    createdAt: at(-2 * hour),
    updatedAt: at(0),
    userAgent: "Firefox on Linux",
  },
  {
    id: "s2",
    token: "t2",
    createdAt: at(-9 * day),
    updatedAt: at(-day),
    userAgent: "Safari on iOS",
  },
];

const backupCodes = Array.from({ length: 10 }, (_, index) => `k${index}7Hq-x2Vm${index}`);

const meetings = [
  {
    code: "opn-open-opn",
    title: "Thursday seminar: reading old maps",
    createdAt: at(-50 * hour),
    startsAt: at(20 * hour),
    nextStartsAt: at(20 * hour),
    repeat: { every: "week", interval: 1 },
  },
  {
    code: "any-time-any",
    title: "Tea with the editors",
    createdAt: at(-2 * hour),
    inProgress: true,
  },
  {
    code: "emp-empt-emp",
    title: "Stand-up",
    createdAt: at(-9 * day),
    startsAt: at(hour / 6),
    nextStartsAt: at(hour / 6),
  },
  {
    code: "soo-soon-soo",
    title: "Examination: cartography II, second group, with everybody who could not come in June",
    createdAt: at(-30 * hour),
    startsAt: at(2 * hour),
    nextStartsAt: at(2 * hour),
  },
  ...["pst-past-pst", "end-ende-end"].map((code, index) => ({
    code,
    title: index === 0 ? "Thesis defence, first part" : "Tea with the editors",
    createdAt: at(-9 * day),
    endedAt: at(-(5 + index) * day),
    deletedAt: at((25 - index) * day),
  })),
].map((meeting) => ({ inProgress: false, ...meeting }));

const listed = [
  { name: "Amina Diallo", email: "amina@example.org", desk: true, secondFactor: true },
  { name: "Jun Ito", email: "jun.ito@department-of-cartography.example.org", suspended: true },
  { name: "Rosa Prieto", email: "rosa@example.org", emailVerified: false },
  { name: "Zoë Marchetti", email: "zoe@example.org", administrator: true },
].map((more, index) => ({
  ...{ emailVerified: true, secondFactor: false, administrator: false, desk: false },
  ...{ suspended: false, since: at(-(300 - 70 * index) * day).slice(0, 10) },
  ...more,
}));

const letters = [
  {
    at: at(-hour / 2),
    to: "tomas@example.org",
    subject: "Meetings of Example University: a new password",
  },
  {
    at: at(-hour),
    to: "amina@example.org",
    subject: "Meetings of Example University: an invitation",
    text: "You are invited to Meetings of Example University, to hold meetings of your own. Make your account here:\n\nhttps://meet.example.org/sign-up#2Yw8sV1nZc5hQm4tGRk2xP7d\n\nThe link works once, for seven days.\n",
  },
];

const invitations = [
  {
    id: "i1",
    email: "amina@example.org",
    note: "Dean’s office",
    createdAt: at(-hour),
    expiresAt: at(7 * day),
  },
  { id: "i2", createdAt: at(-day), expiresAt: at(6 * day) },
];

const session = (signedIn: boolean) => ({
  setUp: state.setUp,
  signUp: state.signUp,
  ...(signedIn && state.setUp ? { person: state.person } : {}),
});

function signIn(body: Json): Told {
  if (body["password"] === "wrong password") return refused(401, "INVALID_EMAIL_OR_PASSWORD");
  return ok(state.person.secondFactor ? { twoFactorRedirect: true } : { token: "t1" });
}

function setUp(body: Json): Told {
  if (body["token"] === "used") return problem(409, "conflict");
  return body["token"] === "wrong" ? problem(401, "unauthorized") : done;
}

const list = <T>(all: readonly T[]): Told => ok(state.empty ? [] : all);

const routes: Readonly<Record<string, (body: Json) => Told>> = {
  "GET /api/sources": () => ok(sources.slice(1, 2)),
  "GET /api/meetings": () => list(meetings),
  "POST /api/setup": setUp,
  "POST /api/auth/sign-in/email": signIn,
  "POST /api/auth/two-factor/verify-totp": ({ code }) =>
    code === "000000" ? refused(401, "INVALID_CODE") : ok({ token: "t1" }),
  "POST /api/auth/two-factor/enable": () =>
    ok({
      totpURI:
        "otpauth://totp/Graticule:zoe%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DP&issuer=Graticule&digits=6&period=30",
      backupCodes,
    }),
  "POST /api/auth/two-factor/generate-backup-codes": () => ok({ backupCodes }),
  "GET /api/auth/passkey/list-user-passkeys": () =>
    list([{ id: "p1", name: "Work laptop", createdAt: at(-30 * day) }]),
  "GET /api/auth/list-sessions": () => ok(state.empty ? sessions.slice(0, 1) : sessions),
  "GET /api/auth/get-session": () => ok({ session: { id: "s1" } }),
  "GET /api/account/keys": () => list(keys),
  "POST /api/account/keys": (body) =>
    made({ ...body, id: "GRn3wK3yHere", createdAt: at(0), secret: "d0nTt3llAnyb0dyTh1sSecret" }),
  "GET /api/account/webhooks": () => list(webhooks),
  "POST /api/account/webhooks": (body) =>
    made({ ...body, id: "w3", createdAt: at(0), secret: "whsec_d0nTt3llAnyb0dy" }),
  "GET /api/account/place-sets": () => list(placeSets),
  "GET /api/account/rule": () =>
    ok(
      state.empty
        ? { version: 0 }
        : { version: 1, held: { mode: "locked", rule: except("AQ"), setAt: at(-3 * day) } },
    ),
  "GET /api/admin/status": () => ok(status()),
  "GET /api/admin/agreement": () => ok(fakeAgreement(state.agreement)),
  "POST /api/admin/agreement": () => {
    state.agreement = "running";
    return { status: 202 };
  },
  "GET /api/settings": () => ok({ ...state.settings, mail: "mailbox" }),
  "GET /api/admin/settings": () => ok({ ...state.settings, signUp: state.signUp }),
  "GET /api/admin/people": () =>
    ok(state.empty ? { count: 1, people: listed.slice(3) } : { count: 123, people: listed }),
  "GET /api/admin/invitations": () => list(invitations),
  "POST /api/admin/invitations": (body) =>
    made({
      ...body,
      id: "i3",
      createdAt: at(0),
      expiresAt: at(7 * day),
      url: "https://meet.example.org/sign-up#2Yw8sV1nZc5hQm4tGRk2xP7d",
      letter: body["email"] === undefined ? "none" : "kept",
    }),
  "GET /api/account/proposed-roles": () =>
    list(
      state.person.administrator
        ? []
        : [{ id: "c1", roles: ["approver"], proposedAt: at(-day), acceptance: "needed" }],
    ),
  "GET /api/admin/mailbox": () => list(letters),
  "GET /api/platform-rules": () => list(platformRules()),
  "GET /api/admin/rule": () => ok({ version: 0 }),
};

/** The fake's answer; undefined: this is about something else. */
export function answerPeople(asked: Asked): Told | undefined {
  const { method, path } = asked;
  const route = `${method} ${path}`;
  if (route === "GET /api/session") return ok(session(asked.signedIn));
  const found = Object.hasOwn(routes, route) ? routes[route] : undefined;
  if (found !== undefined) return found(asked.body);
  if (path.startsWith("/api/auth/")) return ok({ status: true });
  if (!/^\/api\/(account|admin)\//.test(path)) return undefined;
  return method === "GET" ? problem(404, "not-found") : done;
}
