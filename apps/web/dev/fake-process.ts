/** What the fake API says of orders, appeals, reports and notices to hosts. */
type Json = Record<string, unknown>;

interface Asked {
  readonly request: { readonly method?: string | undefined };
  readonly path: string;
  readonly body: Json;
}

interface Told {
  readonly status: number;
  readonly body?: unknown;
}

const hour = 3_600_000;
const at = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();
const day = (offsetMs: number): string => at(offsetMs).slice(0, 10);
const orderId = "7d9b6f0c-2a53-4d0f-9a53-1c0f6f5b2a10";

const order = (over: boolean): Json => ({
  id: orderId,
  places: ["AQ"],
  excepted: [],
  from: day(-2 * hour),
  until: day(30 * hour),
  authority: "District Court of Penguin Bay",
  law: "Assembly Act 1999, section 12",
  reason: "The court found that an announced assembly there was not registered.",
  state: over ? "over" : "in-force",
});

/** The secret says in which state the appeal is. */
const appeal = (secret: string): Json => ({
  madeOn: day(-20 * hour),
  text: "I am in Lisbon; my company’s network is not.",
  state: secret,
  dueAt: at(52 * hour),
  ...(secret === "upheld" || secret === "overturned"
    ? {
        decidedAt: at(-hour),
        reasons:
          "The order named a place, and the findings did not show that a narrower one would not have been enough.",
      }
    : {}),
});

const sealed = { demands: [], places: ["AQ"], excepted: [], sealedUntil: at(60 * 24 * hour) };
const open = {
  authority: "District Court of Penguin Bay",
  law: "Assembly Act 1999, section 12",
  reason: "The court found that an announced assembly there was not registered.",
  demands: [],
  places: ["AQ"],
  excepted: [],
};
const notices = [
  { id: 4, at: at(-0.2 * hour), kind: "order-ended", ...open, how: "lifted", orderId: "other" },
  {
    id: 3,
    at: at(-1 * hour),
    kind: "order-began",
    ...open,
    from: at(-hour),
    until: at(30 * hour),
    orderId,
  },
  {
    id: 2,
    at: at(-2 * hour),
    kind: "request-answered",
    ...open,
    demands: [
      { kind: "end-meeting", answer: "refused", ground: "meetings-survive" },
      { kind: "suspend-account", answer: "refused", ground: "accounts-survive" },
      { kind: "withhold-meeting", answer: "narrowed" },
      { kind: "hand-over-data", answer: "not-handled-here", ground: "nothing-handed-over" },
    ],
    places: [],
  },
  {
    ...{ id: 5, at: at(-3 * hour), kind: "request-rejected", ...open, places: [] },
    ...{ demands: [{ kind: "end-meeting", answer: "rejected" }], how: "not-authentic" },
  },
  { id: 1, at: at(-30 * hour), kind: "order-began", ...sealed, orderId: "sealed" },
];

/** Undefined: not one of these routes. */
export function answerProcess({ request, path, body }: Asked): Told | undefined {
  if (path.endsWith("/receipt")) return { status: 200, body: { receipt: "v1.fake" } };
  if (path === "/api/reports" && request.method === "GET") {
    return { status: 200, body: { people: "no-one", states: "no-one" } };
  }
  if (path === "/api/reports") return { status: 204 };
  if (path === "/api/appeals/status") return { status: 200, body: appeal(String(body["secret"])) };
  if (path === "/api/appeals" && request.method === "POST") {
    const url = "https://meet.example.org/appeal#Q2w9sJ0bXr8dT5mN1kVfYw";
    return { status: 201, body: { url, dueAt: at(72 * hour) } };
  }
  if (path.startsWith("/api/orders/")) return { status: 200, body: order(path.endsWith("over")) };
  const name = nameOf({ request, path, body });
  if (name !== undefined) return name;
  const ofMeeting = /^\/api\/meetings\/([a-z-]+)\/manage\/notices$/.exec(path);
  if (ofMeeting === null) return undefined;
  return { status: 200, body: told.has(ofMeeting[1] ?? "") ? notices : [] };
}

const told = new Set(["opn-open-opn", "emp-empt-emp"]);
let named = false;

export function resetProcess(): void {
  named = false;
}

/** The name of a meeting in the public log: of `opn-open-opn` it can be given, of `emp-empt-emp` not yet. */
function nameOf({ request, path, body }: Asked): Told | undefined {
  const [, code] = /^\/api\/meetings\/([a-z-]+)\/manage\/name$/.exec(path) ?? [];
  if (code === undefined) return undefined;
  const title = "Thursday seminar: reading old maps";
  if (request.method === "PUT" || request.method === "DELETE") {
    named = request.method === "PUT" && body["title"] === title;
    return { status: 204 };
  }
  if (code === "emp-empt-emp") return { status: 200, body: { kind: "cannot", reason: "not-yet" } };
  if (code !== "opn-open-opn") {
    return { status: 200, body: { kind: "cannot", reason: "nothing-told" } };
  }
  const now = named ? { kind: "named", title, day: day(0), entry: 4 } : { kind: "can", title };
  return { status: 200, body: now };
}
