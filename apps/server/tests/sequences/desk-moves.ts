import { signedDecision } from "../desk-keys.ts";
import { act, acts, orderOf, requestOf, underReview } from "../desk-people.ts";
import { decideChange } from "../desk-service.ts";
import type { Play, Playing } from "./playing.ts";
import { letTimePass } from "./time.ts";
import type { World } from "./world.ts";

const hourMs = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();

/** An act on a request, by anyone, allowed or not. */
const onRequest =
  (body: (playing: Playing) => object): Play =>
  async (playing) => {
    const { world, who, pick } = playing;
    const id = pick(world.requests);
    if (id === undefined) return undefined;
    const answer = await act(who, id, body(playing));
    for (const order of answer.json?.orders ?? []) {
      if (!world.orders.some((known) => known.id === order.id)) {
        world.orders.push({ id: order.id, request: id });
      }
    }
    return answer;
  };

export const onOrder =
  (kind: string): Play =>
  async ({ world, who, pick }) => {
    const order = pick(world.orders);
    if (order === undefined) return undefined;
    return await act(who, order.request, { kind, orderId: order.id, why: "No ground" });
  };

const contentOf = ({ world, one }: Playing): object => {
  const codes = world.meetings.map(({ code }) => code);
  const asked = one(codes, codes.slice(0, 1), codes.slice(1), [...codes].reverse());
  const kinds = one("withhold-meeting", "withhold-meeting", "end-meeting", "hand-over-data");
  const unknown = { authorityId: undefined, sender: "Office of Nowhere", branch: "other" } as const;
  return requestOf(world.authority, asked, {
    demands: asked.map((_, meeting) => ({
      kind: meeting === 0 ? kinds : "withhold-meeting",
      verbatim: "So it is.",
      meeting,
    })) as never,
    forbidsNotice: one(undefined, undefined, { until: inHours(24 * 20), law: "Secrecy Act" }),
    ...(one(false, false, false, true) ? unknown : {}),
  });
};

export const staffChange = ({ world, one, pick }: Playing): object => ({
  kind: "staff",
  email: (pick(world.players) ?? world.players[0])?.email,
  roles: one(
    ["reviewer", "approver"],
    ["intake"],
    [],
    ["approver", "safety"],
    ["intake", "reviewer", "approver", "appeals"],
  ),
  liaisonTo: one([], [], [world.authority.series]),
});

/** Countries with instruments, a listed union, and one naming its own members, which is refused. */
const territories = [
  { territory: { kind: "country", home: "CN" }, instruments: [] },
  { territory: { kind: "country", home: "MO" }, instruments: [] },
  {
    territory: { kind: "country", home: "CN" },
    instruments: [{ place: "MO", citation: "An act of that place" }],
  },
  { territory: { kind: "union", union: "EU" }, instruments: [] },
  { territory: { kind: "union", members: ["CN", "MO", "FR"] }, instruments: [] },
] as const;

const authorityChange = ({ world, one }: Playing): object => ({
  kind: "authority",
  authority: {
    series: world.authority.series,
    name: "Ministry anew",
    contact: "By letter",
    ...one(territories[0], ...territories.slice(1)),
  },
});

const proposes =
  (body: (playing: Playing) => object): Play =>
  async (playing) => {
    const answer = await playing.who.ask("POST", "/api/desk/changes", body(playing));
    if (answer.status === 201) playing.world.changes.push(answer.json.id);
    return answer;
  };

/** What members of the desk do, and those who appeal. */
export const deskMoves = {
  receive: async (playing: Playing) => {
    const { world, who } = playing;
    const answer = await who.ask("POST", "/api/desk/requests", contentOf(playing));
    if (answer.status === 201) world.requests.push(answer.json.id);
    return answer;
  },
  correct: onRequest((playing) => ({ kind: "correct", content: contentOf(playing) })),
  "call-back": onRequest(({ one }) => ({
    kind: "call-back",
    outcome: one("authentic", "authentic", "not-authentic"),
    how: "By phone",
  })),
  begin: onRequest(() => ({ kind: "begin-review" })),
  look: onRequest(({ one }) => ({ kind: "look", meeting: one(0, 1, 2) })),
  "second-look": onRequest(({ one }) => ({ kind: "second-look", meeting: one(0, 1, 2) })),
  propose: onRequest(({ one }) => ({
    kind: "propose",
    order: orderOf({
      meeting: one(0, 0, 1, 2),
      places: one(["CN"], ["CN"], ["CN", "MO"], ["FR"], ["CN", "FR"]),
      until: inHours(one(2, 50, 100, 168, 169)),
      sealedUntil: one(undefined, undefined, inHours(90)),
    }),
  })),
  approve: onOrder("approve"),
  decline: onOrder("decline"),
  lift: onOrder("lift"),
  answer: onRequest(({ one }) => ({
    kind: "answer-demand",
    demand: one(0, 1, 2),
    answer: one("met", "refused", "narrowed"),
    ground: one(undefined, "not-necessary" as const),
  })),
  close: onRequest(() => ({ kind: "close", text: "The answer" })),
  reject: onRequest(({ one }) => ({
    kind: "reject",
    ground: one("duplicate", "not-an-authority"),
    text: "Again",
  })),
  appeal: async ({ world, pick, one }: Playing) => {
    const orderId = pick(world.orders)?.id;
    if (orderId === undefined) return undefined;
    const host = world.meetings[one(0, 1, 2)];
    const asked = one({ by: "public" }, { by: "public" }, { by: "host", code: host?.code });
    const body = { orderId, ...asked, text: "This is wrong." };
    const headers = (asked.by === "host" && host?.bearer) || {};
    const from = `10.${one(71, 72, 73)}.${world.answers.length % 250}.${world.orders.length % 250}`;
    return await world.service.ask("POST", "/api/appeals", { from, headers, body });
  },
  decide: async ({ world, who, pick, one }: Playing) => {
    const id = pick(world.orders)?.id;
    if (id === undefined) return undefined;
    const { json } = await who.ask("GET", "/api/desk/appeals");
    const found = Array.isArray(json) ? json.find(({ orderId }) => orderId === id) : undefined;
    const { no, readTo } = found ?? { no: one(1, 2), readTo: 0 };
    const outcome = one<"upheld" | "overturned">("upheld", "overturned");
    const body = { no, readTo, outcome, reasons: "Found so." };
    const signed = one(signedDecision(who.id, id, body), body);
    return await who.ask("POST", `/api/desk/appeals/${id}/decision`, signed);
  },
  "change-staff": proposes(staffChange),
  "change-authority": proposes(authorityChange),
  confirm: async ({ world, who, pick, one }: Playing) => {
    const id = pick(world.changes);
    const outcome = one("confirmed", "confirmed", "declined", "withdrawn");
    if (id === undefined) return undefined;
    const answer = await decideChange(who, id, outcome, pick(world.players));
    if (answer.status === 200 && outcome === "confirmed") await noteEntry(world, id);
    return answer;
  },
  withdraw: ({ world, who }: Playing) =>
    who.ask("POST", `/api/desk/register/${world.authority.id}/withdrawal`, {}),
  overview: async ({ who, one, world, pick }: Playing) =>
    await who.ask(
      "GET",
      one(
        "/api/desk",
        "/api/desk/requests",
        "/api/desk/register",
        "/api/desk/appeals",
        `/api/desk/requests/${pick(world.requests)}`,
      ),
    ),
  wait: async ({ world, one }: Playing) => {
    await letTimePass(world, one(1, 13, 73, 25, 73, 169));
    return undefined;
  },
} satisfies Record<string, Play>;

/** The one listed union. */
const union =
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** What the register says from now on, given what was confirmed. */
async function noteEntry({ database, authority, reach }: World, change: string): Promise<void> {
  const { rows } = await database.pool.query(
    `SELECT a.id, c.body -> 'authority' AS said FROM authority a
     JOIN desk_change c ON c.id = a.change_id WHERE a.change_id = $1`,
    [change],
  );
  if (rows[0] === undefined) return;
  const { territory, instruments } = rows[0].said;
  const own = territory.kind === "union" ? union : [territory.home];
  const others = instruments.map(({ place }: { readonly place: string }) => place);
  reach.set(rows[0].id, [...own, ...others]);
  authority.id = rows[0].id;
}

/** A request under review with an order awaiting approval: from here on anything can happen. */
export async function openRequest(world: World): Promise<void> {
  const [intake, reviewer, approver] = world.players;
  if (intake === undefined || reviewer === undefined || approver === undefined) {
    throw new Error("nobody plays");
  }
  const codes = world.meetings.map(({ code }) => code);
  const people = { intake, reviewer, approver, authority: world.authority };
  const id = await underReview(people, requestOf(world.authority, codes));
  world.requests.push(id);
  const order = orderOf({ until: inHours(100) });
  // By an approver too: they approve only others' orders.
  const { orders } = await acts(approver, id, { kind: "propose", order });
  world.orders.push({ id: orders[0].id, request: id });
}
